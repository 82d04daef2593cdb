import type { SetRule } from '../../rule';
import { findingsOf } from '../../schema/schema-findings';

export const unknownField: SetRule = {
  id: 'schema/unknown-field',
  severity: 'error',
  title: 'a field that the kind does not have',
  why: 'The API server drops the field in silence (and refuses it under strict validation), or stores it where no controller reads it; what was meant never happens.',
  source:
    'k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/schema/pruning/algorithm.go; k8s.io/apimachinery v0.35.4 pkg/runtime/serializer/json',
  checkSet: ({ index }) => findingsOf('schema/unknown-field', index),
  example: {
    given: ['Namespace prod'],
    fails: `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec:
  ports: [{port: 80, targetport: 8080}]
`,
    passes: `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec:
  ports: [{port: 80, targetPort: 8080}]
`,
  },
};
