import { BuiltCluster } from '../objects';
import { spreadOver } from '../spread';

/** The workloads of the DJ application, with something said of one of its services. */
function withJazz(fields: string, production = ''): BuiltCluster {
  return BuiltCluster.reference(
    'us-west-2-kong-mesh',
    (text) => `${production}${text.replace('    canary:', `    services: {jazz: {${fields}}}\n    canary:`)}`,
  );
}

const pod = (cluster: BuiltCluster) =>
  cluster.field('Deployment', 'prod/jazz-v1', 'spec', 'template', 'spec');
const labels = { app: 'jazz', version: 'v1' };

test('what others call has two pods apart from each other, of which one at a time may be taken away', () => {
  const cluster = withJazz('');
  expect(cluster.field('Deployment', 'prod/jazz-v1', 'spec', 'replicas')).toBe(2);
  expect(pod(cluster)).toMatchObject({ topologySpreadConstraints: spreadOver(labels) });
  expect(cluster.field('PodDisruptionBudget', 'prod/jazz-v1', 'spec')).toEqual({
    selector: { matchLabels: labels },
    maxUnavailable: 1,
  });
});

test('what says one replica has no budget, which would stop every drain of its node', () => {
  const cluster = withJazz('replicas: 1');
  expect(cluster.field('Deployment', 'prod/jazz-v1', 'spec', 'replicas')).toBe(1);
  expect(cluster.names('PodDisruptionBudget')).toEqual(['prod/metal-v1', 'prod/metal-v2']);
});

test('a Deployment with a claim has one replica, for a second may never start', () => {
  const cluster = withJazz(
    'volumes: {data: {mountPath: /data, persistentVolumeClaim: {claimName: jazz-data}}}',
  );
  expect(cluster.field('Deployment', 'prod/jazz-v1', 'spec', 'replicas')).toBe(1);
});

test('a worker, which nobody calls, is left as it is', () => {
  const cluster = BuiltCluster.reference('us-west-2-kong-mesh', (text) =>
    text.replace('    canary:', '    services: {counter: {ports: null, versions: {v1: {}}}}\n    canary:'),
  );
  const worker = cluster.field('Deployment', 'prod/counter-v1', 'spec');
  expect(worker).toMatchObject({ replicas: 1 });
  expect(JSON.stringify(worker)).not.toMatch(/topologySpread|preStop/);
});

test('an autoscaler begins with two, unless it says otherwise', () => {
  const of = (autoscaling: string) =>
    withJazz(`autoscaling: ${autoscaling}`).field('HorizontalPodAutoscaler', 'prod/jazz-v1', 'spec');
  expect(of('{maxReplicas: 4}')).toMatchObject({ minReplicas: 2, maxReplicas: 4 });
  expect(of('{minReplicas: 1, maxReplicas: 4}')).toMatchObject({ minReplicas: 1 });
  expect(
    withJazz('autoscaling: {minReplicas: 1, maxReplicas: 4}').names('PodDisruptionBudget'),
  ).not.toContain('prod/jazz-v1');
});

test('a pod that ends takes calls until everybody knows, unless the file says what it does', () => {
  const lifecycle = (fields: string) =>
    JSON.stringify(pod(withJazz(fields))).match(/"lifecycle":\{.*?\}\}\}/)?.[0];
  expect(lifecycle('')).toBe('"lifecycle":{"preStop":{"sleep":{"seconds":10}}}');
  expect(lifecycle('lifecycle: {preStop: {sleep: {seconds: 3}}}')).toContain('"seconds":3');
  expect(lifecycle('lifecycle: {}')).toBeUndefined();
  // The API server refuses a hook that is longer than the pod has to end.
  expect(lifecycle('terminationGracePeriodSeconds: 5')).toBeUndefined();
});

test('constraints of the file win over those of the cluster, and an empty list is none', () => {
  expect(
    pod(
      withJazz(
        'topologySpreadConstraints: [{maxSkew: 2, topologyKey: rack, whenUnsatisfiable: DoNotSchedule}]',
      ),
    ),
  ).toMatchObject({
    topologySpreadConstraints: [
      {
        labelSelector: { matchLabels: labels },
        maxSkew: 2,
        topologyKey: 'rack',
        whenUnsatisfiable: 'DoNotSchedule',
      },
    ],
  });
  for (const cluster of [
    withJazz('topologySpreadConstraints: []'),
    withJazz('', 'production: {spread: none}\n'),
  ])
    expect(pod(cluster)).not.toHaveProperty('topologySpreadConstraints');
});
