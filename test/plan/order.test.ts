import type { Engine } from '../../plan/delivery';
import { type PlannedFile, plannedFiles } from '../../plan/files';
import { plan } from '../../plan/plan';
import { dig } from '../../references/fields';
import { groupOf, type Manifest, describe as nameOf } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { BuiltCluster } from '../charts/objects';
import { notAllowed, sync } from './simulator/argo-cd';
import { type Folders, reconcile } from './simulator/flux';
import { charts, installOf, World } from './simulator/world';

const clusters = [
  'us-west-2-app-mesh',
  'us-west-2-kong-mesh',
  'eu-west-1-kong-mesh',
  'ap-southeast-2-data-plane',
] as const;
const engines: readonly Engine[] = ['flux', 'argo-cd'];
const every = clusters.flatMap((cluster) => engines.map((engine) => [cluster, engine] as const));

/** A reference cluster, written for either engine. */
function filesFor(cluster: string, engine: Engine, change = (text: string) => text): readonly PlannedFile[] {
  const built = BuiltCluster.reference(cluster, (text) =>
    change(text.replace(/engine: [a-z-]+/, `engine: ${engine}`)),
  );
  const index = buildIndex(built.manifests, { given: built.config.given });
  const order = plan(index);
  expect(order.problems.map(({ message }) => message)).toEqual([]);
  const { engine: _, ...delivery } = built.config.delivery;
  return plannedFiles(index, order, built.built.objects, engine, { ...delivery, cluster });
}

function foldersOf(cluster: string, files: readonly PlannedFile[]): Folders {
  const folders = new Map<string, Manifest[]>();
  for (const { path, objects } of files) {
    const folder = `dist/${cluster}/${path.slice(0, path.lastIndexOf('/'))}`;
    if (folder.endsWith('/delivery') || folder.endsWith('/delivery/stages')) continue;
    folders.set(folder, [...(folders.get(folder) ?? []), ...objects]);
  }
  return folders;
}

function objectsIn(files: readonly PlannedFile[], path: string): readonly Manifest[] {
  const file = files.find((candidate) => candidate.path === path);
  if (file === undefined) throw new Error(`no file ${path}`);
  return file.objects;
}

function run(cluster: string, engine: Engine, files: readonly PlannedFile[]): readonly string[] {
  const folders = foldersOf(cluster, files);
  return engine === 'flux'
    ? reconcile(objectsIn(files, 'delivery/flux.yaml'), folders, new World())
    : sync(objectsIn(files, 'delivery/stages/argo-cd.yaml'), folders, new World());
}

describe.each(every)('on a fresh cluster, %s with %s', (cluster, engine) => {
  test('converges: nothing is refused, no pod is created too early, and nothing is waited for in vain', () => {
    expect(run(cluster, engine, filesFor(cluster, engine))).toEqual([]);
  });
});

describe.each(every)('taking down %s with %s, from the last stage to the first', (cluster, engine) => {
  test('deletes every object before the controller that has to take off its finalizers', () => {
    const stages = filesFor(cluster, engine)
      .filter(({ path }) => !path.startsWith('delivery/'))
      .flatMap(({ path, objects }) => objects.map((object) => ({ object, stage: path.split('/')[0] ?? '' })));
    const orphans = stages.filter(({ object, stage }) =>
      stages.some(({ object: install, stage: installed }) => {
        const served = charts[installOf(install)?.chart ?? '']?.groups ?? [];
        return served.includes(groupOf(object.apiVersion)) && installed >= stage;
      }),
    );
    expect(orphans.map(({ object }) => nameOf(object))).toEqual([]);
  });
});

describe.each(clusters)('the projects of %s', (cluster) => {
  const files = filesFor(cluster, 'argo-cd');
  const bootstrap = objectsIn(files, 'delivery/argo-cd.yaml');
  const folders = foldersOf(cluster, files);
  const applications = [...bootstrap, ...objectsIn(files, 'delivery/stages/argo-cd.yaml')].filter(
    ({ kind }) => kind === 'Application',
  );

  test('allow every object that is delivered, to the Application that delivers it', () => {
    const stages = `dist/${cluster}/delivery/stages`;
    const all = new Map([...folders, [stages, objectsIn(files, 'delivery/stages/argo-cd.yaml')]]);
    expect(applications.flatMap((application) => notAllowed(application, bootstrap, all))).toEqual([]);
    const synced = applications.map(({ spec }) => dig(spec, 'source', 'path'));
    expect(synced.toSorted()).toEqual([...all.keys()].toSorted());
  });

  test('keep whoever writes to a stage out of the namespace of Argo CD, and let Applications alone in elsewhere', () => {
    const sneaked = (kind: string): Manifest => ({
      apiVersion: kind === 'Application' ? 'argoproj.io/v1alpha1' : 'apps/v1',
      kind,
      metadata: { name: 'sneaked', namespace: 'argocd' },
    });
    const refused = (kind: string) =>
      applications
        .filter((application) => {
          const path = String(dig(application, 'spec', 'source', 'path'));
          return notAllowed(application, bootstrap, new Map([[path, [sneaked(kind)]]])).length > 0;
        })
        .map(({ metadata }) => metadata.name);
    const names = applications.map(({ metadata }) => metadata.name);
    expect(refused('Deployment')).toEqual(names);
    expect(refused('Application')).toEqual(
      names.filter((name) => name !== 'meshwright' && !name.endsWith('-charts')),
    );
  });
});

test.each(engines)(
  'a standalone control plane with a licence has no stage to spare, and converges with %s',
  (engine) => {
    const licensed = (text: string) =>
      text.replace('backend: kong-mesh', 'backend: kong-mesh\n  license: {secret: a/b}');
    const cluster = 'us-west-2-kong-mesh';
    const built = filesFor(cluster, engine, licensed);
    const problems = run(cluster, engine, built);
    expect(problems.filter((problem) => !problem.includes('created before a MeshIdentity'))).toEqual([]);
  },
);

/** Moves the objects of a kind into the folder of another stage. */
function moved(files: readonly PlannedFile[], kind: string, stage: string): readonly PlannedFile[] {
  const objects = files.flatMap((file) => file.objects.filter((object) => object.kind === kind));
  expect(objects.length).toBeGreaterThan(0);
  const rest = files.map((file) =>
    file.path.startsWith('delivery/')
      ? file
      : { ...file, objects: file.objects.filter((object) => object.kind !== kind) },
  );
  return [...rest, { path: `${stage}/moved.yaml`, objects }];
}

describe('the simulators see an order that is wrong', () => {
  test.each([
    ['us-west-2-app-mesh', 'Mesh', '30-mesh', 'failed to find matching mesh'],
    ['us-west-2-app-mesh', 'VirtualNode', '20-secrets', 'failed to find matching mesh'],
    ['us-west-2-app-mesh', 'ExternalSecret', '60-routes', 'never becomes ready'],
    ['us-west-2-app-mesh', 'KongConsumer', '50-workloads', 'no matches for kind KongConsumer'],
    ['us-west-2-app-mesh', 'Deployment', '00-foundation', 'created before the injector'],
    ['us-west-2-app-mesh', 'VirtualService', '50-workloads', 'VirtualNode kong/kong never becomes ready'],
    ['us-west-2-kong-mesh', 'MeshIdentity', '30-mesh', 'Mesh dj-app not found'],
    ['us-west-2-kong-mesh', 'Deployment', '30-mesh', 'created before a MeshIdentity'],
  ])('Flux, %s: %s in %s', (cluster, kind, stage, problem) => {
    const files = moved(filesFor(cluster, 'flux'), kind, stage);
    expect(run(cluster, 'flux', files).join('\n')).toContain(problem);
  });

  test.each([
    ['us-west-2-app-mesh', 'KongConsumer', '20-secrets', 'no matches for kind KongConsumer'],
    ['us-west-2-app-mesh', 'Deployment', '00-foundation', 'created before the injector'],
    ['us-west-2-app-mesh', 'VirtualService', '50-workloads', 'VirtualNode kong/kong never becomes healthy'],
    ['eu-west-1-kong-mesh', 'ExternalSecret', '60-routes', 'never becomes healthy'],
  ])('Argo CD, %s: %s in %s', (cluster, kind, stage, problem) => {
    const files = moved(filesFor(cluster, 'argo-cd'), kind, stage);
    expect(run(cluster, 'argo-cd', files).join('\n')).toContain(problem);
  });

  test('Mesh and VirtualNode in one stage: Argo CD sends one after the other, Flux never gets that far', () => {
    const together = (engine: Engine) => {
      const files = filesFor('us-west-2-app-mesh', engine);
      const stage = files
        .find(({ objects }) => objects.some(({ kind }) => kind === 'VirtualNode'))
        ?.path.split('/')[0];
      return run('us-west-2-app-mesh', engine, moved(files, 'Mesh', stage ?? ''));
    };
    expect(together('flux').join('\n')).toContain('dry-run failed: failed to find matching mesh');
    expect(together('argo-cd')).toEqual([]);
  });
});
