import { strings, text } from '../references/fields';
import { objectId } from '../references/identity';
import type { Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';

const kong = 'configuration.konghq.com';

/** The plugins of these names as an object of a namespace means them: `name (type)`, each once. */
export function pluginNames(
  index: ReferenceIndex,
  namespace: string | undefined,
  names: readonly string[],
): readonly string[] {
  return [...new Set(names)].map((name) => {
    const plugin =
      index.get(objectId(kong, 'KongPlugin', namespace, name)) ??
      index.get(objectId(kong, 'KongClusterPlugin', undefined, name));
    const type = plugin === undefined ? undefined : text(plugin.plugin);
    return type === undefined ? name : `${name} (${type})`;
  });
}

/** The names of the plugins that an object's annotation has, in their order. */
export function annotatedPlugins(object: Manifest): readonly string[] {
  return (strings(object.metadata.annotations)['konghq.com/plugins'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
