import type { ObjectRule } from '../../rule';
import { findingsOf } from '../../schema/schema-findings';

export const unknownValue: ObjectRule = {
  id: 'schema/enum',
  severity: 'error',
  title: 'a value is none of those that its field may have',
  why: 'The API server refuses the object.',
  source:
    'k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/validation/validation.go; k8s.io/kubernetes v1.35.4 pkg/apis',
  checkObject: (object) => findingsOf('schema/enum', object),
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
