import type { SetRule } from '../../rule';
import { findingsOf } from '../../schema/schema-findings';

export const range: SetRule = {
  id: 'schema/range',
  severity: 'error',
  title: 'a number is outside the range of its field',
  why: 'The API server refuses the object.',
  source: 'k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/validation/validation.go',
  checkSet: ({ index }) => findingsOf('schema/range', index),
  example: {
    given: ['Namespace prod', 'kong-crds'],
    fails: `
apiVersion: configuration.konghq.com/v1beta1
kind: KongUpstreamPolicy
metadata: {name: even, namespace: prod}
spec:
  slots: 5
`,
    passes: `
apiVersion: configuration.konghq.com/v1beta1
kind: KongUpstreamPolicy
metadata: {name: even, namespace: prod}
spec:
  slots: 10000
`,
  },
};
