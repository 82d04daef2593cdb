import { projectOf } from '../../../references/argo-cd-project';
import { dig, items, text } from '../../../references/fields';
import { nearest } from '../../../references/nearest';
import { exampleApplication } from '../../delivery/example';
import { allowedBy } from '../../delivery/project';
import { deepest } from '../../place';
import type { ObjectRule } from '../../rule';
import { oneOfNames } from '../../words';

export const projectRefuses: ObjectRule = {
  id: 'delivery/project-refuses',
  severity: 'error',
  title: 'an Application reads from or writes to where its project does not let it',
  why: 'Argo CD does not sync the Application: application repo or destination is not permitted in project.',
  source: 'Argo CD v3.5.1 docs/user-guide/projects.md',
  kinds: ['argoproj.io/Application'],
  *checkObject(object, { index }) {
    const project = projectOf(object, index);
    if (project === undefined) return;
    const { name } = project.metadata;
    const repository = text(dig(object, 'spec', 'source', 'repoURL'));
    const repositories = items(dig(project, 'spec', 'sourceRepos')).map(String);
    if (repository !== undefined && !allowedBy(repository, repositories)) {
      const close = nearest(repository, repositories);
      yield {
        object,
        path: '/spec/source/repoURL',
        message: `project ${name} does not let ${object.metadata.name} read from ${repository}`,
        found: repository,
        expected: oneOfNames(repositories),
        mend: `add it to spec.sourceRepos of AppProject ${name}`,
        ...(close === undefined ? {} : { nearest: close }),
      };
    }
    const destinations = items(dig(project, 'spec', 'destinations'));
    for (const by of ['server', 'name'] as const) {
      const cluster = text(dig(object, 'spec', 'destination', by)) ?? '';
      const known = destinations.flatMap((entry) => text(dig(entry, by)) || []);
      // A cluster has an address and a name, and nobody can tell here which name has which address.
      const isJudged = cluster !== '' && known.length > 0 && known.length === destinations.length;
      if (!isJudged || allowedBy(cluster, known)) continue;
      const close = nearest(cluster, known);
      yield {
        object,
        path: `/spec/destination/${by}`,
        message: `project ${name} does not let ${object.metadata.name} write to the cluster ${cluster}`,
        found: cluster,
        expected: oneOfNames([...new Set(known)]),
        mend: `add it to spec.destinations of AppProject ${name}`,
        ...(close === undefined ? {} : { nearest: close }),
      };
    }
    const namespace = text(dig(object, 'spec', 'destination', 'namespace'));
    const namespaces = destinations.map((entry) => text(dig(entry, 'namespace')) ?? '*');
    if (namespace === undefined || allowedBy(namespace, namespaces)) return;
    const close = nearest(namespace, namespaces);
    yield {
      object,
      path: deepest(object, 'spec', 'destination', 'namespace'),
      message: `project ${name} does not let ${object.metadata.name} write to namespace ${namespace}`,
      found: namespace,
      expected: oneOfNames(namespaces),
      mend: `add it to spec.destinations of AppProject ${name}`,
      ...(close === undefined ? {} : { nearest: close }),
    };
  },
  example: {
    given: ['Namespace system'],
    engine: 'argo-cd',
    fails: documents('other'),
    passes: documents('system'),
  },
};

function documents(namespace: string): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: dj, namespace: argocd}
spec:
  sourceRepos: ["https://charts.example.com"]
  destinations: [{server: "https://kubernetes.default.svc", namespace: ${namespace}}]
---${exampleApplication('podinfo', '{}').replace('project: default', 'project: dj')}`;
}
