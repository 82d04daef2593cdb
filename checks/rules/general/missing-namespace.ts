import { danglingDraft, danglingReferences, targetId } from '../../dangling';
import type { SetRule } from '../../rule';

export const missingNamespace: SetRule = {
  id: 'general/missing-namespace',
  severity: 'error',
  title: 'an object lies in a namespace that nothing creates',
  why: 'The API server refuses every object of a namespace that does not exist, and the whole sync stops there.',
  source: 'Kubernetes API reference v1.35, admission plugin NamespaceLifecycle',
  *checkSet(context) {
    for (const dangling of danglingReferences(context, (each) => targetId(each)?.kind === 'Namespace')) {
      yield danglingDraft(context, dangling);
    }
  },
  example: {
    fails: `
apiVersion: v1
kind: ServiceAccount
metadata: {name: jazz, namespace: prod}
`,
    passes: `
apiVersion: v1
kind: ServiceAccount
metadata: {name: jazz, namespace: prod}
---
apiVersion: v1
kind: Namespace
metadata: {name: prod}
`,
  },
};
