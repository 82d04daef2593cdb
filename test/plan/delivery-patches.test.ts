import type { Engine } from '../../plan/delivery';
import { dig } from '../../references/fields';
import { CompiledEdge } from './compiled-edge';
import { sync } from './simulator/argo-cd';
import { reconcile } from './simulator/flux';
import { World } from './simulator/world';

/** A cluster with patches: each is what it names, and its one operation. */
function patched(engine: Engine, ...patches: readonly (readonly [target: string, operation: string])[]) {
  return new CompiledEdge(
    (text) =>
      text.replace('engine: flux', `engine: ${engine}`) +
      (patches.length === 0
        ? ''
        : `patches:\n${patches.map(([target, operation]) => `- target: {${target}}\n  operations: [{${operation}}]\n`).join('')}`),
  );
}

const stage = 'meshwright-10-operators';

test.each([
  [
    'flux',
    'delivery/flux.yaml',
    `kind: Kustomization, name: ${stage}`,
    'op: replace, path: /spec/timeout, value: 45m',
    ['spec', 'timeout'],
    '45m',
  ],
  [
    'flux',
    'delivery/flux.yaml',
    'kind: GitRepository, name: meshwright, namespace: flux-system',
    'op: add, path: /spec/proxySecretRef, value: {name: proxy}',
    ['spec', 'proxySecretRef', 'name'],
    'proxy',
  ],
  [
    'argo-cd',
    'delivery/stages/argo-cd.yaml',
    'kind: Application, name: meshwright-20-secrets',
    'op: replace, path: /spec/syncPolicy/automated/selfHeal, value: false',
    ['spec', 'syncPolicy', 'automated', 'selfHeal'],
    false,
  ],
  [
    'argo-cd',
    'delivery/argo-cd.yaml',
    'kind: AppProject, name: edge',
    'op: add, path: /spec/syncWindows, value: [{kind: deny, schedule: "0 22 * * *", duration: 8h, applications: ["*"]}]',
    ['spec', 'syncWindows', 0, 'kind'],
    'deny',
  ],
  [
    'argo-cd',
    'delivery/argo-cd-health.yaml',
    'kind: ConfigMap, name: argocd-cm',
    'op: add, path: /data/timeout.reconciliation, value: 60s',
    ['data', 'timeout.reconciliation'],
    '60s',
  ],
] as const)(
  'with %s a patch changes what it names in %s (%s), and nothing else',
  (engine, file, target, operation, path, value) => {
    const [before, after] = [patched(engine), patched(engine, [target, operation])];
    const objects = after.in(file);
    const changed = objects.filter(
      (object, i) => JSON.stringify(object) !== JSON.stringify(before.in(file)[i]),
    );
    expect(changed.map((object) => dig(object, ...path))).toEqual([value]);
    expect(objects).toHaveLength(before.in(file).length);
    expect(after.folders).toEqual(before.folders);
    expect(after.said).toEqual(before.said);
    expect(
      engine === 'flux'
        ? reconcile(after.in('delivery/flux.yaml'), after.folders, new World())
        : sync(after.in('delivery/stages/argo-cd.yaml'), after.folders, new World()),
    ).toEqual([]);
  },
);

test('patches of a chart’s object and of a delivery object each find theirs, in one list', () => {
  const compiled = patched(
    'flux',
    [`kind: Kustomization, name: ${stage}`, 'op: replace, path: /spec/interval, value: 1h'],
    ['kind: Namespace, name: kong', 'op: add, path: /metadata/labels, value: {team: platform}'],
    [`kind: Kustomization, name: ${stage}`, 'op: replace, path: /spec/interval, value: 2h'],
  );
  const kustomization = compiled.in('delivery/flux.yaml').find(({ metadata }) => metadata.name === stage);
  expect(dig(kustomization, 'spec', 'interval')).toBe('2h');
  const namespace = [...compiled.folders.values()]
    .flat()
    .find(({ kind, metadata }) => kind === 'Namespace' && metadata.name === 'kong');
  expect(dig(namespace, 'metadata', 'labels', 'team')).toBe('platform');
});

test.each([
  [
    'flux',
    `kind: Kustomization, name: ${stage}`,
    'op: replace, path: /spec/dependsOn, value: [{name: elsewhere}]',
    'elsewhere',
  ],
  ['flux', 'kind: GitRepository, name: meshwright', 'op: add, path: /spec/branch, value: main', 'branch'],
  ['argo-cd', 'kind: AppProject, name: edge', 'op: replace, path: /spec/destinations, value: []', 'edge'],
] as const)(
  'with %s the patched delivery object (%s) is judged as others are',
  (engine, target, operation, named) => {
    const before = patched(engine).said;
    const more = patched(engine, [target, operation]).said.filter((title) => !before.includes(title));
    expect(more.join('\n')).toContain(named);
  },
);

test.each([
  ['Kustomization', 'Kustomization flux-system/meshwright-10-operators'],
  ['Namespace', 'Namespace kong'],
])('a patch of a misspelled %s names those that there are', (kind, known) => {
  const compiled = patched('flux', [`kind: ${kind}, name: meshwright-10`, 'op: remove, path: /spec/timeout']);
  expect(compiled.said).toEqual([
    expect.stringMatching(
      new RegExp(
        `^patches\\[0\\]\\.target\\.name: a patch names ${kind} meshwright-10, which this cluster's output has not; .*${known}`,
      ),
    ),
  ]);
});
