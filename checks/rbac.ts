import { dig, items, text } from '../references/fields';
import { objectId } from '../references/identity';
import type { Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';

const group = 'rbac.authorization.k8s.io';
const reading = new Set(['get', 'list', 'watch']);

/** What a role lets its holders do: nothing that matters, read, change things, or read secrets and rule the cluster. */
export type Strength = 'harmless' | 'reads' | 'changes' | 'rules';

/** Kubernetes' own roles. The first ones are bound to everybody by Kubernetes itself, or by its documentation. */
const known: Readonly<Record<string, Strength>> = {
  'system:public-info-viewer': 'harmless',
  'system:discovery': 'harmless',
  'system:basic-user': 'harmless',
  'system:service-account-issuer-discovery': 'harmless',
  'system:monitoring': 'reads',
  view: 'reads',
  edit: 'rules',
  admin: 'rules',
  'cluster-admin': 'rules',
};

/** What the role of a binding lets do; undefined where the role is not in the set and no role of Kubernetes. */
export function strengthOf(binding: Manifest, index: ReferenceIndex): Strength | undefined {
  const name = text(dig(binding, 'roleRef', 'name'));
  if (name === undefined) return undefined;
  const kind = dig(binding, 'roleRef', 'kind') === 'Role' ? 'Role' : 'ClusterRole';
  const namespace = kind === 'Role' ? binding.metadata.namespace : undefined;
  const role = index.get(objectId(group, kind, namespace, name));
  if (role === undefined) return kind === 'ClusterRole' ? known[name] : undefined;
  const rules = items(role.rules).map(strengthOfRule);
  return (['rules', 'changes', 'reads'] as const).find((each) => rules.includes(each)) ?? 'harmless';
}

function strengthOfRule(rule: unknown): Strength {
  const [groups, resources, verbs, names, addresses] = [
    'apiGroups',
    'resources',
    'verbs',
    'resourceNames',
    'nonResourceURLs',
  ].map((field) => items(dig(rule, field)).map(String));
  const holds = (list: readonly string[] | undefined, ...words: readonly string[]) =>
    list?.some((each) => words.includes(each)) === true;
  if (verbs === undefined || verbs.length === 0) return 'harmless';
  const changes = verbs.some((verb) => !reading.has(verb));
  // A page of the API server itself: versions, health.
  if (holds(addresses, '*')) return changes ? 'changes' : 'reads';
  if (resources === undefined || resources.length === 0) return changes ? 'changes' : 'harmless';
  // To ask what one may do changes nothing.
  if (holds(groups, 'authorization.k8s.io', 'authentication.k8s.io') && !holds(resources, '*'))
    return 'harmless';
  if (!changes && names !== undefined && names.length > 0 && !holds(resources, 'secrets', '*'))
    return 'harmless';
  const secrets = holds(resources, 'secrets', '*') && holds(groups, '', '*');
  const escalates =
    holds(verbs, 'escalate', 'bind', 'impersonate', '*') || (changes && holds(groups, group, '*'));
  const runs =
    changes &&
    resources.some((each) =>
      /^(?:\*|pods(?:\/exec|\/attach)?|nodes\/proxy|serviceaccounts\/token)$/.test(each),
    );
  if (secrets || escalates || runs) return 'rules';
  return changes ? 'changes' : 'reads';
}
