import { text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { Draft } from '../../finding';
import { exampleIngress, examplePlugin, kongGiven } from '../../kong/example';
import { outage } from '../../kong/outage';
import { annotatedPlugins, filterPlugins, type NamedPlugin, pluggedKinds } from '../../kong/plugin-list';
import type { ObjectRule } from '../../rule';

export const duplicatePluginType: ObjectRule = {
  id: 'kong/duplicate-plugin-type',
  severity: 'error',
  title: 'two plugins of one type are attached to one object',
  why: outage,
  source:
    'Kong/kong 3.9.1 kong/db/schema/entities/plugins.lua (cache_key: one plugin of a type for each route, service and consumer)',
  kinds: pluggedKinds,
  *checkObject(object, { index }) {
    const annotated = annotatedPlugins(object, index);
    yield* duplicates(object, annotated);
    for (const filters of filterPlugins(object, index)) yield* duplicates(object, filters, annotated);
  },
  example: {
    given: kongGiven,
    fails: `${examplePlugin('slow', 'rate-limiting', '{minute: 3}')}---${examplePlugin('slower', 'rate-limiting', '{minute: 1}')}---${exampleIngress('konghq.com/plugins: "slow,slower"')}`,
    passes: `${examplePlugin('slow', 'rate-limiting', '{minute: 3}')}---${examplePlugin('apikey', 'key-auth')}---${exampleIngress('konghq.com/plugins: "slow,apikey"')}`,
  },
};

function* duplicates(
  object: Manifest,
  plugins: readonly NamedPlugin[],
  before: readonly NamedPlugin[] = [],
): Iterable<Draft> {
  const seen = new Map<string, string>();
  for (const { plugin, object: found } of before) seen.set(typeOf(plugin.name, found), plugin.name);
  for (const { path, plugin, object: found } of plugins) {
    const type = typeOf(plugin.name, found);
    const first = seen.get(type);
    seen.set(type, first ?? plugin.name);
    if (first === undefined) continue;
    const named = found === undefined ? `plugin ${plugin.name}` : `two ${text(found.plugin)} plugins`;
    yield {
      object,
      path,
      message:
        first === plugin.name ? `plugin ${first} is named twice` : `${named} are attached to one object`,
      found: first === plugin.name ? first : `${first} and ${plugin.name}`,
      expected: 'at most one plugin of each type',
      mend: `remove one of the two, or attach it to another route`,
    };
  }
}

/** The type of a plugin of the set; the name stands for one whose type is not known. */
function typeOf(name: string, plugin: Manifest | undefined): string {
  return text(plugin?.plugin) ?? `named ${name}`;
}
