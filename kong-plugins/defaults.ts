import { compareMinors } from './gateway-version';
import { type PluginName, pluginSchema } from './plugins';
import type { FieldSchema } from './schema';

/**
 * What the gateway takes for a field that a configuration leaves out; undefined where it has no default.
 *
 * @param path the field's keys joined by dots, such as `redis.ssl_verify`; fields of lists and maps have no default here
 * @param version version of the gateway, of which major and minor count
 */
export function pluginDefault(name: PluginName, path: string, version: string): unknown {
  let field: FieldSchema | undefined = pluginSchema(name);
  for (const key of path.split('.')) field = field?.properties?.[key];
  const before = field?.['x-default-before'];
  if (before !== undefined && compareMinors(version, before.version) < 0) return before.default ?? undefined;
  return field?.default;
}
