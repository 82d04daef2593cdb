/** A map of unknown values: what a part of a manifest is before it has been looked at. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as a map; an empty one when it is anything else. */
export function fields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a list; an empty one when it is anything else. */
export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value when it is a string with something in it. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A port as it is written: a number, or the name of one. */
export function portOf(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : text(value);
}

/** The value under a path of keys, or undefined where the path ends early. */
export function dig(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof key === 'number') current = items(current)[key];
    else if (isFields(current) && Object.hasOwn(current, key)) current = current[key];
    else return undefined;
  }
  return current;
}

/** The entries of a map whose values are strings: labels, annotations, matchLabels. */
export function strings(value: unknown): Readonly<Record<string, string>> {
  const map = fields(value);
  if (areStrings(map)) return map;
  return Object.fromEntries(
    Object.entries(map).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function areStrings(map: Fields): map is Readonly<Record<string, string>> {
  return Object.values(map).every((value) => typeof value === 'string');
}

/** A JSON pointer (RFC 6901) from its parts. */
export function pointer(...parts: readonly (string | number)[]): string {
  let path = '';
  for (const part of parts) path += `/${typeof part === 'number' ? part : escaped(part)}`;
  return path;
}

/** Most keys have nothing to escape, and pointers are made by the thousand. */
function escaped(key: string): string {
  return key.includes('/') || key.includes('~') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
}

/** Two maps merged key by key, the second winning, as Helm merges values. Lists are replaced whole. */
export function mergeValues(base: unknown, over: unknown): unknown {
  if (!isFields(base) || !isFields(over)) return over === undefined ? base : over;
  const merged: Record<string, unknown> = { ...base };
  for (const key of Object.keys(over)) merged[key] = mergeValues(merged[key], over[key]);
  return merged;
}
