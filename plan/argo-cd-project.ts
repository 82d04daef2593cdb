import { dig, text } from '../references/fields';
import { helmInstallOf } from '../references/helm-install';
import { helmReach } from '../references/kinds/helm';
import { groupOf, type Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import type { AllowedProjects } from './argo-cd-admission';
import { isSyncedApplication } from './argo-cd-applications';
import { type ArgoCdPlacement, type Delivery, placementOf, thisCluster } from './delivery';

/** The name of the project of a cluster's Applications: those of the stages, and those that bring charts. */
export function deliveryProjectName({ project, isProjectGiven }: ArgoCdPlacement): string {
  return isProjectGiven ? project : `${project}-delivery`;
}

/** The namespace that an Application of a stage names: one that its project allows, as each object says where it goes. */
export function anyNamespace(index: ReferenceIndex, { namespace }: ArgoCdPlacement): string {
  return ownNamespaces(index, namespace)[0] ?? 'default';
}

/**
 * The AppProjects of a cluster. They are applied by hand, so that nothing that is synced can widen what may be synced. An
 * AppProject does not say which kind goes where, so what goes to different places has projects of its own:
 *
 * - that of the cluster's name, or the one that its file says, for what lies in the repository as it is: the repository alone, the namespaces and namespaced kinds in use,
 *   and cluster-scoped objects by name. Whoever writes to the repository cannot bring a ClusterRoleBinding, a webhook, an AppProject or
 *   a Secret by writing one down, nor anything into the namespace of Argo CD;
 * - one for Applications, into that namespace, and for nothing else. Which projects those may name says `argo-cd-admission.ts`;
 * - one for Helm charts, which bring such kinds under names that only the chart knows: it reads the charts' repositories and not that one,
 *   and does not write where Argo CD is.
 */
export function appProjects(index: ReferenceIndex, delivery: Delivery): readonly Manifest[] {
  const { cluster } = delivery;
  const placement = placementOf(delivery);
  const installs = index.objects.filter((object) => helmInstallOf(object, index) !== undefined);
  const namespaced = namespacedObjects(index, placement.namespace);
  const own = project(placement, placement.project, `What Meshwright delivers to ${cluster}`, {
    sourceRepos: [delivery.repository],
    destinations: destinations(placement.destination, [
      anyNamespace(index, placement),
      ...ownNamespaces(index, placement.namespace),
    ]),
    clusterResourceWhitelist: distinct(clusterObjects(index)),
    // No list, and one that is empty once Argo CD has written it, would allow every kind.
    namespaceResourceWhitelist:
      namespaced.length === 0
        ? [applications]
        : distinct(namespaced.map(({ apiVersion, kind }) => ({ group: groupOf(apiVersion), kind }))),
  });
  const ofApplications = project(
    placement,
    deliveryProjectName(placement),
    `The Applications of ${cluster}`,
    {
      sourceRepos: [delivery.repository],
      destinations: destinations({ server: thisCluster }, [placement.namespace]),
      clusterResourceWhitelist: [],
      namespaceResourceWhitelist: [applications],
    },
  );
  const projects = [own, ofApplications];
  return installs.length === 0 ? projects : [...projects, chartsProject(index, installs, delivery)];
}

/** Which projects the Applications of a cluster may name: those above, and what the output itself names. */
export function allowedProjects(index: ReferenceIndex, delivery: Delivery): AllowedProjects {
  const placement = placementOf(delivery);
  const ofDelivery = [placement.project, deliveryProjectName(placement)];
  const named = index.objects
    .filter((object) => isSyncedApplication(object, placement.namespace))
    .flatMap((object) => text(dig(object, 'spec', 'project')) ?? []);
  return { ofDelivery, ofOthers: named.filter((name) => !ofDelivery.includes(name)).toSorted() };
}

const applications: AllowedKind = { group: 'argoproj.io', kind: 'Application' };

/** What the stages sync into namespaces: all but the Applications. */
function namespacedObjects(index: ReferenceIndex, argoNamespace: string): readonly Manifest[] {
  return index.objects.filter(
    (object) => object.metadata.namespace !== undefined && !isSyncedApplication(object, argoNamespace),
  );
}

function ownNamespaces(index: ReferenceIndex, argoNamespace: string): readonly string[] {
  return namespacedObjects(index, argoNamespace)
    .flatMap(({ metadata }) => metadata.namespace ?? [])
    .toSorted();
}

function chartsProject(index: ReferenceIndex, installs: readonly Manifest[], delivery: Delivery): Manifest {
  const reaches = installs.map((object) => helmReach(object, index));
  const made = [...index.allProvisions()]
    .flat()
    .filter(
      ({ id, via }) =>
        id.namespace === undefined && via === 'helm' && id.name !== '*' && id.group !== 'iam.amazonaws.com',
    );
  const placement = placementOf(delivery);
  return project(placement, `${placement.project}-charts`, `The Helm charts of ${delivery.cluster}`, {
    sourceRepos: installs.flatMap((object) => text(dig(object, 'spec', 'source', 'repoURL')) ?? []),
    destinations: destinations(placement.destination, [
      ...installs.flatMap((object) => helmInstallOf(object, index)?.namespace ?? []),
      ...reaches.flatMap(({ namespaces }) => namespaces),
    ]),
    clusterResourceWhitelist: distinct([
      ...reaches.flatMap(({ clusterKinds }) => clusterKinds.map(({ group, kind }) => ({ group, kind }))),
      ...made.map(({ id: { group, kind, name } }) => ({ group, kind, name })),
    ]),
  });
}

/** Namespaces of one cluster. */
function destinations(
  cluster: ArgoCdPlacement['destination'],
  namespaces: readonly string[],
): readonly Readonly<Record<string, string>>[] {
  return [...new Set(namespaces)].toSorted().map((namespace) => ({ ...cluster, namespace }));
}

function project(
  { namespace }: ArgoCdPlacement,
  name: string,
  description: string,
  {
    sourceRepos,
    ...rest
  }: {
    readonly sourceRepos: readonly string[];
    readonly destinations: readonly Readonly<Record<string, string>>[];
    readonly clusterResourceWhitelist: readonly AllowedKind[];
    readonly namespaceResourceWhitelist?: readonly AllowedKind[];
  },
): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name, namespace },
    spec: {
      description,
      sourceRepos: [...new Set(sourceRepos)].toSorted(),
      ...rest,
    },
  };
}

interface AllowedKind {
  readonly group: string;
  readonly kind: string;
  readonly name?: string;
}

/** The cluster-scoped objects of the output, each by its name. */
function clusterObjects(index: ReferenceIndex): readonly AllowedKind[] {
  return index.objects
    .filter(({ metadata }) => metadata.namespace === undefined)
    .map(({ apiVersion, kind, metadata: { name } }) => ({ group: groupOf(apiVersion), kind, name }));
}

function distinct(kinds: readonly AllowedKind[]): readonly AllowedKind[] {
  const byKey = new Map(kinds.map((each) => [`${each.group}/${each.kind}/${each.name ?? ''}`, each]));
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}
