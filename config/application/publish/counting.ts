import type { RedisConfig } from '../../gateway-edge';
import type { PluginConfig } from './plugins';
import type { PublishConfig } from './publish';

/** Where each plugin that counts says where it counts. */
const countedBy: Readonly<Record<string, 'policy' | 'strategy'>> = {
  'rate-limiting': 'policy',
  'response-ratelimiting': 'policy',
  'rate-limiting-advanced': 'strategy',
};

/**
 * Limits that say nothing of where they are counted, or only that it is a Redis, counted in that of the gateway: for all
 * its pods together. One that says `local` is meant to count per pod.
 */
export function withRedis(
  application: string,
  publish: PublishConfig,
  redis: RedisConfig | undefined,
): PublishConfig {
  if (redis === undefined) return publish;
  return {
    ...publish,
    plugins: Object.fromEntries(
      Object.entries(publish.plugins).map(([name, plugin]) => [
        name,
        counted(`${application}-${name}`, plugin, redis),
      ]),
    ),
  };
}

/**
 * A plugin whose limit is counted in a Redis, where it says no other place.
 *
 * @param counter name of what it counts, the same in every pod: without one each pod of a gateway without database would
 * make up a name of its own, and count for itself
 */
export function counted<
  Plugin extends Pick<PluginConfig, 'plugin' | 'config' | 'configFrom' | 'configPatches'>,
>(counter: string, plugin: Plugin, { host, port, tls, username, passwordSecret }: RedisConfig): Plugin {
  const { config, configFrom, configPatches } = plugin;
  const field = Object.hasOwn(countedBy, plugin.plugin) ? countedBy[plugin.plugin] : undefined;
  if (field === undefined || configFrom !== undefined) return plugin;
  if (config.redis !== undefined || (config[field] ?? 'redis') !== 'redis') return plugin;
  return {
    ...plugin,
    config: {
      ...config,
      [field]: 'redis',
      // Each call is counted before it is let through; any other rate counts now and then.
      ...(field === 'strategy'
        ? { sync_rate: config.sync_rate ?? 0, namespace: config.namespace ?? counter }
        : {}),
      redis: {
        host,
        port,
        ...(tls ? { ssl: true, ssl_verify: true, server_name: host } : {}),
        ...(username === undefined ? {} : { username }),
      },
    },
    ...(passwordSecret === undefined
      ? {}
      : { configPatches: { ...configPatches, '/redis/password': { secret: passwordSecret } } }),
  };
}
