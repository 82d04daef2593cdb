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
export function withRedis(publish: PublishConfig, redis: RedisConfig | undefined): PublishConfig {
  if (redis === undefined) return publish;
  return {
    ...publish,
    plugins: Object.fromEntries(
      Object.entries(publish.plugins).map(([name, plugin]) => [name, counted(plugin, redis)]),
    ),
  };
}

/** A plugin whose limit is counted in a Redis, where it says no other place. */
export function counted<
  Plugin extends Pick<PluginConfig, 'plugin' | 'config' | 'configFrom' | 'configPatches'>,
>(plugin: Plugin, { host, port, tls, username, passwordSecret }: RedisConfig): Plugin {
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
      ...(field === 'strategy' && config.sync_rate === undefined ? { sync_rate: 0 } : {}),
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
