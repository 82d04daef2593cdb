import type { Manifest } from '../../references/manifest';
import { type SchemaEntry, schemaEntry } from '../../references/schemas';
import { perIndex } from '../per-index';

/** The objects of one kind in one API version. */
export interface KindVersion {
  readonly apiVersion: string;
  readonly kind: string;
  /** What is known of the kind in this version; undefined where there is no schema for it. */
  readonly entry: SchemaEntry | undefined;
  /** One or more. */
  readonly objects: readonly [Manifest, ...Manifest[]];
}

/** Every kind that the objects are of, in each of its API versions, in the order of their first objects. */
export const kindVersions = perIndex(({ objects }): readonly KindVersion[] => {
  const versions = new Map<string, Map<string, [Manifest, ...Manifest[]]>>();
  const found: KindVersion[] = [];
  for (const object of objects) {
    const { apiVersion, kind } = object;
    const kinds = versions.get(apiVersion) ?? new Map<string, [Manifest, ...Manifest[]]>();
    versions.set(apiVersion, kinds);
    const others = kinds.get(kind);
    if (others !== undefined) {
      others.push(object);
      continue;
    }
    const own: [Manifest, ...Manifest[]] = [object];
    kinds.set(kind, own);
    found.push({ apiVersion, kind, entry: schemaEntry(apiVersion, kind), objects: own });
  }
  return found;
});
