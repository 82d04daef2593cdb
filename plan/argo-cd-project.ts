import { dig, text } from '../references/fields';
import { helmInstallOf } from '../references/helm-install';
import { helmReach } from '../references/kinds/helm';
import { groupOf, type Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import { argoNamespace, type Delivery, thisCluster } from './delivery';

/** The name of the project of a cluster's Helm charts. */
export function chartsProjectName(cluster: string): string {
  return `${cluster}-charts`;
}

/**
 * The AppProjects of a cluster. They are applied by hand, so that nothing that is synced can widen what may be synced.
 *
 * One is for what lies in the repository as it is: the repository alone, the namespaces and namespaced kinds in use, and
 * cluster-scoped objects by name. So whoever writes to the repository cannot bring a ClusterRoleBinding, a webhook, an
 * AppProject or a Secret by writing one down. The other is for Helm charts, which bring such kinds under names that only
 * the chart knows: it reads the charts' repositories and not that one, and does not write where Argo CD is.
 */
export function appProjects(index: ReferenceIndex, delivery: Delivery): readonly Manifest[] {
  const installs = index.objects.filter((object) => helmInstallOf(object, index) !== undefined);
  const own = project(delivery.cluster, `What Meshwright delivers to ${delivery.cluster}`, {
    sourceRepos: [delivery.repository],
    namespaces: [argoNamespace, ...index.objects.flatMap(({ metadata }) => metadata.namespace ?? [])],
    clusterResourceWhitelist: distinct(clusterObjects(index)),
    namespaceResourceWhitelist: distinct([
      // The root Application brings those of the stages.
      { group: 'argoproj.io', kind: 'Application' },
      ...index.objects.flatMap(({ apiVersion, kind, metadata }) =>
        metadata.namespace === undefined ? [] : [{ group: groupOf(apiVersion), kind }],
      ),
    ]),
  });
  return installs.length === 0 ? [own] : [own, chartsProject(index, installs, delivery)];
}

function chartsProject(index: ReferenceIndex, installs: readonly Manifest[], delivery: Delivery): Manifest {
  const reaches = installs.map((object) => helmReach(object, index));
  const made = [...index.allProvisions()]
    .flat()
    .filter(
      ({ id, via }) =>
        id.namespace === undefined && via === 'helm' && id.name !== '*' && id.group !== 'iam.amazonaws.com',
    );
  return project(chartsProjectName(delivery.cluster), `The Helm charts of ${delivery.cluster}`, {
    sourceRepos: installs.flatMap((object) => text(dig(object, 'spec', 'source', 'repoURL')) ?? []),
    namespaces: [
      ...installs.flatMap((object) => helmInstallOf(object, index)?.namespace ?? []),
      ...reaches.flatMap(({ namespaces }) => namespaces),
    ],
    clusterResourceWhitelist: distinct([
      ...reaches.flatMap(({ clusterKinds }) => clusterKinds.map(({ group, kind }) => ({ group, kind }))),
      ...made.map(({ id: { group, kind, name } }) => ({ group, kind, name })),
    ]),
  });
}

function project(
  name: string,
  description: string,
  {
    namespaces,
    sourceRepos,
    ...kinds
  }: {
    readonly sourceRepos: readonly string[];
    readonly namespaces: readonly string[];
    readonly clusterResourceWhitelist: readonly AllowedKind[];
    readonly namespaceResourceWhitelist?: readonly AllowedKind[];
  },
): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name, namespace: argoNamespace },
    spec: {
      description,
      sourceRepos: [...new Set(sourceRepos)].toSorted(),
      destinations: [...new Set(namespaces)]
        .toSorted()
        .map((namespace) => ({ server: thisCluster, namespace })),
      ...kinds,
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
