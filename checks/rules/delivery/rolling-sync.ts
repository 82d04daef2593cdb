import { dig } from '../../../references/fields';
import type { ObjectRule } from '../../rule';

export const rollingSync: ObjectRule = {
  id: 'delivery/rolling-sync',
  severity: 'warning',
  title: 'an ApplicationSet rolls out in steps, and counts on automated sync as well',
  why: 'RollingSync switches automated sync off, self-heal with it, and never syncs an Application that matches no step.',
  source: 'Argo CD v3.5.1 docs/operator-manual/applicationset/Progressive-Syncs.md',
  measured:
    "Argo CD v3.5.1's ApplicationSet writes the Application of the failing example with automated.enabled: false, beside selfHeal: true; that of the passing one as it is.",
  kinds: ['argoproj.io/ApplicationSet'],
  *checkObject(object) {
    if (dig(object, 'spec', 'strategy', 'type') !== 'RollingSync') return;
    if (dig(object, 'spec', 'template', 'spec', 'syncPolicy', 'automated') === undefined) return;
    yield {
      object,
      path: '/spec/template/spec/syncPolicy/automated',
      message: 'automated sync is switched off by RollingSync',
      found: 'strategy.type RollingSync, and syncPolicy.automated',
      expected: 'one of the two',
      mend: 'remove syncPolicy.automated and live without self-heal, or remove the strategy',
    };
  },
  example: {
    fails: set('syncPolicy: {automated: {selfHeal: true}}'),
    passes: set('syncPolicy: {retry: {limit: 20}}'),
  },
};

function set(policy: string): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: clusters, namespace: argocd}
spec:
  goTemplate: true
  generators: [{list: {elements: [{cluster: one}]}}]
  strategy: {type: RollingSync, rollingSync: {steps: [{matchExpressions: [{key: stage, operator: In, values: [one]}]}]}}
  template:
    metadata: {name: "dj-{{ .cluster }}", labels: {stage: one}}
    spec:
      project: default
      destination: {name: "{{ .cluster }}", namespace: prod}
      source: {repoURL: "https://github.com/example/platform", path: dist/one, targetRevision: main}
      ${policy}
`;
}
