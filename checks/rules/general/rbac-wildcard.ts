import { dig, items } from '../../../references/fields';
import type { ObjectRule } from '../../rule';

export const rbacWildcard: ObjectRule = {
  id: 'general/rbac-wildcard',
  severity: 'warning',
  title: 'a ClusterRole allows everything on everything',
  why: 'Whoever holds it is an administrator of the cluster, and a pod that is broken into holds it too.',
  source: 'Kubernetes documentation, RBAC good practices',
  measured:
    'kube-apiserver v1.35.4 lets who holds the ClusterRole of the failing example start pods, delete Secrets, grant themselves more and act as other users; who holds that of the passing one may read, and nothing of it.',
  kinds: ['rbac.authorization.k8s.io/ClusterRole'],
  *checkObject(object) {
    for (const [index, rule] of items(object.rules).entries()) {
      const everything = ['apiGroups', 'resources', 'verbs'].every((field) =>
        items(dig(rule, field)).includes('*'),
      );
      if (!everything) continue;
      yield {
        object,
        path: `/rules/${index}`,
        message: 'every verb is allowed on every resource of every group',
        found: '* in apiGroups, resources and verbs',
        expected: 'the groups, resources and verbs that are used',
        mend: 'name them, or bind the role in the namespaces where it is needed',
      };
    }
  },
  example: {
    fails: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: everything}
rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
`,
    passes: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: reader}
rules: [{apiGroups: ["*"], resources: ["*"], verbs: [get, list, watch]}]
`,
  },
};
