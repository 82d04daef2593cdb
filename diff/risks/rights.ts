import { dig, items, strings, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import type { ObjectChange } from '../change';
import { listed, say } from '../sentence';
import { eachChange, named, news, type RiskRule, type Said } from './risk';

const rbac = 'rbac.authorization.k8s.io';

/** Rules about rights inside the cluster, and what shuts pods in. */
export const rightsRules: readonly RiskRule[] = [
  {
    id: 'rbac-widened',
    level: 'high',
    title: 'A Role or ClusterRole allows a further verb on a resource',
    find: eachChange([`${rbac}/Role`, `${rbac}/ClusterRole`], (change) => {
      if (change.kind === 'removed') return [];
      const more = news(rights(change.before), rights(change.after));
      const telling = change.kind === 'added' ? more.filter((right) => right.includes('*')) : more;
      return telling.length === 0 ? [] : [say`${named(change)} allows ${listed(telling, 3)}`];
    }),
  },
  {
    id: 'rbac-bound',
    level: 'high',
    title: 'A binding gives a role to further subjects',
    find: eachChange([`${rbac}/RoleBinding`, `${rbac}/ClusterRoleBinding`], (change) => {
      if (change.kind === 'removed') return [];
      const more = news(subjects(change.before), subjects(change.after));
      const role = text(dig(change.after, 'roleRef', 'name')) ?? '?';
      if (more.length === 0) return [];
      const sentence = say`${listed(more)} may do what role ${role} allows`;
      const wide = role === 'cluster-admin' || more.some((subject) => everybody.test(subject));
      return [change.kind === 'added' && !wide ? { sentence, level: 'medium' } : sentence];
    }),
  },
  {
    id: 'network-policy-loosened',
    level: 'high',
    title: 'A NetworkPolicy goes, or selects or shuts in less',
    find: eachChange(['networking.k8s.io/NetworkPolicy'], (change) => {
      if (change.kind === 'removed') return [say`${named(change)} is gone: its pods are open to the network`];
      if (change.kind === 'added') return [];
      const fields = change.fields.map(({ path }) => path[1]).filter((field) => field !== undefined);
      return fields.length === 0
        ? []
        : [say`${named(change)}: ${listed([...new Set(fields)])} changed, look at who gets in`];
    }),
  },
  {
    id: 'pod-security-loosened',
    level: 'high',
    title: 'A namespace’s Pod Security level goes down',
    find: eachChange(['/Namespace'], (change) => {
      if (change.kind !== 'changed') return [];
      const before = securityLevel(change.before);
      const after = securityLevel(change.after);
      return order.indexOf(after) < order.indexOf(before)
        ? [say`${named(change)}: Pod Security ${before} -> ${after}`]
        : [];
    }),
  },
  {
    id: 'webhook-loosened',
    level: 'medium',
    title: 'A webhook goes from Fail to Ignore, or goes',
    find: eachChange(
      [
        'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
        'admissionregistration.k8s.io/MutatingWebhookConfiguration',
      ],
      webhookLoosened,
    ),
  },
];

/** Subjects that everybody is, with an account or without one. */
const everybody = /system:(?:anonymous|unauthenticated|authenticated|serviceaccounts)$/;

function rights(role: Manifest | undefined): readonly string[] {
  return items(dig(role, 'rules')).flatMap((rule) => {
    const groups = items(dig(rule, 'apiGroups')).map((group) => (group === '' ? '' : ` of ${String(group)}`));
    const resources = items(dig(rule, 'resources')).flatMap((resource) =>
      groups.map((group) => `${String(resource)}${group}`),
    );
    const addresses = items(dig(rule, 'nonResourceURLs')).map(String);
    return items(dig(rule, 'verbs')).flatMap((verb) =>
      [...resources, ...addresses].map((resource) => `${String(verb)} ${resource}`),
    );
  });
}

function subjects(binding: Manifest | undefined): readonly string[] {
  return items(dig(binding, 'subjects')).map((subject) => {
    const namespace = text(dig(subject, 'namespace'));
    return `${text(dig(subject, 'kind')) ?? '?'} ${namespace === undefined ? '' : `${namespace}/`}${text(dig(subject, 'name')) ?? '?'}`;
  });
}

const order: readonly string[] = ['privileged', 'baseline', 'restricted'];

function securityLevel(namespace: Manifest | undefined): string {
  return strings(namespace?.metadata.labels)['pod-security.kubernetes.io/enforce'] ?? 'privileged';
}

function webhookLoosened(change: ObjectChange): readonly Said[] {
  if (change.kind === 'removed')
    return [say`${named(change)} is gone: what it refused or filled in passes as it is`];
  const policies = (object: Manifest | undefined) =>
    new Map(
      items(dig(object, 'webhooks')).map((hook) => [
        text(dig(hook, 'name')) ?? '?',
        text(dig(hook, 'failurePolicy')) ?? 'Fail',
      ]),
    );
  const old = policies(change.before);
  return [...policies(change.after)].flatMap(([name, policy]) =>
    old.get(name) === 'Fail' && policy === 'Ignore'
      ? [say`webhook ${name}: what it cannot judge passes now (Fail -> Ignore)`]
      : [],
  );
}
