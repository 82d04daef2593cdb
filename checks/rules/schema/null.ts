import type { SetRule } from '../../rule';
import { findingsOf } from '../../schema/schema-findings';

export const nullField: SetRule = {
  id: 'schema/null',
  severity: 'error',
  title: 'a field is null where null means nothing',
  why: 'The API server refuses the object, or takes the default of the field instead; of its own kinds and of those that a webhook writes anew the field is dropped in silence. A default or an inherited value that null was meant to clear stays.',
  source: 'k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/schema/defaulting/prune.go',
  checkSet: ({ index }) => findingsOf('schema/null', index),
  example: {
    given: ['Namespace prod', 'external-secrets'],
    fails: `
apiVersion: generators.external-secrets.io/v1alpha1
kind: Password
metadata: {name: token, namespace: prod}
spec:
  length: 24
  symbols: null
`,
    passes: `
apiVersion: generators.external-secrets.io/v1alpha1
kind: Password
metadata: {name: token, namespace: prod}
spec:
  length: 24
  symbols: 4
`,
  },
};
