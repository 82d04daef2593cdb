import { dig, items, text } from '../../../references/fields';
import { groupOf, type Manifest, describe as nameOf } from '../../../references/manifest';
import type { Folders } from './flux';
import type { World } from './world';

/**
 * Syncs the Applications of a root in the order of their waves. Inside one Application the dry-run happens on the client,
 * which knows no webhook: objects are sent one after the other, in the order of their own waves and kinds, and what is
 * refused is refused then. The next wave of the root starts when the Applications of this one are healthy.
 * Source: gitops-engine pkg/sync/sync_context.go.
 *
 * @returns what goes wrong, in words; nothing when the cluster converges without one refusal.
 */
export function sync(stages: readonly Manifest[], folders: Folders, world: World): readonly string[] {
  const byWave = stages.toSorted((a, b) => wave(a) - wave(b));
  for (const application of byWave) {
    const problems = syncOne(application, folders, world);
    if (problems.length > 0) return problems;
  }
  return world.mistakes;
}

function syncOne(application: Manifest, folders: Folders, world: World): readonly string[] {
  const { name } = application.metadata;
  const path = text(dig(application, 'spec', 'source', 'path')) ?? '';
  const objects = folders.get(path);
  if (objects === undefined) return [`${name}: no folder ${path}`];
  const waves = new Set(objects.map(wave).toSorted((a, b) => a - b));
  for (const current of waves) {
    const sent = objects.filter((object) => wave(object) === current).toSorted(byKind);
    for (const object of sent) {
      const reason = world.admit(object);
      if (reason !== undefined) return [`${name}: ${nameOf(object)}: ${reason}`];
      world.apply(object);
    }
    world.settle();
  }
  return objects
    .filter((object) => object.metadata.annotations?.['argocd.argoproj.io/ignore-healthcheck'] !== 'true')
    .filter((object) => !world.healthy(object))
    .map((object) => `${name}: ${nameOf(object)} never becomes healthy`);
}

export function wave(object: Manifest): number {
  return Number(object.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
}

/** Kinds that are sent first, in this order; the others follow by name. Source: gitops-engine pkg/sync/sync_tasks.go. */
const first = [
  'Namespace',
  'ResourceQuota',
  'LimitRange',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'CustomResourceDefinition',
];

export function byKind(a: Manifest, b: Manifest): number {
  const rank = ({ kind }: Manifest) => (first.includes(kind) ? first.indexOf(kind) : first.length);
  return rank(a) - rank(b) || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0);
}

/**
 * What the AppProject of an Application does not allow: its own destination, and objects of the folder that it syncs. Of the
 * projects that Meshwright makes: each list is given, and no pattern is.
 */
export function notAllowed(
  application: Manifest,
  projects: readonly Manifest[],
  folders: Folders,
): readonly string[] {
  const named = text(dig(application, 'spec', 'project'));
  const project = projects.find(({ kind, metadata }) => kind === 'AppProject' && metadata.name === named);
  // Each destination says how it knows the cluster, and an Application says it likewise.
  const cluster = (value: unknown) => dig(value, 'server') ?? dig(value, 'name');
  const to = dig(application, 'spec', 'destination');
  const namespaces = items(dig(project, 'spec', 'destinations'))
    .filter((item) => cluster(item) === cluster(to))
    .map((item) => dig(item, 'namespace'));
  const ofCluster = items(dig(project, 'spec', 'clusterResourceWhitelist'));
  const ofNamespaces = items(dig(project, 'spec', 'namespaceResourceWhitelist'));
  const destination = dig(to, 'namespace');
  const objects = folders.get(text(dig(application, 'spec', 'source', 'path')) ?? '') ?? [];
  const refused = objects.filter((object) => {
    const { namespace, name } = object.metadata;
    if (namespace !== undefined && !namespaces.includes(namespace)) return true;
    return !(namespace === undefined ? ofCluster : ofNamespaces).some(
      (entry) =>
        dig(entry, 'kind') === object.kind &&
        dig(entry, 'group') === groupOf(object.apiVersion) &&
        [undefined, name].includes(text(dig(entry, 'name'))),
    );
  });
  return [
    ...(namespaces.includes(destination) ? [] : [`${nameOf(application)}: ${String(destination)}`]),
    ...refused.map(nameOf),
  ];
}
