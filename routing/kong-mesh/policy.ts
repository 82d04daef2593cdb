import { dig, fields, items, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { includes } from '../cluster';
import type { Dataplane } from './dataplanes';

/** Roles in the order of their precedence, the last winning (api/mesh/v1alpha1/dataplane_helpers.go). */
const roles = ['system', 'producer', 'consumer', 'workload-owner'] as const;
type Role = (typeof roles)[number];

/** Kinds of targets in the order of their precedence, the last winning (api/common/v1alpha1/targetref.go). */
const kinds = [
  'Mesh',
  'Dataplane',
  'MeshSubset',
  'MeshGateway',
  'MeshService',
  'MeshExternalService',
  'MeshMultiZoneService',
  'MeshServiceSubset',
  'MeshHTTPRoute',
];

/** A policy of Kuma with what decides whether, and before which others, it applies. */
export interface Policy {
  readonly object: Manifest;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly role: Role;
  readonly target: unknown;
  readonly to: readonly unknown[];
}

/** Reads a policy. In the system's namespace it is the whole mesh's; elsewhere what it says of others makes its role. */
export function policyOf(object: Manifest, systemNamespaces: readonly string[]): Policy {
  const namespace = object.metadata.namespace ?? systemNamespaces[0] ?? '';
  const to = items(dig(object, 'spec', 'to'));
  return {
    object,
    kind: object.kind,
    name: object.metadata.name,
    namespace,
    role: systemNamespaces.includes(namespace) ? 'system' : roleOf(to, namespace),
    target: dig(object, 'spec', 'targetRef') ?? { kind: 'Mesh' },
    to,
  };
}

/** pkg/core/resources/labels/compute.go: a policy for Services of its own namespace is the producer's, for every caller. */
function roleOf(to: readonly unknown[], namespace: string): Role {
  if (to.length === 0) return 'workload-owner';
  const own = to.filter((item) => {
    const target = dig(item, 'targetRef');
    const named = text(dig(target, 'name')) !== undefined;
    const here = (text(dig(target, 'namespace')) ?? namespace) === namespace;
    return ['MeshService', 'MeshHTTPRoute'].includes(text(dig(target, 'kind')) ?? '') && named && here;
  });
  return own.length === to.length ? 'producer' : 'consumer';
}

/** Whether a policy applies to a proxy: its mesh, its namespace unless it is a producer's, its target. */
export function appliesTo(policy: Policy, proxy: Dataplane): boolean {
  const { labels = {} } = policy.object.metadata;
  if ((labels['kuma.io/mesh'] ?? 'default') !== proxy.mesh && policy.object.metadata.namespace !== undefined)
    return false;
  if (labels['kuma.io/effect'] === 'shadow') return false;
  const bound = policy.role === 'consumer' || policy.role === 'workload-owner';
  return (!bound || policy.namespace === proxy.namespace) && targets(policy.target, proxy);
}

function targets(target: unknown, proxy: Dataplane): boolean {
  const types = items(dig(target, 'proxyTypes'));
  const typed = types.length === 0 || types.includes(proxy.gateway ? 'Gateway' : 'Sidecar');
  const { labels, tags, name } = fields(target);
  switch (text(dig(target, 'kind')) ?? 'Mesh') {
    case 'Mesh':
      return typed;
    case 'MeshSubset':
      return typed && includes(proxy.tags, labelsOf(tags));
    case 'Dataplane':
      // A name is that of one pod, which no template shows.
      return labels === undefined ? name === undefined : includes(proxy.tags, labelsOf(labels));
    case 'MeshService':
      return proxy.kumaServices.includes(text(name) ?? '');
    default:
      return false;
  }
}

function labelsOf(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields(value)).map(([key, each]) => [key, String(each)]));
}

/** Order of precedence of two policies, the last winning (pkg/plugins/policies/core/rules/sort/sort.go). */
export function comparePolicies(a: Policy, b: Policy): number {
  return (
    kinds.indexOf(kindOf(a.target)) - kinds.indexOf(kindOf(b.target)) ||
    compareDataplanes(a.target, b.target) ||
    Number(originOf(a) !== 'global') - Number(originOf(b) !== 'global') ||
    roles.indexOf(a.role) - roles.indexOf(b.role)
  );
}

/** Order of the entries of `to` of policies that are alike, and then of the names: the first in the alphabet wins. */
export function compareEntries(a: readonly [Policy, unknown], b: readonly [Policy, unknown]): number {
  const [targetA, targetB] = [dig(a[1], 'targetRef'), dig(b[1], 'targetRef')];
  const section = (target: unknown) =>
    Number(kindOf(target) === 'MeshService' && text(dig(target, 'sectionName')) !== undefined);
  return (
    comparePolicies(a[0], b[0]) ||
    kinds.indexOf(kindOf(targetA)) - kinds.indexOf(kindOf(targetB)) ||
    section(targetA) - section(targetB) ||
    (a[0].name < b[0].name ? 1 : a[0].name > b[0].name ? -1 : 0)
  );
}

/** By name of a proxy before by labels, and with a section before without. */
function compareDataplanes(a: unknown, b: unknown): number {
  if (kindOf(a) !== 'Dataplane' || kindOf(b) !== 'Dataplane') return 0;
  const score = (target: unknown) =>
    (dig(target, 'name') !== undefined ? 2 : dig(target, 'labels') === undefined ? 1 : 0) +
    (dig(target, 'sectionName') === undefined ? 0 : 0.5);
  const [left, right] = [score(a), score(b)];
  return Math.abs(left - right) === 1 ? 0 : left - right;
}

function kindOf(target: unknown): string {
  return text(dig(target, 'kind')) ?? 'Mesh';
}

function originOf({ object }: Policy): string {
  return object.metadata.labels?.['kuma.io/origin'] ?? 'zone';
}
