import { projectNameOf, projectOf } from '../../../references/argo-cd-project';
import { dig, items, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { helmReach } from '../../../references/kinds/helm';
import { describe, groupOf, type Manifest } from '../../../references/manifest';
import { scopeOf } from '../../../references/schemas';
import { projectExample } from '../../delivery/project-example';
import type { Draft } from '../../finding';
import { covers } from '../../iam/roles';
import type { CheckContext, SetRule } from '../../rule';

const argo = 'argoproj.io';

export const projectLacks: SetRule = {
  id: 'delivery/project-lacks',
  severity: 'error',
  title: 'a project does not allow what its Applications bring, or is not there at all',
  why: 'Argo CD refuses to sync it: "resource is not permitted in project".',
  source: 'Argo CD v3.5.1 docs/user-guide/projects.md; pkg/apis/application/v1alpha1/app_project_types.go',
  *checkSet(context) {
    const { index } = context;
    const projects = index.ofKind(argo, 'AppProject');
    const [only] = projects;
    if (only === undefined) return;
    for (const application of index.ofKind(argo, 'Application')) {
      const name = projectNameOf(application);
      if (name !== 'default' && projectOf(application, index) === undefined)
        yield missing(application, name, projects);
    }
    if (context.stageOf === undefined) return;
    const allowing = ofFolders(projects, context);
    // With several projects nobody can say here which Application delivers an object.
    if (allowing !== undefined) yield* judgeObjects(allowing, context);
  },
  example: {
    engine: 'argo-cd',
    given: ['Namespace kong', 'Namespace prod'],
    stages: { fails: [5], passes: [5] },
    fails: withAccount('kong'),
    passes: withAccount('prod'),
  },
};

function withAccount(namespace: string): string {
  return `
apiVersion: v1
kind: ServiceAccount
metadata: {name: jazz, namespace: ${namespace}}
---${projectExample('prod')}`;
}

function missing(object: Manifest, name: string, projects: readonly Manifest[]): Draft {
  return {
    object,
    path: '/spec/project',
    message: `there is no project ${name}`,
    found: name,
    expected: projects.map(({ metadata }) => metadata.name).join(', '),
    mend: 'correct the name, or add the AppProject',
    absent: { id: objectId(argo, 'AppProject', projects[0]?.metadata.namespace, name) },
  };
}

/** Whose Applications deliver the folders of the stages. */
interface Delivering {
  /** The project of the Applications that are in folders; that of all else, where there is no other. */
  readonly applications: Manifest;
  readonly others: Manifest;
}

/** The projects whose Applications deliver folders, rather than charts; the only project, where there is no other. */
function ofFolders(projects: readonly Manifest[], { index }: CheckContext): Delivering | undefined {
  const delivering = index
    .ofKind(argo, 'Application')
    .filter((application) => text(dig(application, 'spec', 'source', 'path')) !== undefined)
    .map((application) => projectOf(application, index));
  const found = [...new Set(delivering.length > 0 ? delivering : projects)];
  if (found.length > 2) return undefined;
  const others = found.length === 1 ? found[0] : found.find((project) => !bringsApplicationsAlone(project));
  const applications = found.length === 1 ? found[0] : found.find(bringsApplicationsAlone);
  return others === undefined || applications === undefined ? undefined : { applications, others };
}

function bringsApplicationsAlone(project: Manifest | undefined): boolean {
  const kinds = items(dig(project, 'spec', 'namespaceResourceWhitelist'));
  return kinds.length > 0 && kinds.every((entry) => dig(entry, 'kind') === 'Application');
}

/** What is delivered by stages: namespaces have to be destinations, cluster-scoped kinds have to be listed. */
function* judgeObjects(delivering: Delivering, { index, stageOf }: CheckContext): Iterable<Draft> {
  const closed = new Set<string>();
  for (const object of index.objects) {
    if (stageOf?.(object) === undefined) continue;
    const { namespace } = object.metadata;
    const allowing = object.kind === 'Application' ? delivering.applications : delivering.others;
    const reach = helmReach(object, index);
    // A chart makes objects in other namespaces, too: cert-manager elects its leader in kube-system.
    const ofChart = (reach.namespaces.length > 0 ? projectOf(object, index) : undefined) ?? delivering.others;
    for (const [where, project] of [
      ...(namespace === undefined ? [] : [[namespace, allowing] as const]),
      ...reach.namespaces.map((each) => [each, ofChart] as const),
    ]) {
      const key = `${project.metadata.name}/${where}`;
      if (closed.has(key) || allows(project, where)) continue;
      closed.add(key);
      yield draft(project, '/spec/destinations', `namespace ${where}`, object);
    }
    const isCluster = scopeOf(object.apiVersion, object.kind) === 'Cluster';
    if (namespace === undefined && isCluster && !listed(allowing, object)) {
      const what = `${object.kind} ${object.metadata.name}`;
      yield draft(allowing, '/spec/clusterResourceWhitelist', what, object);
    }
  }
}

function draft(object: Manifest, path: string, what: string, delivered: Manifest): Draft {
  return {
    object,
    path,
    message: `the project does not allow ${what}`,
    found: describe(delivered),
    expected: `${what} in ${path.slice('/spec/'.length)}`,
    mend: 'add it to the project',
  };
}

function allows(allowing: Manifest, namespace: string): boolean {
  return items(dig(allowing, 'spec', 'destinations')).some((destination) =>
    covers(text(dig(destination, 'namespace')) ?? '*', namespace),
  );
}

function listed(allowing: Manifest, object: Manifest): boolean {
  return items(dig(allowing, 'spec', 'clusterResourceWhitelist')).some((entry) => {
    const name = text(dig(entry, 'name'));
    return (
      covers(String(dig(entry, 'group') ?? ''), groupOf(object.apiVersion)) &&
      covers(text(dig(entry, 'kind')) ?? '', object.kind) &&
      (name === undefined || covers(name, object.metadata.name))
    );
  });
}
