import { ApiObject } from 'cdk8s';
import type { Cluster } from '../../api/index';
import { addCharts } from '../../charts/extension-charts';
import { compile } from '../../main';
import { dig } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { referenceConfig } from '../charts/objects';
import { manifests } from '../fixtures/load';
import type { Folders } from './simulator/flux';
import { Hub } from './simulator/hub';

const hub = 'ap-southeast-2-data-plane';
const known = ['us-west-2-app-mesh', 'us-west-2-kong-mesh', 'eu-west-1-kong-mesh'];

/** A cluster of the hub, from its file to what is written of it. */
function compiled(cluster: string, argoCd = `{hub: ${hub}}`, more = ''): Compiled {
  const config = referenceConfig(cluster, (text) =>
    `${text}${more}`.replace(/engine: [a-z-]+/, `engine: argo-cd\n  argoCd: ${argoCd}`),
  );
  const { files, diagnostics, share } = compile(config);
  const folders = new Map<string, Manifest[]>();
  for (const [path, text] of files) {
    if (!path.endsWith('.yaml')) continue;
    const folder = `dist/${cluster}/${path.slice(0, path.lastIndexOf('/'))}`;
    folders.set(folder, [...(folders.get(folder) ?? []), ...manifests(text)]);
  }
  return {
    folders,
    bootstrap: manifests(files.get('delivery/argo-cd.yaml') ?? ''),
    said: diagnostics.flatMap(({ severity, title }) => (severity === 'error' ? title : [])),
    share,
  };
}

interface Compiled {
  readonly folders: Folders;
  readonly bootstrap: readonly Manifest[];
  readonly said: readonly string[];
  readonly share: ReturnType<typeof compile>['share'];
}

/** A hub that has synced clusters, and knows them by their names and addresses. */
function synced(clusters: readonly Compiled[], namespace = 'argocd'): Hub {
  const argoCd = new Hub(
    known.map((name) => ({ name, server: `https://${name}.example.com` })),
    namespace,
  );
  for (const { bootstrap } of clusters) argoCd.bootstrap(bootstrap);
  argoCd.sync(allOf(clusters));
  return argoCd;
}

function allOf(clusters: readonly Compiled[]): Folders {
  return new Map(clusters.flatMap(({ folders }) => [...folders]));
}

const fleet = [hub, ...known].map((cluster) => compiled(cluster));
const whole = synced(fleet);

test('four clusters at one hub converge beside each other: nothing is refused, overwritten, too early or waited for in vain', () => {
  expect(fleet.flatMap(({ said }) => said)).toEqual([]);
  expect(whole.problems).toEqual([]);
});

test('Applications are in the hub, and all else is in the cluster that its file is of', () => {
  const { everything } = whole;
  const inHub = everything.filter((each) => each.startsWith('in-cluster: '));
  for (const cluster of known) {
    const folders = [...allOf(fleet)].filter(
      ([path]) =>
        path.startsWith(`dist/${cluster}/`) && !path.includes('/delivery') && !path.endsWith('/charts'),
    );
    const there = everything.filter((each) => each.startsWith(`${cluster}: `));
    expect(there).toHaveLength(folders.flatMap(([, objects]) => objects).length);
    expect(there.filter((each) => each.includes('argoproj.io/'))).toEqual([]);
    expect(inHub).toContain(`in-cluster: argoproj.io/Application argocd/${cluster}-00-foundation`);
    expect(inHub).toContain(`in-cluster: argoproj.io/Application argocd/${cluster}-external-secrets`);
  }
});

test('what goes from one cluster’s folder is deleted in that cluster alone, and taking one down leaves the others', () => {
  const argoCd = synced(fleet);
  const [gone = '', left = ''] = known;
  const less = new Map(allOf(fleet));
  const routes = `dist/${gone}/60-routes`;
  less.set(routes, []);
  argoCd.sync(less);
  expect(argoCd.deleted.length).toBeGreaterThan(3);
  expect(argoCd.deleted.filter((each) => !each.startsWith(`${gone}: `))).toEqual([]);
  const before = argoCd.deleted.length;
  argoCd.remove(gone);
  const down = argoCd.deleted.slice(before);
  expect(argoCd.everything.filter((each) => each.includes(gone))).toEqual([]);
  expect(argoCd.everything.filter((each) => each.startsWith(`${left}: `))).not.toEqual([]);
  expect(down.filter((each) => each.startsWith('in-cluster: ') && !each.includes(`argocd/${gone}`))).toEqual(
    [],
  );
  const position = (kind: string) => down.findIndex((each) => each.startsWith(`${gone}: ${kind}`));
  expect(position('appmesh.k8s.aws/VirtualNode')).toBeLessThan(
    down.indexOf(`in-cluster: argoproj.io/Application argocd/${gone}-appmesh-controller`),
  );
  expect(down.at(-1)).toBe(`in-cluster: argoproj.io/Application argocd/${gone}`);
});

test('a change of one cluster cannot bring an Application of another’s project, nor change what is another’s', () => {
  const argoCd = whole;
  const [one = '', other = ''] = known;
  const by = (name: string): Manifest => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
  });
  const sneaked = (name: string, project: string): Manifest => ({ ...by(name), spec: { project } });
  for (const project of [other, `${other}-delivery`, `${other}-charts`, 'default'])
    expect(argoCd.refusals(sneaked(`${one}-more`, project), by(`${one}-10-operators-charts`))).toHaveLength(
      1,
    );
  // Only what is judged again, by its name, may be in the projects that read the folder.
  expect(argoCd.refusals(sneaked(`${one}-more`, one), by(`${one}-10-operators-charts`))).toHaveLength(1);
  expect(argoCd.refusals(sneaked(`${one}-20-secrets`, one), by(one))).toEqual([]);
  expect(argoCd.refusals(sneaked('theirs', 'default'), by(`${one}-elsewhere`))).toEqual([]);
});

test.each([
  [`{hub: ${hub}}`, { name: known[0] }, known[0], known[0]],
  [
    `{hub: ${hub}, destination: {server: "https://us-west-2-app-mesh.example.com"}}`,
    { server: 'https://us-west-2-app-mesh.example.com' },
    known[0],
    known[0],
  ],
  [
    `{hub: ${hub}, destination: {name: eu-west-1-kong-mesh}, namePrefix: shop}`,
    { name: known[2] },
    'shop',
    'shop',
  ],
  [`{hub: ${hub}, namePrefix: shop, project: team}`, { name: known[0] }, 'shop', 'team'],
  ['{namePrefix: shop}', { server: 'https://kubernetes.default.svc' }, 'shop', 'shop'],
  ['{project: team}', { server: 'https://kubernetes.default.svc' }, undefined, 'team'],
])(
  'with argoCd: %s all goes to one place, in one project, under one prefix',
  (argoCd, destination, prefix, project) => {
    const cluster = compiled(known[0] ?? '', argoCd);
    expect(cluster.said).toEqual([]);
    expect(synced([cluster]).problems).toEqual([]);
    const objects = [...cluster.folders.values()].flat();
    const applications = objects.filter(({ kind }) => kind === 'Application');
    for (const { metadata, spec } of applications) {
      if (prefix !== undefined) expect(`${metadata.name}-`.startsWith(`${prefix}-`)).toBe(true);
      const isOfHub = /(^|-)(meshwright|charts)$/.test(metadata.name) || metadata.name === prefix;
      expect(dig(spec, 'destination')).toMatchObject(
        isOfHub ? { server: 'https://kubernetes.default.svc', namespace: 'argocd' } : destination,
      );
      expect(String(dig(spec, 'project')).replace(/-(delivery|charts)$/, '')).toBe(project);
    }
    expect(
      applications.find(({ metadata }) => metadata.name.endsWith('external-secrets'))?.metadata.name,
    ).toBe(prefix === undefined ? 'external-secrets' : `${prefix}-external-secrets`);
  },
);

test('Argo CD may be in another namespace, which is its own and given', () => {
  const clusters = known.slice(0, 2).map((each) => compiled(each, `{hub: ${hub}, namespace: gitops}`));
  expect(clusters.flatMap(({ said }) => said)).toEqual([]);
  expect(synced(clusters, 'gitops').problems).toEqual([]);
  const objects = clusters.flatMap(({ folders }) => [...folders.values()].flat());
  const named = objects.flatMap(({ metadata, spec }) => [
    metadata.namespace,
    dig(spec, 'destination', 'namespace'),
    dig(spec, 'matchResources', 'namespaceSelector', 'matchLabels', 'kubernetes.io/metadata.name'),
  ]);
  expect(named).not.toContain('argocd');
  expect(named.filter((each) => each === 'gitops').length).toBeGreaterThan(20);
});

test('a project that is there already is that of all Applications, and nothing is made beside it', () => {
  const given = `\ngiven: [aws-load-balancer-controller, ack-iam, AppProject argocd/platform]\n`;
  const cluster = referenceConfig(known[1] ?? '', (text) =>
    `${text.replace(/\ngiven:(.*\n( .*\n)*)/, '\n')}${given}`.replace(
      /engine: [a-z-]+/,
      `engine: argo-cd\n  argoCd: {hub: ${hub}, project: platform}`,
    ),
  );
  const { files, diagnostics } = compile(cluster);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const all = [...files].flatMap(([path, text]) => (path.endsWith('.yaml') ? manifests(text) : []));
  const projects = all.filter(({ kind }) => kind === 'Application').map(({ spec }) => dig(spec, 'project'));
  expect(new Set(projects)).toEqual(new Set(['platform']));
  expect(manifests(files.get('delivery/argo-cd.yaml') ?? '').map(({ kind }) => kind)).toEqual([
    'Application',
  ]);
});

test('an extension is told where Applications of its own belong, and they are delivered like all others', () => {
  const seen: Cluster['argoCd'][] = [];
  addCharts([
    {
      name: 'own',
      build(chart, { argoCd }) {
        if (argoCd?.namePrefix !== 'extended') return;
        seen.push(argoCd);
        const { namespace, project, destination } = argoCd;
        new ApiObject(chart, 'own', {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Application',
          metadata: { name: `${argoCd.namePrefix}-own`, namespace },
          spec: {
            project,
            destination: { ...destination, namespace: 'cert-manager' },
            source: { repoURL: 'https://charts.jetstack.io', chart: 'trust', targetRevision: '1.0.0' },
          },
        });
      },
    },
  ]);
  const cluster = compiled(known[1] ?? '', `{hub: ${hub}, namePrefix: extended}`);
  expect(seen).toEqual([
    {
      namespace: 'argocd',
      namePrefix: 'extended',
      project: 'extended-charts',
      destination: { name: known[1] },
    },
  ]);
  expect(cluster.said).toEqual([]);
  const { everything, problems } = synced([cluster]);
  expect(problems).toEqual([]);
  expect(everything).toContain('in-cluster: argoproj.io/Application argocd/extended-own');
  expect(cluster.share?.objects.map(({ object }) => object)).toContain(
    'argoproj.io/Application argocd/extended-own',
  );
});

describe('the simulator sees a hub that is wrong', () => {
  const [one = '', other = ''] = known;
  test('two clusters under one prefix', () => {
    const both = [one, other].map((each) => compiled(each, `{hub: ${hub}, namePrefix: shop}`));
    expect(synced(both).problems.join('\n')).toContain('Application argocd/shop is overwritten');
  });

  test('a destination that the hub does not know', () => {
    const lost = compiled(one, `{hub: ${hub}, destination: {name: nowhere}}`);
    expect(synced([lost]).problems.join('\n')).toContain('no cluster nowhere');
  });

  test('a chart that goes to another cluster than its project allows', () => {
    const cluster = compiled(one);
    const folders = new Map(
      [...cluster.folders].map(([path, objects]) => [
        path,
        path.endsWith('/charts')
          ? objects.map((each) => ({
              ...each,
              spec: { ...Object(each.spec), destination: { name: other, namespace: 'kong' } },
            }))
          : objects,
      ]),
    );
    expect(synced([{ ...cluster, folders }]).problems.join('\n')).toContain('never becomes healthy');
  });
});
