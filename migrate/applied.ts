import { groupOf, type Manifest } from '../references/manifest';

/** What a conversion adds to what is there. */
export interface Addition {
  readonly patches: readonly Manifest[];
  readonly objects: readonly Manifest[];
}

/**
 * What a cluster has when it has left App Mesh: its own objects with the patches applied, without those of App Mesh, and
 * the objects that were made.
 *
 * @returns new objects; those of the input are not changed
 */
export function afterLeaving(
  input: readonly Manifest[],
  { patches, objects }: Addition,
): readonly Manifest[] {
  const made = new Set(objects.map(keyOf));
  const kept = input.filter((object) => groupOf(object.apiVersion) !== 'appmesh.k8s.aws');
  const known = new Set(kept.map(keyOf));
  const patched = kept
    .filter((object) => !made.has(keyOf(object)))
    .map((object) =>
      patches.filter((patch) => keyOf(patch) === keyOf(object)).reduce<Manifest>(applyPatch, object),
    );
  // Server-side apply makes what is not there.
  const fresh = new Map<string, Manifest>();
  for (const patch of patches) {
    const key = keyOf(patch);
    if (known.has(key) || made.has(key)) continue;
    const earlier = fresh.get(key);
    fresh.set(key, earlier === undefined ? patch : applyPatch(earlier, patch));
  }
  return [...patched, ...fresh.values(), ...objects];
}

/** What names no namespace is applied to `default`. */
function keyOf({ apiVersion, kind, metadata }: Manifest): string {
  return `${groupOf(apiVersion)}/${kind}/${metadata.namespace ?? 'default'}/${metadata.name}`;
}

function applyPatch(object: Manifest, patch: Manifest): Manifest {
  const { apiVersion, kind, metadata, ...rest } = patch;
  return { ...mergedMaps(object, rest), ...mergedHead(object, metadata) };
}

function mergedHead({ apiVersion, kind, metadata }: Manifest, patch: Manifest['metadata']): Manifest {
  return {
    apiVersion,
    kind,
    metadata: { ...mergedMaps({ ...metadata }, { ...patch }), name: metadata.name },
  };
}

/** The keys by which a strategic merge finds the item of a list, in the order in which they are asked. */
const mergeKeys = ['containerPort', 'port', 'mountPath', 'name', 'ip', 'key'];

function merged(value: unknown, patch: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(patch)) return mergedLists(value, patch);
  return isMap(value) && isMap(patch) ? mergedMaps(value, patch) : patch;
}

function mergedMaps(value: Record<string, unknown>, patch: Record<string, unknown>): Record<string, unknown> {
  const result = { ...value };
  for (const [key, each] of Object.entries(patch)) {
    if (each === null) delete result[key];
    else result[key] = merged(result[key], each);
  }
  return result;
}

function mergedLists(value: readonly unknown[], patch: readonly unknown[]): readonly unknown[] {
  const key = mergeKeys.find((name) => [...value, ...patch].every((item) => isMap(item) && name in item));
  if (key === undefined) return patch;
  const at = (item: unknown) => (isMap(item) ? item[key] : undefined);
  const changed = value.map((item) => {
    const own = patch.find((each) => at(each) === at(item));
    return own === undefined ? item : merged(item, own);
  });
  return [...changed, ...patch.filter((each) => value.every((item) => at(item) !== at(each)))];
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
