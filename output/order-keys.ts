/** The order in which a person reads an object: what it is, which one, then what it says. */
const FIRST_OF_OBJECT = ['apiVersion', 'kind', 'metadata', 'spec'];
const FIRST_OF_METADATA = ['name', 'namespace', 'labels', 'annotations'];
const FIRST_OF_ITEM = ['name'];
const NONE: readonly string[] = [];

/**
 * A copy of a Kubernetes object with its keys in the order in which they are written: `apiVersion`, `kind`, `metadata`
 * (`name`, `namespace`, `labels`, `annotations`) and `spec` first, an item of a list by its `name` first, and everything
 * else by code unit (never by locale, so the bytes are the same on every machine). Lists keep their order; keys that are
 * array indices (`"10"`) come first, by number, as JavaScript has it. Properties that are `undefined` are dropped.
 */
export function orderKeys<T extends object>(object: T): T;
export function orderKeys(object: object): object {
  return orderedMap(object, FIRST_OF_OBJECT, true);
}

function orderedMap(map: object, first: readonly string[], isObject: boolean): object {
  const entries = Object.entries(map).filter(([, value]) => value !== undefined);
  entries.sort(([a], [b]) => rank(a, first) - rank(b, first) || (a < b ? -1 : a > b ? 1 : 0));
  // Not Object.fromEntries, whose callers may hand over a key named __proto__: it defines too, so it is safe.
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      ordered(value, isObject && key === 'metadata' ? FIRST_OF_METADATA : NONE),
    ]),
  );
}

function ordered(value: unknown, first: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => ordered(item, FIRST_OF_ITEM));
  return orderedMap(value, first, false);
}

function rank(key: string, first: readonly string[]): number {
  const index = first.indexOf(key);
  return index < 0 ? first.length : index;
}
