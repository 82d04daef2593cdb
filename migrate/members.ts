import type { Move, MovePlan, Patch } from './result';

/** Services that become MeshServices with the last of these moves: no later one has pods of theirs, as `namespace/name`. */
export function finishedWith(
  { moves: all }: Pick<MovePlan, 'moves'>,
  moves: readonly Move[],
): readonly string[] {
  const last = moves.reduce((most, move) => Math.max(most, all.indexOf(move)), -1);
  const later = new Set(all.slice(last + 1).flatMap(({ services }) => services));
  return [...new Set(moves.flatMap(({ services }) => services))].filter((service) => !later.has(service));
}

/** The patch that makes a Service, as `namespace/name`, one of the mesh; undefined where it is one already. */
export function memberPatch(patches: readonly Patch[], service: string): Patch | undefined {
  return patches.find(
    ({ part, manifest: { kind, metadata } }) =>
      kind === 'Service' && part === undefined && `${metadata.namespace}/${metadata.name}` === service,
  );
}
