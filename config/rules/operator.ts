import { isMadeByOperator } from '../gateway';
import type { Rule, RuleFinding } from './rule';

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
