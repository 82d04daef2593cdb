import { dig, text } from './fields';
import { groupOf, type Manifest } from './manifest';
import { schemaEntry, schemaIndex } from './schemas';

export type Scope = 'Namespaced' | 'Cluster';

/** Cluster-scoped kinds of operators that are met often and have no schema here, as `group/Kind`. */
const clusterKinds: ReadonlySet<string> = new Set([
  'kyverno.io/ClusterPolicy',
  'kyverno.io/ClusterCleanupPolicy',
  'policies.kyverno.io/ValidatingPolicy',
  'templates.gatekeeper.sh/ConstraintTemplate',
  'karpenter.sh/NodePool',
  'karpenter.sh/NodeClaim',
  'karpenter.k8s.aws/EC2NodeClass',
  'cilium.io/CiliumClusterwideNetworkPolicy',
  'cilium.io/CiliumLoadBalancerIPPool',
  'cilium.io/CiliumBGPClusterConfig',
  'cilium.io/CiliumBGPPeerConfig',
  'cilium.io/CiliumBGPAdvertisement',
  'cilium.io/CiliumL2AnnouncementPolicy',
  'crd.projectcalico.org/GlobalNetworkPolicy',
  'projectcalico.org/GlobalNetworkPolicy',
  'operator.tigera.io/Installation',
  'trust.cert-manager.io/Bundle',
  'policy.networking.k8s.io/AdminNetworkPolicy',
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy',
  'snapshot.storage.k8s.io/VolumeSnapshotClass',
  'snapshot.storage.k8s.io/VolumeSnapshotContent',
  'nfd.k8s-sigs.io/NodeFeatureRule',
  'postgresql.cnpg.io/ClusterImageCatalog',
  'longhorn.io/StorageClass',
  'pkg.crossplane.io/Provider',
  'pkg.crossplane.io/Configuration',
  'apiextensions.crossplane.io/Composition',
  'apiextensions.crossplane.io/CompositeResourceDefinition',
  'rbacmanager.reactiveops.io/RBACDefinition',
  'management.cattle.io/Cluster',
]);

/** Scope of a kind whatever the version, where there is a schema for one. */
const known = new Map(
  schemaIndex().map(({ apiVersion, kind, scope }) => [`${groupOf(apiVersion)}/${kind}`, scope]),
);

/**
 * Whether objects of a kind live in namespaces; undefined where that is not known.
 *
 * @param declared what CustomResourceDefinitions of the set say, by `group/Kind`
 */
export function scopeOf(
  apiVersion: string,
  kind: string,
  declared: ReadonlyMap<string, Scope> = none,
): Scope | undefined {
  const entry = schemaEntry(apiVersion, kind);
  if (entry !== undefined) return entry.scope;
  const name = `${groupOf(apiVersion)}/${kind}`;
  return known.get(name) ?? declared.get(name) ?? (clusterKinds.has(name) ? 'Cluster' : undefined);
}

const none: ReadonlyMap<string, Scope> = new Map();

/** The scopes that CustomResourceDefinitions among the objects give their kinds, by `group/Kind`. */
export function declaredScopes(objects: readonly Manifest[]): ReadonlyMap<string, Scope> {
  const scopes = new Map<string, Scope>();
  for (const object of objects) {
    if (object.kind !== 'CustomResourceDefinition') continue;
    const group = text(dig(object, 'spec', 'group'));
    const kind = text(dig(object, 'spec', 'names', 'kind'));
    if (group === undefined || kind === undefined) continue;
    scopes.set(`${group}/${kind}`, dig(object, 'spec', 'scope') === 'Cluster' ? 'Cluster' : 'Namespaced');
  }
  return scopes;
}

/**
 * An object as the API server stores it: a cluster-scoped one without the namespace that it may carry, one of a namespace
 * in that of the client where it names none. The object itself where that is how it is written, or nothing is known.
 *
 * @param namespace what the client would use, such as `default`
 */
export function placed(object: Manifest, scope: Scope | undefined, namespace: string): Manifest {
  const { metadata } = object;
  if (scope === 'Cluster' && metadata.namespace !== undefined) {
    const { namespace: _dropped, ...rest } = metadata;
    return { ...object, metadata: rest };
  }
  if (scope === 'Namespaced' && metadata.namespace === undefined)
    return { ...object, metadata: { ...metadata, namespace } };
  return object;
}
