import { dig, items } from '../references/fields';
import type { Manifest } from '../references/manifest';
import { groupOf } from '../references/manifest';
import { leavingLabel } from './greens';
import { memberPatch } from './members';
import type { Patch, StagedObject } from './result';
import { isAppMeshImage, sidecarsOf } from './sidecars';
import { type Goal, onTheWay, type Step } from './steps';

/** What the output says: the objects of its folders, and its patches. */
export interface Wanted {
  readonly objects: readonly StagedObject[];
  readonly patches: readonly Patch[];
}

/** What a step still lacks, by what the cluster shows; nothing where it is done. */
export function lacking(step: Step, wanted: Wanted, cluster: readonly Manifest[]): readonly string[] {
  return step.goals.flatMap((goal) => lackingOf(goal, wanted, cluster));
}

function lackingOf(goal: Goal, wanted: Wanted, cluster: readonly Manifest[]): readonly string[] {
  switch (goal.kind) {
    case 'running':
      return goal.moves.flatMap((move) => {
        const found = cluster.find(
          ({ kind, metadata: { namespace, name } }) =>
            kind === move.kind && namespace === move.namespace && name === move.name,
        );
        return found === undefined
          ? [`${move.kind} ${move.namespace}/${move.name} is not there, or not shown`]
          : unavailable(found);
      });
    case 'there':
      return wanted.objects
        .filter(({ stage }) => stage === goal.stage)
        .flatMap(({ manifest }) =>
          find(cluster, manifest) === undefined ? [`${named(manifest)} is not there`] : [],
        );
    case 'generated':
      return wanted.objects
        .filter(
          ({ stage, manifest }) => stage !== '10-services' && groupOf(manifest.apiVersion) === 'kuma.io',
        )
        .flatMap(({ manifest }) =>
          find(cluster, manifest) === undefined ? [`${named(manifest)} is not there`] : [],
        );
    case 'patched':
      return wanted.patches
        .filter(({ manifest, part }) =>
          goal.part === 'namespaces' ? manifest.kind === 'Namespace' : part === 'without-mesh',
        )
        .flatMap(({ manifest }) => unlike(cluster, manifest));
    case 'moved':
      return [...notMoved(goal.move, wanted, cluster), ...notJoined(goal.services, wanted, cluster)];
    case 'joined':
      return notJoined(goal.services, wanted, cluster);
    case 'grouped':
      return [
        ...goal.moves.flatMap((move) => notMoved(move, wanted, cluster)),
        ...notJoined(goal.services, wanted, cluster),
        ...cluster
          .filter((object) => dig(object, 'spec', 'selector', 'matchLabels', leavingLabel) !== undefined)
          .map((object) => `${named(object)} is still there`),
        ...cluster
          .filter(({ kind, spec }) => kind === 'Service' && dig(spec, 'selector', leavingLabel) !== undefined)
          .map((object) => `${named(object)} still selects by ${leavingLabel}`),
      ];
    case 'shadowed': {
      const found = cluster.find(
        ({ kind, metadata }) => kind === 'MeshTrafficPermission' && metadata.name === onTheWay,
      );
      const shadow = JSON.stringify(found?.spec ?? {}).includes('allowWithShadowDeny');
      return shadow ? [] : [`MeshTrafficPermission ${onTheWay} does not say allowWithShadowDeny`];
    }
    case 'left':
      return cluster
        .filter(
          ({ apiVersion, kind, metadata }) =>
            groupOf(apiVersion) === 'appmesh.k8s.aws' ||
            (/WebhookConfiguration$/.test(kind) && /appmesh/i.test(metadata.name)) ||
            (kind === 'CustomResourceDefinition' && metadata.name.endsWith('.appmesh.k8s.aws')),
        )
        .map((object) => `${named(object)} is still there`);
    case 'locked':
      return cluster
        .filter(({ apiVersion, metadata }) => groupOf(apiVersion) === 'kuma.io' && metadata.name === onTheWay)
        .map((object) => `${named(object)} still keeps the mesh open`);
  }
}

function notJoined(
  services: readonly string[],
  { patches }: Wanted,
  cluster: readonly Manifest[],
): readonly string[] {
  return services.flatMap((service) => {
    const patch = memberPatch(patches, service);
    return patch === undefined ? [] : unlike(cluster, patch.manifest);
  });
}

function notMoved(
  { kind, namespace, name }: { readonly kind: string; readonly namespace: string; readonly name: string },
  wanted: Wanted,
  cluster: readonly Manifest[],
): readonly string[] {
  const own = wanted.patches.find(
    ({ manifest }) =>
      manifest.kind === kind && manifest.metadata.namespace === namespace && manifest.metadata.name === name,
  );
  if (own === undefined) return [];
  const patched = unlike(cluster, own.manifest);
  const workload = find(cluster, own.manifest);
  const pods = cluster.filter(
    (object) =>
      object.kind === 'Pod' &&
      object.metadata.namespace === namespace &&
      owns(workload, object) &&
      dig(object, 'metadata', 'deletionTimestamp') === undefined,
  );
  const wrong = pods.flatMap((pod) => {
    const sidecars = sidecarsOf(pod);
    if (sidecars.some(isAppMeshImage)) return [`${named(pod)} has App Mesh's sidecar`];
    return sidecars.includes('kuma-sidecar') ? [] : [`${named(pod)} has no sidecar of Kong Mesh`];
  });
  return [...patched, ...wrong, ...(workload === undefined ? [] : unavailable(workload))];
}

function owns(workload: Manifest | undefined, pod: Manifest): boolean {
  const labels = dig(workload, 'spec', 'selector', 'matchLabels');
  return typeof labels === 'object' && labels !== null && contains(pod.metadata.labels ?? {}, labels);
}

/** A workload whose pods are not all available. */
function unavailable(object: Manifest): readonly string[] {
  if (!['Deployment', 'StatefulSet'].includes(object.kind)) return [];
  const wanted = dig(object, 'spec', 'replicas') ?? 1;
  const found = dig(object, 'status', 'availableReplicas') ?? 0;
  return wanted === found ? [] : [`${named(object)}: ${found} of ${wanted} pods are available`];
}

function unlike(cluster: readonly Manifest[], patch: Manifest): readonly string[] {
  const found = find(cluster, patch);
  if (found === undefined) return [`${named(patch)} is not there, or not shown`];
  const { apiVersion: _, ...rest } = patch;
  return contains(found, rest) ? [] : [`${named(patch)} is not as its patch says`];
}

/** Whether a value has all that another one has; of a list, each item somewhere. */
function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) return part.every((each) => items(whole).some((other) => contains(other, each)));
  if (typeof part !== 'object' || part === null) return whole === part;
  return (
    typeof whole === 'object' &&
    whole !== null &&
    Object.entries(part).every(([key, value]) => contains(Reflect.get(whole, key), value))
  );
}

function find(cluster: readonly Manifest[], wanted: Manifest): Manifest | undefined {
  return cluster.find(
    ({ apiVersion, kind, metadata }) =>
      kind === wanted.kind &&
      groupOf(apiVersion) === groupOf(wanted.apiVersion) &&
      metadata.name === wanted.metadata.name &&
      metadata.namespace === wanted.metadata.namespace,
  );
}

function named({ kind, metadata: { namespace, name } }: Manifest): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
