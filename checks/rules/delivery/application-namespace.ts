import { projectNameOf, projectOf } from '../../../references/argo-cd-project';
import { dig, items } from '../../../references/fields';
import { nearest } from '../../../references/nearest';
import { allowedBy } from '../../delivery/project';
import type { ObjectRule } from '../../rule';

export const applicationNamespace: ObjectRule = {
  id: 'delivery/application-namespace',
  severity: 'error',
  title: 'an Application lies in a namespace that its project takes none from',
  why: 'Argo CD passes over it: "application ... in namespace ... is not permitted to use project". Nothing is synced.',
  source:
    'Argo CD v3.5.1 docs/operator-manual/app-any-namespace.md; pkg/apis/application/v1alpha1 IsAppNamespacePermitted',
  kinds: ['argoproj.io/Application'],
  *checkObject(object, { index }) {
    const project = projectOf(object, index);
    const { namespace } = object.metadata;
    if (project === undefined || namespace === project.metadata.namespace || namespace === undefined) return;
    const sources = items(dig(project, 'spec', 'sourceNamespaces')).map(String);
    if (allowedBy(namespace, sources)) return;
    const name = projectNameOf(object);
    const close = nearest(namespace, sources);
    yield {
      object,
      path: '/metadata/namespace',
      message: `project ${name} takes no Applications from namespace ${namespace}`,
      found: namespace,
      expected:
        sources.length === 0
          ? `${project.metadata.namespace ?? 'argocd'}, for the project has no sourceNamespaces`
          : `${project.metadata.namespace ?? 'argocd'}, or one of ${sources.join(', ')}`,
      mend: `add ${namespace} to spec.sourceNamespaces of AppProject ${name}, and to application.namespaces of Argo CD`,
      ...(close === undefined ? {} : { nearest: close }),
    };
  },
  example: {
    engine: 'argo-cd',
    given: ['Namespace prod'],
    fails: example(''),
    passes: example('sourceNamespaces: [prod]'),
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
metadata: {name: shop, namespace: prod}
spec:
  project: shop
  source: {repoURL: "https://github.com/example/platform", path: shop, targetRevision: main}
  destination: {server: "https://kubernetes.default.svc", namespace: prod}
`;
}
