import type { SetRule } from '../../rule';
import { findingsOf } from '../../schema/schema-findings';

export const wrongType: SetRule = {
  id: 'schema/type',
  severity: 'error',
  title: 'a value has another type than its field',
  why: 'The API server cannot decode the object; a label or an annotation that YAML reads as true, 1 or 1e3 has to be in quotes.',
  source:
    'k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/validation/validation.go; k8s.io/apimachinery v0.35.4 pkg/runtime/serializer/json',
  checkSet: ({ index }) => findingsOf('schema/type', index),
  example: {
    given: ['Namespace prod'],
    fails: `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: prod}
data: {port: 8080}
`,
    passes: `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: prod}
data: {port: "8080"}
`,
  },
};
