import { applyPatch, type Operation as Rfc6902Operation } from 'rfc6902';
import type { ClusterConfig } from '../config/cluster';
import { describe, type Manifest, readable } from '../references/manifest';
import {
  bringsNull,
  isManifest,
  missingOrNot,
  touches,
  unreachable,
  withoutIdentity,
} from './patched-object';

/** A patch of the cluster file that could not be applied. */
export class PatchError extends Error {
  override readonly name = 'PatchError';

  /** @param at where in the cluster file, such as `patches`, 0, `operations`, 1, `path` */
  constructor(
    message: string,
    readonly at: readonly (string | number)[],
  ) {
    super(message);
  }
}

type Patch = ClusterConfig['patches'][number];
type Operation = Patch['operations'][number];
/** A path in the cluster file. */
type Place = readonly (string | number)[];

/** A patch, and which one of the cluster file it is. */
export interface PlacedPatch {
  readonly patch: Patch;
  readonly position: number;
}

/**
 * The JSON patches of a cluster file (RFC 6902), each applied to the one object that it names.
 *
 * @throws PatchError when a patch names no object or more than one, when an operation does not fit the object, or when
 *   what is left is no object any more
 */
export function applyPatches(objects: readonly Manifest[], patches: readonly Patch[]): readonly Manifest[] {
  return applyLeft(
    objects,
    patches.map((patch, position) => ({ patch, position })),
  );
}

/**
 * As `applyPatches`, but a patch that names none of these objects is left: what it names may be made later.
 *
 * @throws PatchError as `applyPatches` does otherwise
 */
export function applyFirst(
  objects: readonly Manifest[],
  patches: readonly Patch[],
): { readonly objects: readonly Manifest[]; readonly left: readonly PlacedPatch[] } {
  const left: PlacedPatch[] = [];
  const patched = objects.slice();
  for (const [position, patch] of patches.entries()) {
    if (patched.some((object) => isNamed(object, patch))) applyTo(patched, { patch, position }, patched);
    else left.push({ patch, position });
  }
  return { objects: patched, left };
}

/**
 * The patches that were left, applied to what was made later.
 *
 * @param others further objects that there are, for whoever misspelled one
 * @throws PatchError as `applyPatches` does
 */
export function applyLeft(
  objects: readonly Manifest[],
  left: readonly PlacedPatch[],
  others: readonly Manifest[] = [],
): readonly Manifest[] {
  const patched = objects.slice();
  for (const placed of left) applyTo(patched, placed, [...others, ...patched]);
  return patched;
}

function applyTo(objects: Manifest[], { patch, position }: PlacedPatch, known: readonly Manifest[]): void {
  const at = ['patches', position];
  const index = findTarget(objects, patch, at, known);
  const before = objects[index];
  if (before !== undefined) objects[index] = applyOne(before, patch, at);
}

function isNamed({ kind, metadata }: Manifest, { target }: Patch): boolean {
  return (
    kind === target.kind &&
    metadata.name === target.name &&
    (target.namespace === undefined || metadata.namespace === target.namespace)
  );
}

function findTarget(
  objects: readonly Manifest[],
  patch: Patch,
  at: Place,
  known: readonly Manifest[],
): number {
  const { target } = patch;
  const found = objects.flatMap((object, index) => (isNamed(object, patch) ? [index] : []));
  const name = `${target.kind} ${target.namespace === undefined ? '' : `${target.namespace}/`}${target.name}`;
  const [index, another] = found;
  if (index === undefined) {
    const ofKind = known.filter((object) => object.kind === target.kind).map(describe);
    throw new PatchError(
      `a patch names ${name}, which this cluster's output has not; ` +
        (ofKind.length === 0 ? `it has no ${target.kind} at all` : `it has ${ofKind.join(', ')}`),
      [...at, 'target', 'name'],
    );
  }
  if (another !== undefined) {
    throw new PatchError(
      `a patch names ${name}, which is ${found.length} objects: ${found
        .flatMap((at) => objects[at] ?? [])
        .map(describe)
        .join(', ')}; name its namespace`,
      [...at, 'target', 'name'],
    );
  }
  return index;
}

function applyOne(before: Manifest, { operations }: Patch, at: Place): Manifest {
  const holder: { object: unknown } = { object: structuredClone(before) };
  const refuse = (position: number, field: string, why: string): never => {
    const { op, path } = operations[position] ?? {};
    const where = [...at, 'operations', position, field];
    throw new PatchError(
      `patch of ${describe(before)}: operation ${position + 1} (${op} ${path}) ${why}`,
      where,
    );
  };
  for (const [position, operation] of operations.entries()) {
    const reaches = unreachable(holder.object, operation);
    if (reaches !== undefined) refuse(position, reaches.field, `does not fit the object: ${reaches.why}`);
    const failed = apply(holder, operation);
    if (failed !== undefined) refuse(position, 'path', `does not fit the object: ${failed}`);
  }
  const { object: after } = holder;
  const broken = withoutIdentity(after);
  if (broken === undefined && isManifest(after)) {
    const value = operations.findLastIndex((operation) => bringsNull(operation, after));
    if (value >= 0)
      refuse(value, 'value', 'brings null, which no API server keeps: remove the field instead');
    return readable(after);
  }
  const field = broken ?? 'metadata';
  const last = operations.findLastIndex(({ path, from = path }) =>
    [path, from].some((each) => touches(each, field)),
  );
  return refuse(
    Math.max(0, last),
    'path',
    `leaves no Kubernetes object: ${field} is ${missingOrNot(after, field)}`,
  );
}

/** One operation, on whatever it finds: `path` may be empty, which is the object as a whole. */
function apply(holder: { object: unknown }, { op, path, from, value }: Operation): string | undefined {
  // The library changes what it is given, and gives no new whole; so the object is a field of another.
  const below = (pointer: string) => `/object${pointer}`;
  const operation = {
    op,
    path: below(path),
    ...(from === undefined ? {} : { from: below(from) }),
    // A later operation may change what this one brings: the cluster file's own value stays as it is.
    ...(value === undefined ? {} : { value: JSON.parse(JSON.stringify(value)) }),
  };
  try {
    const [result] = applyPatch(holder, [operation as Rfc6902Operation]);
    return result === null || result === undefined ? undefined : result.message.replaceAll('/object', '');
  } catch (error) {
    return error instanceof Error ? error.message : 'it cannot be done';
  }
}
