import { type Document, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';

/** Reads a text as YAML for the places of its texts: whatever is wrong with it, and without giving its words a type. */
export function parseLoosely(text: string): Document.Parsed {
  return withoutStacks(() =>
    parseDocument(text, {
      schema: 'failsafe',
      uniqueKeys: false,
      strict: false,
      prettyErrors: false,
      logLevel: 'silent',
    }),
  );
}

/** What is done, while errors get no stack: a text can have a hundred thousand, and their stacks cost more than all the rest. */
export function withoutStacks<Result>(work: () => Result): Result {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** The pairs of large maps by their keys: who asks for each of many keys would search the map each time. */
const large = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The last pair of a map with a key. */
export function lastPair(map: YAMLMap, key: string): Pair | undefined {
  if (map.items.length < 32) return map.items.findLast((pair) => keyText(pair) === key);
  const known = large.get(map) ?? new Map(map.items.map((pair) => [keyText(pair), pair]));
  large.set(map, known);
  return known.get(key);
}

/** The key of a pair as text; empty for one that is a map or a list. */
export function keyText({ key }: Pair): string {
  return isScalar(key) ? (key.source ?? String(key.value)) : '';
}
