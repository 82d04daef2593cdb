/** A map as the emitter reads it. */
export type Fields = Readonly<Record<string, unknown>>;

/** Where a map stands in a Kubernetes object: the object itself, its `metadata`, an item of a list, or elsewhere. */
export type Place = 'object' | 'metadata' | 'item' | 'other';

/** The order in which a person reads: what it is, which one, then what it says. */
const FIRST: Readonly<Record<Place, readonly string[]>> = {
  object: ['apiVersion', 'kind', 'metadata', 'spec'],
  metadata: ['name', 'namespace', 'labels', 'annotations'],
  item: ['name'],
  other: [],
};

/** The place of what stands under a key of a map. */
export function placeUnder(place: Place, key: string): Place {
  return place === 'object' && key === 'metadata' ? 'metadata' : 'other';
}

/**
 * The keys of a map in the order in which they are written: of an object `apiVersion`, `kind`, `metadata` (`name`,
 * `namespace`, `labels`, `annotations`) and `spec` first, of an item of a list its `name`, and everything else by code
 * unit, never by locale, so that the bytes are the same on every machine.
 */
export function keysInOrder(map: Fields, place: Place): readonly string[] {
  const keys = Object.keys(map);
  sortByCodeUnit(keys);
  const first = FIRST[place];
  if (first.length === 0) return keys;
  if (first.length === 1)
    return keys.includes('name') ? ['name', ...keys.filter((key) => key !== 'name')] : keys;
  return [...first.filter((key) => Object.hasOwn(map, key)), ...keys.filter((key) => !first.includes(key))];
}

/** Most maps are small, and many in order already: both go before the call of a general sort. */
function sortByCodeUnit(keys: string[]): void {
  let last = '';
  for (const key of keys) {
    if (key < last) {
      keys.sort();
      return;
    }
    last = key;
  }
}
