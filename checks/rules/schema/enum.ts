import type { SetRule } from '../../rule';
import { findingsOf } from '../../schema/schema-findings';

export const unknownValue: SetRule = {
  id: 'schema/enum',
  severity: 'error',
  title: 'a value is none of those that its field may have',
  why: 'The API server refuses the object.',
  source:
    'k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/validation/validation.go; k8s.io/kubernetes v1.35.4 pkg/apis',
  checkSet: ({ index }) => findingsOf('schema/enum', index),
  example: {
    given: ['Namespace prod'],
    fails: `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec:
  type: LoadBalncer
  ports: [{port: 80}]
`,
    passes: `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec:
  type: LoadBalancer
  ports: [{port: 80}]
`,
  },
};
