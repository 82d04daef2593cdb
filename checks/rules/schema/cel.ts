import type { SetRule } from '../../rule';
import { findingsOf } from '../../schema/schema-findings';

export const celRule: SetRule = {
  id: 'schema/cel',
  severity: 'error',
  title: 'an object breaks a rule that its CRD states in the Common Expression Language',
  why: 'The API server refuses the object with the message of the rule.',
  source: 'k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/schema/cel/validation.go',
  checkSet: ({ index }) => findingsOf('schema/cel', index),
  example: {
    fails: `
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: platform, namespace: flux-system}
spec:
  interval: 1m
  url: https://example.com/platform
  serviceAccountName: flux
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
