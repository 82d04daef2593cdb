import type { SetRule } from '../../rule';
import { findingsOf } from '../../schema/schema-findings';

export const pattern: SetRule = {
  id: 'schema/pattern',
  severity: 'error',
  title: 'a text does not match the pattern of its field',
  why: 'The API server refuses the object. Patterns are read as Go reads them (RE2).',
  source: 'k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/validation/validation.go',
  checkSet: ({ index }) => findingsOf('schema/pattern', index),
  example: {
    fails: `
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: platform, namespace: flux-system}
spec:
  interval: 1m
  url: git@example.com:platform.git
`,
    passes: `
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: platform, namespace: flux-system}
spec:
  interval: 1m
  url: ssh://git@example.com/platform.git
`,
  },
};
