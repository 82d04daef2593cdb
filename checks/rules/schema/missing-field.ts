import type { SetRule } from '../../rule';
import { findingsOf } from '../../schema/schema-findings';

export const missingField: SetRule = {
  id: 'schema/missing-field',
  severity: 'error',
  title: 'a required field is missing',
  why: 'The API server refuses the object.',
  source: 'k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/validation/validation.go; k8s.io/api v0.35.4',
  checkSet: ({ index }) => findingsOf('schema/missing-field', index),
  example: {
    fails: `
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: platform, namespace: flux-system}
spec:
  interval: 1m
`,
    passes: `
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: platform, namespace: flux-system}
spec:
  interval: 1m
  url: https://example.com/platform
`,
  },
};
