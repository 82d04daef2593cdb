import { dig, items, pointer, text } from '../../../references/fields';
import { strengthOf } from '../../rbac';
import type { ObjectRule } from '../../rule';

const rbac = 'rbac.authorization.k8s.io';

/** Subjects that need no account, and those that everybody with any account is. */
const anonymous = new Set(['system:anonymous', 'system:unauthenticated']);
const everybody = new Set(['system:authenticated', 'system:serviceaccounts']);

export const boundToEverybody: ObjectRule = {
  id: 'general/bound-to-everybody',
  severity: 'error',
  title: 'a role is bound to everybody',
  why: 'Whoever reaches the API server, or runs any pod at all, may do what the role allows: no account has to be broken into.',
  source:
    'Kubernetes documentation, RBAC good practices; plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go',
  measured:
    'kube-apiserver v1.35.4 says of the failing example that any ServiceAccount of any namespace may delete Secrets, by the binding operators; of the passing one that it may not.',
  kinds: [`${rbac}/ClusterRoleBinding`, `${rbac}/RoleBinding`],
  *checkObject(object, { index }) {
    const strength = strengthOf(object, index);
    if (strength === 'harmless') return;
    const role = text(dig(object, 'roleRef', 'name')) ?? '';
    const wide = object.kind === 'ClusterRoleBinding';
    for (const [i, subject] of items(object.subjects).entries()) {
      const name = text(dig(subject, 'name')) ?? '';
      if (dig(subject, 'kind') === 'ServiceAccount') continue;
      const nobody = anonymous.has(name);
      // What may be read with any account is a matter of taste; a role that nobody can see is said to be worth a look.
      if (!nobody && (!everybody.has(name) || strength === 'reads')) continue;
      const sure = nobody ? strength !== undefined : strength === 'rules' && wide;
      yield {
        object,
        path: pointer('subjects', i),
        message: nobody
          ? `${name} may do what role ${role} allows, without an account`
          : `everybody with an account (${name}) may do what role ${role} allows`,
        found: name,
        expected: 'the users, groups or ServiceAccounts that need the role',
        mend: 'name them as subjects, or bind a role that only shows what is public',
        ...(sure ? {} : { severity: 'warning' as const }),
      };
    }
  },
  example: {
    fails: binding('{kind: Group, name: system:authenticated, apiGroup: rbac.authorization.k8s.io}'),
    passes: binding('{kind: Group, name: platform, apiGroup: rbac.authorization.k8s.io}'),
  },
};

function binding(subject: string): string {
  return `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: operators}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [${subject}]
`;
}
