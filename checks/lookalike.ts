import { type ObjectId, objectId } from '../references/identity';
import { sameSpelling } from '../references/nearest';
import type { Provision } from '../references/provision';
import type { ReferenceIndex } from '../references/reference-index';
import { push } from '../references/selector-postings';
import { existingNames } from './existing-names';
import { perIndex } from './per-index';

/** Kinds that are taken for one another: what is named as one of them and is there as another was meant. */
const families: readonly (readonly string[])[] = [
  ['/ConfigMap', '/Secret'],
  ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet'],
  ['configuration.konghq.com/KongPlugin', 'configuration.konghq.com/KongClusterPlugin'],
  ['external-secrets.io/SecretStore', 'external-secrets.io/ClusterSecretStore'],
  ['cert-manager.io/Issuer', 'cert-manager.io/ClusterIssuer'],
  ['rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/ClusterRole'],
  [
    'source.toolkit.fluxcd.io/GitRepository',
    'source.toolkit.fluxcd.io/HelmRepository',
    'source.toolkit.fluxcd.io/OCIRepository',
    'source.toolkit.fluxcd.io/Bucket',
  ],
];

/** Kinds of which there is one in every namespace that wants it, often of the same name. */
const copied: ReadonlySet<string> = new Set([
  '/ConfigMap',
  '/Secret',
  '/ServiceAccount',
  '/PersistentVolumeClaim',
  'rbac.authorization.k8s.io/Role',
]);

/** Annotations with which an operator copies an object to other namespaces. */
const copies = /reflector\.v1\.k8s\.emberstack\.com|replicator\.v1\.mittwald\.de|kubed\.appscode\.com/;

/** The very object that a missing one was meant to be: of another spelling, another namespace, or another kind. */
export function lookalike(id: ObjectId, index: ReferenceIndex): ObjectId | undefined {
  return otherSpelling(id, index) ?? otherNamespace(id, index) ?? otherKind(id, index);
}

function otherSpelling(id: ObjectId, index: ReferenceIndex): ObjectId | undefined {
  const { group, kind, namespace } = id;
  const found = existingNames(index, group, kind, namespace).find((name) => sameSpelling(name, id.name));
  return found === undefined ? undefined : objectId(group, kind, namespace, found);
}

function otherNamespace(id: ObjectId, index: ReferenceIndex): ObjectId | undefined {
  if (id.namespace === undefined) return undefined;
  const kind = `${id.group}/${id.kind}`;
  // A set that has nothing at all of the namespace does not say what is in it.
  if (copied.has(kind) && !populated(index).has(id.namespace)) return undefined;
  const others = byName(index).get(`${kind}/${id.name}`) ?? [];
  const [only] = others;
  if (only === undefined || others.length > 1 || only.id.namespace === undefined) return undefined;
  if (copies.test(Object.keys(only.annotations ?? {}).join(' '))) return undefined;
  if (copied.has(kind) && isUsed(only, index)) return undefined;
  return only.id;
}

function otherKind(id: ObjectId, index: ReferenceIndex): ObjectId | undefined {
  const own = `${id.group}/${id.kind}`;
  const kinds = families.find((family) => family.includes(own)) ?? [];
  for (const kind of kinds) {
    if (kind === own) continue;
    const slash = kind.indexOf('/');
    const [group, name] = [kind.slice(0, slash), kind.slice(slash + 1)];
    for (const namespace of [id.namespace, undefined]) {
      const twin = objectId(group, name, namespace, id.name);
      const provision = index.provisions(twin).find(({ by }) => by !== undefined);
      if (
        provision !== undefined &&
        provision.id.name === id.name &&
        !(copied.has(own) && isUsed(provision, index))
      )
        return twin;
    }
  }
  return undefined;
}

/** Whether an object of the set names what another brings: then it is there for that one. */
function isUsed({ by }: Provision, index: ReferenceIndex): boolean {
  return by !== undefined && index.referrers(by).length > 0;
}

const byName = perIndex((index): ReadonlyMap<string, readonly Provision[]> => {
  const names = new Map<string, Provision[]>();
  for (const [first] of index.allProvisions()) {
    if (first !== undefined) push(names, `${first.id.group}/${first.id.kind}/${first.id.name}`, first);
  }
  return names;
});

/** The namespaces that the set has objects of. */
const populated = perIndex((index): ReadonlySet<string> => {
  const namespaces = new Set<string>();
  for (const [first] of index.allProvisions()) {
    if (first?.id.namespace !== undefined) namespaces.add(first.id.namespace);
  }
  return namespaces;
});
