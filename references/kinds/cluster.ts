import { dig, items, pointer, text } from '../fields';
import { objectId } from '../identity';
import type { GroupRules, KindRule } from '../kind-rule';
import type { Manifest } from '../manifest';
import { type ReferenceDraft, refer, toObject } from '../reference';

/** CRDs that are objects of the output rather than part of a Helm chart. */
export const apiExtensions: GroupRules = {
  group: 'apiextensions.k8s.io',
  kinds: {
    CustomResourceDefinition: {
      provides: (object) => {
        const group = text(dig(object, 'spec', 'group'));
        const kind = text(dig(object, 'spec', 'names', 'kind'));
        return group === undefined || kind === undefined ? {} : { kinds: [{ group, kind }] };
      },
    },
  },
};

const group = 'rbac.authorization.k8s.io';
const binding: KindRule = { references: bindingReferences };

/** RBAC: who is bound to which role. */
export const rbac: GroupRules = {
  group,
  kinds: { RoleBinding: binding, ClusterRoleBinding: binding },
};

/** Cluster roles that every API server makes; other programs' roles have other names. */
const builtInRole = /^(cluster-admin|admin|edit|view|system:.+)$/;

function bindingReferences(object: Manifest): readonly ReferenceDraft[] {
  const kind = text(dig(object, 'roleRef', 'kind'));
  const name = text(dig(object, 'roleRef', 'name'));
  const drafts: ReferenceDraft[] = [];
  if (kind !== undefined && name !== undefined && !builtInRole.test(name)) {
    const namespace = kind === 'ClusterRole' ? undefined : object.metadata.namespace;
    drafts.push(refer('/roleRef', toObject(objectId(group, kind, namespace, name)), 'with', 'grants it'));
  }
  items(object.subjects).forEach((subject, i) => {
    const account = text(dig(subject, 'name'));
    if (dig(subject, 'kind') !== 'ServiceAccount' || account === undefined) return;
    const namespace = text(dig(subject, 'namespace')) ?? object.metadata.namespace;
    const target = toObject(objectId('', 'ServiceAccount', namespace, account));
    drafts.push(refer(pointer('subjects', i), target, 'none', 'grants it to its pods'));
  });
  return drafts;
}
