import type { SetRule } from '../../rule';
import { findingsOf } from '../../schema/schema-findings';

export const duplicateItem: SetRule = {
  id: 'schema/duplicate-item',
  severity: 'error',
  title: 'a list has an item twice, or two items with the same key',
  why: 'The API server refuses the object, or server-side apply does, since it could not tell the two items apart.',
  source:
    'k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/schema/listtype/validation.go; k8s.io/api v0.35.4 `+listMapKey`',
  checkSet: ({ index }) => findingsOf('schema/duplicate-item', index),
  example: {
    given: ['Namespace prod'],
    fails: `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec:
  ports: [{name: http, port: 80}, {name: web, port: 80}]
`,
    passes: `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec:
  ports: [{name: http, port: 80}, {name: web, port: 8080}]
`,
  },
};
