import { buildIndex } from '../../../references/reference-index';
import { BuiltCluster } from '../objects';
import { plainGateway, withObservability } from './clusters';

const gateways: readonly (readonly [title: string, reference: string, change: (text: string) => string])[] = [
  ['kic on Kong Mesh', 'us-west-2-kong-mesh', (text) => text],
  ['kic on App Mesh', 'us-west-2-app-mesh', (text) => text],
  ['konnect-kic', 'eu-west-1-kong-mesh', (text) => text],
  ['konnect-operator', 'eu-west-1-kong-mesh', (text) => text.replace(/gateway:\n( .*\n)+/, plainGateway)],
  ['konnect-data-plane', 'ap-southeast-2-data-plane', (text) => text],
];

function cluster(
  reference: string,
  said: string,
  change: (text: string) => string = (text) => text,
): BuiltCluster {
  return BuiltCluster.reference(reference, (text) =>
    withObservability(change(text), `\n  gateway: false\n  prometheus: ${said}\n`),
  );
}

test.each(gateways)(
  'with %s each PodMonitor selects pods that a chart brings, by a port that they have',
  (_title, reference, change) => {
    const { manifests } = cluster(reference, '{labels: {release: prometheus}}', change);
    const index = buildIndex(manifests, { given: ['prometheus-operator', 'aws-load-balancer-controller'] });
    const monitors = manifests.filter(({ kind }) => kind === 'PodMonitor');
    expect(monitors.length).toBeGreaterThan(1);
    for (const monitor of monitors) {
      expect(monitor.metadata.labels).toEqual({ release: 'prometheus' });
      const { name, namespace } = monitor.metadata;
      const lost = index.references(monitor).filter(({ resolution }) => !resolution.found);
      // The namespace of the control plane has no proxies but those of a zone's ends, which the chart brings.
      expect([
        name,
        namespace,
        lost
          .map(({ target }) => target)
          .filter((each) => each.type === 'pods' && each.namespace !== 'kong-mesh-system'),
      ]).toEqual([name, namespace, []]);
    }
  },
);

test('each proxy of the mesh is fetched from once, at its own port, with what tells versions apart', () => {
  const monitor = cluster('us-west-2-kong-mesh', '{}').get('PodMonitor', 'kong-mesh-system/mesh-proxies');
  expect(monitor.spec).toMatchObject({
    namespaceSelector: { matchNames: ['kong', 'kong-mesh-system', 'prod'] },
    podTargetLabels: ['app', 'version'],
    podMetricsEndpoints: [
      {
        relabelings: [
          { action: 'keep', regex: 'kuma-sidecar' },
          { replacement: '$1:5670', targetLabel: '__address__' },
          { replacement: '[$1]:5670', targetLabel: '__address__' },
        ],
      },
    ],
  });
});

test('ServiceMonitors take the place of PodMonitors where there is a Service, and the chart is asked for it', () => {
  const built = cluster('us-west-2-kong-mesh', '{monitors: services}');
  expect(built.names('ServiceMonitor').toSorted()).toEqual([
    'external-secrets/external-secrets',
    'kong-mesh-system/kong-mesh-control-plane',
    'kong/kong-controller',
    'kong/kong-gateway',
  ]);
  expect(built.names('PodMonitor')).toEqual(['kong-mesh-system/mesh-proxies']);
  expect(
    built.field('HelmRelease', 'external-secrets/external-secrets', 'spec', 'values', 'metrics'),
  ).toEqual({ service: { enabled: true } });
  expect(
    cluster('us-west-2-kong-mesh', '{}').field(
      'HelmRelease',
      'external-secrets/external-secrets',
      'spec',
      'values',
      'metrics',
    ),
  ).toBeUndefined();
});

const withMetrics = (text: string) =>
  text.replace('  dj:\n', '  dj:\n    services: {jazz: {metrics: {port: 9100, path: /stats}}}\n');

test("an application's own metrics come by its proxy, which a strict mesh lets Prometheus ask", () => {
  const built = cluster('us-west-2-kong-mesh', '{}', withMetrics);
  expect(built.get('MeshMetric', 'prod/jazz').spec).toEqual({
    targetRef: { kind: 'Dataplane', labels: { app: 'jazz' } },
    default: { applications: [{ name: 'jazz', path: '/stats', port: 9100 }] },
  });
  expect(built.names('PodMonitor')).not.toContain('prod/jazz');
});

test('on App Mesh they come from the application itself', () => {
  const built = cluster('us-west-2-app-mesh', '{}', withMetrics);
  expect(built.field('PodMonitor', 'prod/jazz', 'spec', 'podMetricsEndpoints', 0)).toMatchObject({
    path: '/stats',
    relabelings: [{ regex: 'jazz' }, { replacement: '$1:9100' }, { replacement: '[$1]:9100' }],
  });
});
