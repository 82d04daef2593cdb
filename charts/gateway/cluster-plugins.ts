import type { Construct } from 'constructs';
import { counted } from '../../config/application/publish/counting';
import { patchKey, pluginSecretName, wholeConfig } from '../../config/application/publish/secrets';
import type { PublishingGatewayConfig } from '../../config/gateway';
import type { GatewayPluginConfig } from '../../config/gateway-edge';
import {
  KongClusterPlugin,
  type KongClusterPluginProps,
  KongClusterPluginProtocols,
} from '../../imports/configuration.konghq.com';
import type { SecretFromAws } from '../secrets/aws-secrets';
import { gatewayNamespace, ingressClass } from './names';

const protocolsOf = {
  http: KongClusterPluginProtocols.HTTP,
  https: KongClusterPluginProtocols.HTTPS,
  grpc: KongClusterPluginProtocols.GRPC,
  grpcs: KongClusterPluginProtocols.GRPCS,
} as const;

/** The plugins of a cluster's own, with the limits among them counted where the gateway counts. */
export function gatewayPluginsOf(
  gateway: PublishingGatewayConfig,
): readonly (readonly [name: string, plugin: GatewayPluginConfig])[] {
  const { redis } = gateway;
  return Object.entries(gateway.plugins).map(([name, plugin]) => [
    name,
    redis === undefined ? plugin : counted(`gateway-${name}`, plugin, redis),
  ]);
}

/** A KongClusterPlugin each: a global one runs at every call, and the others where an application names them. */
export function addClusterPlugins(scope: Construct, gateway: PublishingGatewayConfig): void {
  for (const [name, plugin] of gatewayPluginsOf(gateway)) {
    new KongClusterPlugin(scope, `plugin-${name}`, {
      metadata: {
        name,
        annotations: { 'kubernetes.io/ingress.class': ingressClass },
        ...(plugin.global ? { labels: { global: 'true' } } : {}),
      },
      ...propsOf(name, plugin),
    });
  }
}

function propsOf(
  name: string,
  {
    plugin,
    config,
    configFrom,
    configPatches,
    enabled,
    instanceName,
    ordering,
    protocols,
  }: GatewayPluginConfig,
): KongClusterPluginProps {
  const secret = { name: pluginSecretName(name), namespace: gatewayNamespace };
  const patches = Object.keys(configPatches);
  return {
    plugin,
    ...(configFrom === undefined
      ? { config }
      : { configFrom: { secretKeyRef: { ...secret, key: wholeConfig } } }),
    ...(patches.length === 0
      ? {}
      : {
          configPatches: patches.map((path) => ({
            path,
            valueFrom: { secretKeyRef: { ...secret, key: patchKey(path) } },
          })),
        }),
    ...(enabled ? {} : { disabled: true }),
    ...(instanceName === undefined ? {} : { instanceName }),
    ...(ordering === undefined
      ? {}
      : {
          ordering: {
            ...(ordering.after === undefined ? {} : { after: { ...ordering.after } }),
            ...(ordering.before === undefined ? {} : { before: { ...ordering.before } }),
          },
        }),
    ...(protocols === undefined ? {} : { protocols: protocols.map((protocol) => protocolsOf[protocol]) }),
  };
}

/** What is secret of the cluster's own plugins, in the gateway's namespace. */
export function clusterPluginSecrets(gateway: PublishingGatewayConfig): readonly SecretFromAws[] {
  return gatewayPluginsOf(gateway).flatMap(([name, { configFrom, configPatches }]): SecretFromAws[] => {
    const from = ({ secret, property }: { secret: string; property?: string | undefined }) =>
      property === undefined ? secret : { secret, property };
    if (configFrom !== undefined) {
      return [{ name: pluginSecretName(name), data: { [wholeConfig]: from(configFrom) } }];
    }
    const data = Object.entries(configPatches).map(([path, value]) => [patchKey(path), from(value)] as const);
    if (data.length === 0) return [];
    return [
      {
        name: pluginSecretName(name),
        data: Object.fromEntries(data),
        template: Object.fromEntries(data.map(([key]) => [key, `{{ .${key} | toJson }}`])),
      },
    ];
  });
}
