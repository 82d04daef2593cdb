import { describeId } from '../../../references/identity';
import type { SetRule } from '../../rule';

export const duplicateObject: SetRule = {
  id: 'general/duplicate-object',
  severity: 'error',
  title: 'two objects have the same group, kind, namespace and name',
  why: 'The second overwrites the first at each sync, and the delivery engine reports a difference for ever.',
  source: 'Kubernetes API conventions, object identity',
  measured:
    'kube-apiserver v1.35.4 is given the failing example one after the other, and the second takes the label of the first away again: one Namespace is there, as the last one wrote it.',
  *checkSet({ index }) {
    for (const { id, objects } of index.duplicates) {
      for (const object of objects.slice(1)) {
        yield {
          object,
          path: '/metadata/name',
          message: `${describeId(id)} is there ${objects.length} times`,
          found: describeId(id),
          expected: 'one object of that kind, namespace and name',
          mend: 'remove all but one, or rename them',
        };
      }
    }
  },
  example: {
    fails: `
apiVersion: v1
kind: Namespace
metadata: {name: prod}
---
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {team: platform}}
`,
    passes: `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {team: platform}}
`,
  },
};
