import { fields } from '../references/fields';
import { nearest } from '../references/nearest';

/** The keys of a chart's values: those below a key where they are known, or `true` where anything may be. */
export interface KnownValues {
  readonly [key: string]: KnownValues | true;
}

/** A key of a chart's values that the chart does not read. */
export interface UnknownValue {
  readonly path: readonly string[];
  readonly known: readonly string[];
  readonly nearest?: string;
}

/** The keys that are not among those known, at every level that is known. */
export function unknownValues(
  values: unknown,
  known: KnownValues,
  path: readonly string[] = [],
): readonly UnknownValue[] {
  return Object.entries(fields(values)).flatMap(([key, value]): readonly UnknownValue[] => {
    const below = Object.hasOwn(known, key) ? known[key] : undefined;
    if (below === true) return [];
    if (below !== undefined) return unknownValues(value, below, [...path, key]);
    const near = nearest(key, Object.keys(known));
    const found = { path: [...path, key], known: Object.keys(known) };
    return [near === undefined ? found : { ...found, nearest: near }];
  });
}

/** Known keys, below which anything may be. */
export function anyBelow(...keys: readonly string[]): Readonly<Record<string, true>> {
  return Object.fromEntries(keys.map((key) => [key, true]));
}
