import { BuiltCluster } from '../objects';
import { plainGateway, withObservability } from './clusters';

const all = `
  collectors:
    adot: {host: adot.telemetry.svc.cluster.local}
  traces: {sampling: 5}
  metrics: {interval: 30s}
  accessLogs: {collector: adot, callers: true}
  prometheus: {}
`;

function mesh(said: string, change: (text: string) => string = (text) => text): BuiltCluster {
  return BuiltCluster.reference('us-west-2-kong-mesh', (text) => withObservability(change(text), said));
}

const system = 'kong-mesh-system';
const backendRef = { kind: 'MeshOpenTelemetryBackend', labels: { 'app.kubernetes.io/name': 'adot' } };

test('a collector is one object, which traces, metrics and access logs name by its label', () => {
  const cluster = mesh(all);
  expect(cluster.get('MeshOpenTelemetryBackend', `${system}/adot`)).toMatchObject({
    metadata: { labels: { 'app.kubernetes.io/name': 'adot', 'kuma.io/origin': 'zone' } },
    spec: { endpoint: { address: 'adot.telemetry.svc.cluster.local', port: 4317 }, protocol: 'grpc' },
  });
  expect(cluster.field('MeshTrace', `${system}/traces`, 'spec', 'default')).toEqual({
    backends: [{ type: 'OpenTelemetry', openTelemetry: { backendRef } }],
    sampling: { overall: 100, client: 5, random: 5 },
  });
  expect(cluster.field('MeshMetric', `${system}/metrics`, 'spec', 'default', 'backends')).toEqual([
    { type: 'Prometheus', prometheus: { port: 5670, path: '/metrics', tls: { mode: 'Disabled' } } },
    { type: 'OpenTelemetry', openTelemetry: { backendRef, refreshInterval: '30s' } },
  ]);
  for (const path of [
    ['access-log', 'rules'],
    ['access-log-callers', 'to'],
  ] as const) {
    expect(
      cluster.field('MeshAccessLog', `${system}/${path[0]}`, 'spec', path[1], 0, 'default', 'backends', 0),
    ).toMatchObject({ type: 'OpenTelemetry', openTelemetry: { backendRef } });
  }
});

test('what a collector gets of a call has a text of ours, for the one of Kuma has the path with its query', () => {
  const openTelemetry = mesh(all).field(
    ...(['MeshAccessLog', `${system}/access-log`, 'spec', 'rules', 0, 'default', 'backends', 0] as const),
    'openTelemetry',
  );
  expect(openTelemetry).toMatchObject({
    body: { stringValue: '%REQ(:METHOD)% %REQ(:AUTHORITY)% %RESPONSE_CODE%' },
    attributes: expect.arrayContaining([
      { key: 'source', value: '%DOWNSTREAM_PEER_URI_SAN%' },
      { key: 'request', value: '%REQ(X-REQUEST-ID)%' },
    ]),
  });
  expect(JSON.stringify(openTelemetry)).not.toMatch(/PATH/);
});

test('before 2.14 there is no object of a collector, and each policy has its address', () => {
  const cluster = mesh(all, (text) =>
    text.replace('backend: kong-mesh', 'backend: kong-mesh\n  profile: "2.13"'),
  );
  expect(cluster.names('MeshOpenTelemetryBackend')).toEqual([]);
  expect(
    cluster.field('MeshTrace', `${system}/traces`, 'spec', 'default', 'backends', 0, 'openTelemetry'),
  ).toEqual({ endpoint: 'adot.telemetry.svc.cluster.local:4317' });
});

test('access logs without a collector are JSON on the output of the proxy, with no query and no secret header', () => {
  const cluster = mesh('\n  accessLogs: {}\n');
  expect(cluster.names('MeshAccessLog')).toEqual([`${system}/access-log`]);
  const file = cluster.field(
    ...([
      'MeshAccessLog',
      `${system}/access-log`,
      'spec',
      'rules',
      0,
      'default',
      'backends',
      0,
      'file',
    ] as const),
  );
  expect(file).toMatchObject({ path: '/dev/stdout', format: { type: 'Json' } });
  expect(JSON.stringify(file)).not.toMatch(/:PATH|AUTHORIZATION|COOKIE|APIKEY/i);
});

test('the gateway gets the way out of the mesh that its traces need, and the settings to make them', () => {
  const cluster = mesh(all);
  expect(cluster.field('MeshPassthrough', 'kong/kong', 'spec', 'default', 'appendMatch')).toEqual([
    { type: 'Domain', value: 'adot.telemetry.svc.cluster.local', port: 4318, protocol: 'http' },
  ]);
  expect(cluster.field('HelmRelease', 'kong/kong', 'spec', 'values', 'gateway', 'env')).toMatchObject({
    tracing_instrumentations: 'all',
    tracing_sampling_rate: '0.05',
  });
  expect(cluster.get('KongClusterPlugin', 'opentelemetry')).toMatchObject({
    metadata: { labels: { global: 'true' }, annotations: { 'kubernetes.io/ingress.class': 'kong' } },
    config: {
      traces_endpoint: 'http://adot.telemetry.svc.cluster.local:4318/v1/traces',
      sampling_rate: 0.05,
      propagation: { extract: ['w3c', 'b3', 'aws'], inject: ['w3c'], default_format: 'w3c' },
    },
  });
});

test('where Konnect configures the gateway no plugin is written, and its pods can make traces all the same', () => {
  const operator = BuiltCluster.reference('eu-west-1-kong-mesh', (text) =>
    withObservability(text.replace(/gateway:\n( .*\n)+/, plainGateway), `${all}  gateway: false\n`),
  );
  expect(operator.names('KongClusterPlugin')).toEqual([]);
  const path = ['spec', 'dataPlaneOptions', 'deployment', 'podTemplateSpec', 'spec', 'containers', 0, 'env'];
  expect(operator.field('GatewayConfiguration', 'kong/kong', ...path)).toEqual(
    expect.arrayContaining([{ name: 'KONG_TRACING_INSTRUMENTATIONS', value: 'all' }]),
  );
});
