import { dig, items, text } from '../../../references/fields';
import { type Manifest, describe as nameOf } from '../../../references/manifest';
import type { World } from './world';

/** A folder of the repository, by its path, as Flux reads it. */
export type Folders = ReadonlyMap<string, readonly Manifest[]>;

/**
 * Kinds that are applied, and waited for, before the rest is looked at. Source: fluxcd/pkg ssa/utils/is.go and
 * ssa/manager_apply.go (ApplyAllStaged).
 */
function isDefinition(object: Manifest): boolean {
  return /^(CustomResourceDefinition|Namespace|ClusterRole)$|Class$/.test(object.kind);
}

/**
 * Reconciles Kustomizations once each, as their `dependsOn` allows: definitions first; then every other object is tried
 * against the cluster as it is, before any of them is applied; then all are applied; then their health is awaited.
 *
 * @returns what goes wrong, in words; nothing when the cluster converges.
 */
export function reconcile(delivery: readonly Manifest[], folders: Folders, world: World): readonly string[] {
  const problems: string[] = [];
  const ready = new Set<string>();
  const waiting = delivery.filter(
    ({ kind, metadata }) => kind === 'Kustomization' && metadata.name !== 'meshwright',
  );
  for (let progress = true; progress; ) {
    progress = false;
    for (const kustomization of waiting.filter(({ metadata }) => !ready.has(metadata.name))) {
      const needs = items(dig(kustomization, 'spec', 'dependsOn')).map((item) => String(dig(item, 'name')));
      if (!needs.every((name) => ready.has(name))) continue;
      const found = reconcileOne(kustomization, folders, world);
      problems.push(...found);
      if (found.length > 0) return problems;
      ready.add(kustomization.metadata.name);
      progress = true;
    }
  }
  for (const { metadata } of waiting)
    if (!ready.has(metadata.name)) problems.push(`${metadata.name} never starts`);
  return [...problems, ...world.mistakes];
}

function reconcileOne(kustomization: Manifest, folders: Folders, world: World): readonly string[] {
  const { name } = kustomization.metadata;
  const path = text(dig(kustomization, 'spec', 'path'))?.replace(/^\.\//, '') ?? '';
  const objects = folders.get(path);
  if (objects === undefined) return [`${name}: no folder ${path}`];
  const refused = (list: readonly Manifest[]) =>
    list.flatMap((object) => {
      const reason = world.admit(object);
      return reason === undefined ? [] : [`${name}: ${nameOf(object)}: dry-run failed: ${reason}`];
    });
  for (const stage of [objects.filter(isDefinition), objects.filter((object) => !isDefinition(object))]) {
    const problems = refused(stage);
    if (problems.length > 0) return problems;
    for (const object of stage) world.apply(object);
  }
  world.settle();
  const checks = items(dig(kustomization, 'spec', 'healthChecks'));
  const waited = objects.filter(
    (object) =>
      dig(kustomization, 'spec', 'wait') === true ||
      checks.some(
        (check) =>
          dig(check, 'kind') === object.kind &&
          dig(check, 'name') === object.metadata.name &&
          dig(check, 'namespace') === object.metadata.namespace,
      ),
  );
  return waited
    .filter((object) => !world.healthy(object))
    .map((object) => `${name}: ${nameOf(object)} never becomes ready`);
}
