import type { Manifest } from '../../references/manifest';
import { deliveryOrder } from './delivery-order';

const stage = (name: string) => ({ name, objects: [] });

const cluster = (delivery: readonly Manifest[], ...stages: readonly string[]) => ({
  name: 'a',
  stages: stages.map(stage),
  delivery,
  files: new Map<string, string>(),
});

const kustomization = (name: string, path: string, ...after: readonly string[]): Manifest => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name, namespace: 'flux-system' },
  spec: { path, dependsOn: after.map((each) => ({ name: each })) },
});

const application = (name: string, path: string, wave: string): Manifest => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name, namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': wave } },
  spec: { source: { path } },
});

const owners = (delivery: readonly Manifest[]) =>
  deliveryOrder(cluster(delivery, '00-foundation', '10-operators')).order.map(({ owner }) => owner);

describe('the order in which the lane applies stages', () => {
  test('is that of dependsOn, whatever the order of the objects', () => {
    const second = kustomization('second', './dist/a/10-operators', 'first');
    expect(owners([second, kustomization('first', './dist/a/00-foundation')])).toEqual(['first', 'second']);
  });

  test('is that of sync waves as numbers, not as texts', () => {
    const late = application('late', 'dist/a/10-operators', '10');
    expect(owners([late, application('early', 'dist/a/00-foundation', '9')])).toEqual(['early', 'late']);
  });

  test('has a folder below a stage as a stage of its own', () => {
    const charts = application('charts', 'dist/a/10-operators/charts', '1');
    const rest = application('rest', 'dist/a/10-operators', '2');
    const { order, misses } = deliveryOrder(cluster([rest, charts], '10-operators', '10-operators/charts'));
    expect(order.map(({ owner, stage: { name } }) => [owner, name])).toEqual([
      ['charts', '10-operators/charts'],
      ['rest', '10-operators'],
    ]);
    expect(misses).toEqual([]);
  });

  test('leaves out the object that keeps the delivery objects', () => {
    const { order, misses } = deliveryOrder(
      cluster(
        [kustomization('all', './dist/a/delivery'), kustomization('one', './dist/a/10-operators')],
        '10-operators',
      ),
    );
    expect(order.map(({ owner }) => owner)).toEqual(['one']);
    expect(misses).toEqual([]);
  });

  test.each([
    [
      'a stage that nobody keeps',
      [kustomization('one', './dist/a/00-foundation')],
      '10-operators is kept by 0',
    ],
    [
      'a stage that two keep',
      [
        kustomization('one', './dist/a/00-foundation'),
        kustomization('two', './dist/a/10-operators'),
        kustomization('three', './dist/a/10-operators'),
      ],
      '10-operators is kept by 2',
    ],
    [
      'two that wait for each other',
      [
        kustomization('one', './dist/a/00-foundation', 'two'),
        kustomization('two', './dist/a/10-operators', 'one'),
      ],
      'one waits for two',
    ],
    ['a path that is no stage', [kustomization('one', './dist/a/05-none')], 'which is no stage'],
  ])('misses %s', (_what, delivery, miss) => {
    const { misses } = deliveryOrder(cluster(delivery, '00-foundation', '10-operators'));
    expect(misses).toContainEqual(expect.stringContaining(miss));
  });
});
