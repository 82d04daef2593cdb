import type { ApplicationFinding, ApplicationRule } from '../running';

/**
 * A null in the configuration of a plugin: a key that is null is a key that Kong does not have, and an item of a list that
 * is null is refused by the API server. Where a cluster's file says null for a key, it takes the key away, and none is left.
 */
export const pluginNulls: ApplicationRule = ({ head }) =>
  Object.entries(head?.publish?.plugins ?? {}).flatMap(([name, { config }]) =>
    [...nulls(config, ['publish', 'plugins', name, 'config'])].map(
      (path): ApplicationFinding => ({
        path,
        message: 'a null in the configuration of a plugin',
        expected: 'a value',
        mend: 'give it a value, or leave it out',
      }),
    ),
  );

function* nulls(value: unknown, path: readonly PropertyKey[]): Generator<readonly PropertyKey[]> {
  if (value === null) yield path;
  else if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* nulls(item, [...path, i]);
  else if (typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) yield* nulls(item, [...path, key]);
  }
}
