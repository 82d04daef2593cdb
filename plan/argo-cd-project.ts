import { dig, text } from '../references/fields';
import { helmInstallOf } from '../references/helm-install';
import { helmReach } from '../references/kinds/helm';
import { groupOf, type Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import { argoNamespace, type Delivery, thisCluster } from './delivery';

/**
 * The AppProject that a cluster's Applications belong to: the repositories, namespaces and cluster-scoped kinds in use,
 * and no others. It is applied by hand, so that nothing that is synced can widen what may be synced.
 */
export function appProject(index: ReferenceIndex, delivery: Delivery): Manifest {
  const reaches = index.objects.map((object) => helmReach(object, index));
  const installs = index.objects.flatMap((object) => helmInstallOf(object, index) ?? []);
  const namespaces = new Set([
    argoNamespace,
    ...index.objects.flatMap(({ metadata }) => metadata.namespace ?? []),
    ...installs.map(({ namespace }) => namespace),
    ...reaches.flatMap((reach) => reach.namespaces),
  ]);
  const charts = index.objects.flatMap((object) =>
    object.kind === 'Application' ? (text(dig(object, 'spec', 'source', 'repoURL')) ?? []) : [],
  );
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: delivery.cluster, namespace: argoNamespace },
    spec: {
      description: `What Meshwright delivers to ${delivery.cluster}`,
      sourceRepos: [...new Set([delivery.repository, ...charts])].toSorted(),
      destinations: [...namespaces].toSorted().map((namespace) => ({ server: thisCluster, namespace })),
      clusterResourceWhitelist: clusterKinds(
        index,
        reaches.flatMap((reach) => reach.clusterKinds),
      ),
    },
  };
}

interface AllowedKind {
  readonly group: string;
  readonly kind: string;
  readonly name?: string;
}

/** Objects of the output are allowed by name; what a Helm chart makes, by kind. */
function clusterKinds(
  index: ReferenceIndex,
  ofCharts: readonly { readonly group: string; readonly kind: string }[],
): readonly AllowedKind[] {
  const allowed = new Map<string, AllowedKind>();
  const allow = (kind: AllowedKind) => allowed.set(`${kind.group}/${kind.kind}/${kind.name ?? ''}`, kind);
  for (const kind of ofCharts) allow({ group: kind.group, kind: kind.kind });
  for (const list of index.allProvisions()) {
    for (const { id, via } of list) {
      const virtual = id.name === '*' || id.group === 'iam.amazonaws.com';
      if (id.namespace === undefined && via === 'helm' && !virtual) {
        allow({ group: id.group, kind: id.kind, name: id.name });
      }
    }
  }
  for (const object of index.objects.filter(({ metadata }) => metadata.namespace === undefined)) {
    allow({ group: groupOf(object.apiVersion), kind: object.kind, name: object.metadata.name });
  }
  return [...allowed].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}
