import { kustomizeGroup } from '../../checks/rules/kong-mesh/existing-workload';
import { groupOf, type Manifest } from '../../references/manifest';
import { declaredScopes, placed, scopeOf } from '../../references/scope';
import { sharedObjects } from '../../references/shared-objects';
import type { InputSet } from '../manifests/inputs';
import type { ReadObject } from '../manifests/objects';

/** A set, and its objects as the API server would store them. */
export interface StoredSet {
  readonly set: InputSet;
  readonly objects: readonly Manifest[];
  /** What each of them is in the text. */
  readonly read: ReadonlyMap<Manifest, ReadObject>;
}

/** @param shares whether other sets may have the same objects, as the clusters of a fleet do: what is found of one alone is then known */
export function storedSet(set: InputSet, shares: boolean): StoredSet {
  const scopes = declaredScopes(set.objects.map(({ manifest }) => manifest));
  const stored = set.objects.map(({ manifest }) =>
    settled(
      placed(manifest, scopeOf(manifest.apiVersion, manifest.kind, scopes), set.namespace ?? 'default'),
    ),
  );
  // A requirement is told at its own place to sets that it is no part of.
  const objects = shares && !stored.some(isRequirement) ? sharedObjects(stored) : stored;
  return {
    set,
    objects,
    read: new Map(set.objects.map((object, at) => [objects[at] ?? object.manifest, object])),
  };
}

/**
 * An object without what is as good as not there: labels and annotations that are null, and the field that SOPS adds, which
 * whoever delivers the object takes away.
 */
function settled(object: Manifest): Manifest {
  const { labels, annotations } = object.metadata;
  const isEncrypted = typeof object.sops === 'object' && object.sops !== null;
  if (!isEncrypted && labels !== null && annotations !== null) return object;
  const { metadata, sops: _sops, data, stringData, ...rest } = object;
  const bare = Object.fromEntries(
    Object.entries(metadata).filter(
      ([key, value]) => value !== null || (key !== 'labels' && key !== 'annotations'),
    ),
  );
  const own = {
    ...rest,
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: { ...bare, name: metadata.name },
  };
  // Encrypted values are no longer secret, and not yet what they stand for.
  if (isEncrypted) return own;
  return {
    ...own,
    ...(data === undefined ? {} : { data }),
    ...(stringData === undefined ? {} : { stringData }),
  };
}

/** Whether an object says what workloads that are there already have to carry, of whatever set they are. */
export function isRequirement({ apiVersion, kind }: Manifest): boolean {
  return groupOf(apiVersion) === kustomizeGroup && kind === 'Component';
}
