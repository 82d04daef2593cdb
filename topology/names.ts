import type { Manifest } from '../references/manifest';

/** `namespace/name` of an object; the name alone where it has no namespace. */
export function nameOf({ metadata: { namespace, name } }: Manifest): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** Sorts by code unit, so that every machine and locale sorts alike. */
export function sorted(texts: Iterable<string>): readonly string[] {
  return [...new Set(texts)].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
