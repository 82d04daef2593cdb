import { isMadeByOperator } from '../gateway';
import type { Rule, RuleFinding } from './rule';

/** What a gateway of Kong Operator beside that of the ingress controller cannot have. */
export const besideGateway: Rule = ({ gateway, mesh }, present) => {
  if (gateway === undefined || !('beside' in gateway) || gateway.beside === undefined) return [];
  const { beside } = gateway;
  const licensed = present('gateway', 'beside', 'license') || present('gateway', 'license');
  return [
    ...(mesh?.backend === 'app-mesh'
      ? [
          {
            path: ['gateway', 'beside'],
            atKey: true,
            message: 'a mesh that the gateway cannot join',
            found: 'beside',
            expected:
              'mesh.backend: kong-mesh: the members of App Mesh are not made of what the operator makes',
            mend: 'move to backend: kong-mesh first',
          },
        ]
      : []),
    ...(gateway.routes === 'gateway-api'
      ? [
          {
            path: ['gateway', 'beside'],
            atKey: true,
            message: 'two controllers of one GatewayClass',
            found: 'beside',
            expected:
              'routes: ingress, which both gateways serve: a Gateway is served by one controller, and its class cannot be given to another',
            mend: 'use routes: ingress until callers have moved; mode: kong-operator makes routes of Gateway API of them',
          },
        ]
      : []),
    ...(beside.loadBalancer?.clientAddress === 'proxy-protocol' ||
    (!present('gateway', 'beside', 'loadBalancer') &&
      gateway.loadBalancer?.clientAddress === 'proxy-protocol')
      ? [
          {
            path: ['gateway', 'beside'],
            atKey: true,
            message: 'a header that the gateway does not expect',
            found: 'beside',
            expected:
              'loadBalancer.clientAddress: preserve or none: the operator writes the ports of the gateway itself, without proxy protocol',
            mend: 'add loadBalancer: {clientAddress: preserve} to beside',
          },
        ]
      : []),
    ...(beside.version !== undefined && beside.version !== '3.9' && !licensed
      ? [
          {
            path: ['gateway', 'beside', 'version'],
            message: 'Kong Gateway Enterprise without a licence',
            expected: 'license under beside: versions from 3.10 on are Enterprise alone',
            mend: 'add license: {secret: <name in AWS Secrets Manager>}, or use the open-source version: "3.9"',
          },
        ]
      : []),
    ...(present('gateway', 'beside', 'license') && present('gateway', 'license')
      ? [
          {
            path: ['gateway', 'beside', 'license'],
            atKey: true,
            message: 'a licence said twice',
            found: 'license',
            expected: 'one licence for both gateways',
            mend: 'remove it: the one of the gateway that it is beside is used',
          },
        ]
      : []),
  ];
};

/** What a gateway that Kong Operator makes cannot have. */
export const operatorGateway: Rule = ({ gateway, mesh }) => {
  if (gateway === undefined || !isMadeByOperator(gateway)) return [];
  return [
    ...(mesh?.backend === 'app-mesh'
      ? [
          {
            path: ['mesh', 'backend'],
            message: 'a mesh that the gateway cannot join',
            expected: `kong-mesh, with gateway.mode ${gateway.mode}: the members of App Mesh are not made of what the operator makes`,
            mend: 'use backend: kong-mesh, or gateway.mode: kic',
          },
        ]
      : []),
    ...(gateway.loadBalancer?.clientAddress === 'proxy-protocol'
      ? [
          {
            path: ['gateway', 'loadBalancer', 'clientAddress'],
            message: 'a header that the gateway does not expect',
            expected:
              'preserve or none: the operator writes the ports of the gateway itself, without proxy protocol',
            mend: 'remove it',
          },
        ]
      : []),
    ...(gateway.mode === 'konnect-operator' ? hybridFindings(gateway) : []),
  ];
};

function hybridFindings(gateway: {
  readonly plugins?: object | undefined;
  readonly redis?: unknown;
}): RuleFinding[] {
  return (['plugins', 'redis'] as const).flatMap((key): RuleFinding[] =>
    gateway[key] === undefined || Object.keys(gateway[key] ?? {}).length === 0
      ? []
      : [
          {
            path: ['gateway', key],
            atKey: true,
            message:
              key === 'plugins' ? 'plugins of the whole gateway' : 'limits counted for all pods together',
            found: key,
            expected:
              key === 'plugins'
                ? 'none: Konnect takes no KongClusterPlugin, and makes no route that names one'
                : 'none: what is secret of a plugin does not reach Konnect',
            mend:
              key === 'plugins'
                ? 'configure them in Konnect, or as plugins of each application'
                : 'configure the plugin in Konnect, or use gateway.mode: kong-operator',
          },
        ],
  );
}
