import type { Manifest } from '../../../references/manifest';
import { danglingDraft, danglingReferences, targetId } from '../../dangling';
import type { SetRule } from '../../rule';

export const missingNamespace: SetRule = {
  id: 'general/missing-namespace',
  severity: 'error',
  title: 'an object lies in a namespace that nothing creates',
  why: 'The API server refuses every object of a namespace that does not exist, and the whole sync stops there.',
  source: 'Kubernetes API reference v1.35, admission plugin NamespaceLifecycle',
  *checkSet(context) {
    // A kind may need its namespace for more than one reason; one finding an object is enough.
    const said = new Set<Manifest>();
    for (const dangling of danglingReferences(context, (each) => targetId(each)?.kind === 'Namespace')) {
      if (said.has(dangling.from)) continue;
      said.add(dangling.from);
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
