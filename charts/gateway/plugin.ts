import type { PluginConfig } from '../../config/application/publish/plugins';
import type { PublishConfig } from '../../config/application/publish/publish';
import {
  patchKey,
  pluginConfig,
  pluginSecretName,
  wholeConfig,
} from '../../config/application/publish/secrets';
import { type KongPluginProps, KongPluginProtocols } from '../../imports/configuration.konghq.com';

const protocolsOf = {
  http: KongPluginProtocols.HTTP,
  https: KongPluginProtocols.HTTPS,
  grpc: KongPluginProtocols.GRPC,
  grpcs: KongPluginProtocols.GRPCS,
} as const;

/** The fields of a KongPlugin but its metadata. */
export function pluginProps(
  publish: PublishConfig,
  name: string,
  { plugin, config, configFrom, configPatches, enabled, instanceName, ordering, protocols }: PluginConfig,
): KongPluginProps {
  const secret = pluginSecretName(name);
  const patches = Object.keys(configPatches);
  return {
    plugin,
    ...(configFrom === undefined
      ? { config: pluginConfig(publish, config) }
      : { configFrom: { secretKeyRef: { name: secret, key: wholeConfig } } }),
    ...(patches.length === 0
      ? {}
      : {
          configPatches: patches.map((path) => ({
            path,
            valueFrom: { secretKeyRef: { name: secret, key: patchKey(path) } },
          })),
        }),
    ...(enabled ? {} : { disabled: true }),
    ...(instanceName === undefined ? {} : { instanceName }),
    ...(ordering === undefined ? {} : { ordering: orderingOf(ordering) }),
    ...(protocols === undefined ? {} : { protocols: protocols.map((protocol) => protocolsOf[protocol]) }),
  };
}

function orderingOf({
  before,
  after,
}: NonNullable<PluginConfig['ordering']>): NonNullable<KongPluginProps['ordering']> {
  return {
    ...(after === undefined ? {} : { after: { ...after } }),
    ...(before === undefined ? {} : { before: { ...before } }),
  };
}
