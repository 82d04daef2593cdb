import { projectOf } from '../../../references/argo-cd-project';
import { dig, items } from '../../../references/fields';
import { allowedBy } from '../../delivery/project';
import type { ObjectRule } from '../../rule';

export const projectNamespace: ObjectRule = {
  id: 'delivery/project-namespace',
  severity: 'error',
  title: 'an Application creates its namespace, and its project allows no Namespaces',
  why: 'The sync fails: "resource :Namespace is not permitted in project". The namespace and all that is in it never come.',
  source: 'Argo CD v3.5.1 docs/user-guide/projects.md; controller/sync.go, clusterResourceWhitelist',
  kinds: ['argoproj.io/Application'],
  *checkObject(object, { index }) {
    const options = items(dig(object, 'spec', 'syncPolicy', 'syncOptions'));
    const position = options.indexOf('CreateNamespace=true');
    const project = position < 0 ? undefined : projectOf(object, index);
    if (project === undefined) return;
    const listed = (field: string) =>
      items(dig(project, 'spec', field)).some(
        (entry) =>
          allowedBy('', [String(dig(entry, 'group') ?? '')]) &&
          allowedBy('Namespace', [String(dig(entry, 'kind') ?? '')]),
      );
    if (listed('clusterResourceWhitelist') && !listed('clusterResourceBlacklist')) return;
    const { name } = project.metadata;
    yield {
      object,
      path: `/spec/syncPolicy/syncOptions/${position}`,
      message: `project ${name} does not let ${object.metadata.name} create its namespace`,
      found: 'CreateNamespace=true, and no Namespace in clusterResourceWhitelist',
      expected: 'clusterResourceWhitelist: [{group: "", kind: Namespace}] in the project',
      mend: `allow Namespaces in AppProject ${name}, or bring the namespace otherwise`,
    };
  },
  example: {
    engine: 'argo-cd',
    fails: example(''),
    passes: example('clusterResourceWhitelist: [{group: "", kind: Namespace}]'),
  },
};

function example(more: string): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: shop, namespace: argocd}
spec:
  sourceRepos: ["https://github.com/example/platform"]
  destinations: [{server: "https://kubernetes.default.svc", namespace: prod}]
  ${more}
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: shop, namespace: argocd}
spec:
  project: shop
  source: {repoURL: "https://github.com/example/platform", path: shop, targetRevision: main}
  destination: {server: "https://kubernetes.default.svc", namespace: prod}
  syncPolicy: {syncOptions: [CreateNamespace=true]}
`;
}
