import { BuiltCluster } from './objects';
import { spreadOver } from './spread';

const gatewayLabels = { 'app.kubernetes.io/instance': 'kong', 'app.kubernetes.io/name': 'gateway' };

function clusterWith(name: string, production: string, gateway = ''): BuiltCluster {
  return BuiltCluster.reference(name, (text) =>
    `${text}${production}`.replace('  version: "3.10"\n', `  version: "3.10"\n${gateway}`),
  );
}

function gatewayOf(cluster: BuiltCluster): unknown {
  return cluster.field('HelmRelease', 'kong/kong', 'spec', 'values', 'gateway');
}

test('the gateway and its controller lie in different zones and on different nodes where there is room', () => {
  const values = clusterWith('us-west-2-kong-mesh', '').field('HelmRelease', 'kong/kong', 'spec', 'values');
  expect(values).toMatchObject({
    gateway: { replicaCount: 2, topologySpreadConstraints: spreadOver(gatewayLabels) },
    controller: {
      replicaCount: 2,
      topologySpreadConstraints: spreadOver({ ...gatewayLabels, 'app.kubernetes.io/name': 'controller' }),
    },
  });
});

test.each([
  ['require', 'DoNotSchedule'],
  ['prefer', 'ScheduleAnyway'],
])('spread: %s says %s of every workload that is installed', (spread, said) => {
  const cluster = clusterWith('us-west-2-app-mesh', `production: {spread: ${spread}}\n`);
  const text = JSON.stringify(cluster.manifests);
  expect([...new Set(text.match(/DoNotSchedule|ScheduleAnyway/g))]).toEqual([said]);
});

test('spread: none leaves it to the scheduler', () => {
  const cluster = clusterWith('us-west-2-app-mesh', 'production: {spread: none}\n');
  expect(JSON.stringify(cluster.manifests)).not.toMatch(/topologySpreadConstraints|podAntiAffinity/);
});

test('a pod of the gateway takes calls for as long as the load balancer sends some, then ends those that it has', () => {
  expect(gatewayOf(clusterWith('us-west-2-kong-mesh', 'production: {drainSeconds: 100}\n'))).toMatchObject({
    lifecycle: { preStop: { exec: { command: ['kong', 'quit', '--wait=100', '--timeout=25'] } } },
    terminationGracePeriodSeconds: 130,
    proxy: {
      annotations: {
        'service.beta.kubernetes.io/aws-load-balancer-target-group-attributes':
          'preserve_client_ip.enabled=true,deregistration_delay.timeout_seconds=100',
      },
    },
  });
});

test('a gateway that answers late is taken out of the load balancer long before it is started again', () => {
  expect(gatewayOf(clusterWith('us-west-2-kong-mesh', ''))).toMatchObject({
    livenessProbe: { timeoutSeconds: 10, failureThreshold: 6 },
  });
});

test('priority classes are those of the file, and none without', () => {
  const cluster = clusterWith(
    'us-west-2-kong-mesh',
    'production: {priorityClasses: {gateway: edge, controlPlane: system-cluster-critical}}\n',
  );
  expect(cluster.field('HelmRelease', 'kong/kong', 'spec', 'values')).toMatchObject({
    gateway: { priorityClassName: 'edge' },
    controller: { priorityClassName: 'edge' },
  });
  expect(
    cluster.field('HelmRelease', 'kong-mesh-system/kong-mesh', 'spec', 'values', 'kuma', 'controlPlane'),
  ).toMatchObject({ priorityClassName: 'system-cluster-critical' });
  expect(JSON.stringify(clusterWith('us-west-2-kong-mesh', '').manifests)).not.toContain('priorityClassName');
});

test('the gateway has as many replicas as its load asks for, and never fewer than it has without', () => {
  const values = gatewayOf(
    clusterWith('us-west-2-kong-mesh', '', '  autoscaling: {maxReplicas: 9, cpu: 60}\n'),
  );
  expect(values).toMatchObject({
    autoscaling: {
      enabled: true,
      minReplicas: 2,
      maxReplicas: 9,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } },
        },
      ],
    },
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
  });
});
