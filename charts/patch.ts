import { applyPatch, type Operation } from 'rfc6902';
import type { ClusterConfig } from '../config/cluster';
import { describe, type Manifest } from '../references/manifest';

/** A patch of the cluster file that could not be applied. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
}

type Patch = ClusterConfig['patches'][number];

/**
 * The JSON patches of a cluster file (RFC 6902), each applied to the one object that it names.
 *
 * @throws PatchError when a patch names no object or more than one, or when an operation does not fit the object
 */
export function applyPatches(objects: readonly Manifest[], patches: readonly Patch[]): readonly Manifest[] {
  const patched = objects.slice();
  for (const patch of patches) {
    const index = findTarget(patched, patch);
    const before = patched[index];
    if (before !== undefined) {
      patched[index] = applyOne(before, patch);
    }
  }
  return patched;
}

function findTarget(objects: readonly Manifest[], { target }: Patch): number {
  const found = objects.flatMap((object, index) =>
    object.kind === target.kind &&
    object.metadata.name === target.name &&
    (target.namespace === undefined || object.metadata.namespace === target.namespace)
      ? [index]
      : [],
  );
  const name = `${target.kind} ${target.namespace === undefined ? '' : `${target.namespace}/`}${target.name}`;
  const [index, another] = found;
  if (index === undefined) {
    const ofKind = objects.filter((object) => object.kind === target.kind).map(describe);
    throw new PatchError(
      `a patch names ${name}, which this cluster's output has not; ` +
        (ofKind.length === 0 ? `it has no ${target.kind} at all` : `it has ${ofKind.join(', ')}`),
    );
  }
  if (another !== undefined) {
    throw new PatchError(
      `a patch names ${name}, which is ${found.length} objects: ${found
        .flatMap((at) => objects[at] ?? [])
        .map(describe)
        .join(', ')}; name its namespace`,
    );
  }
  return index;
}

function applyOne(before: Manifest, { operations }: Patch): Manifest {
  const after: Manifest = structuredClone(before);
  const results = applyPatch(after, operations as Operation[]);
  const at = results.findIndex((result) => result !== null);
  if (at >= 0) {
    const failed = operations[at];
    throw new PatchError(
      `patch of ${describe(before)}: operation ${at + 1} (${failed?.op} ${failed?.path}) does not fit the object: ${results[at]?.message}`,
    );
  }
  return after;
}
