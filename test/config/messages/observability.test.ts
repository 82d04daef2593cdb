import { edge, said, zone } from '../bad-files';

function saidOf(observability: string, text: string, given = 'prometheus-operator, '): string {
  return said({
    name: 'clusters/one.yaml',
    text: text.replace(/^given: \[/m, `observability: ${observability}\ngiven: [${given}`),
  });
}
const adot = 'collectors: {adot: {host: adot.telemetry.svc.cluster.local}}';

test('a signal without a collector, with one that is not there, or with a choice of two is refused', () => {
  expect(saidOf('{traces: {}}', zone)).toContain('observability.traces: nobody to send it to');
  expect(saidOf(`{${adot}, metrics: {collector: adto}}`, zone)).toContain(
    'observability.metrics.collector: a collector that is not there',
  );
  const two = 'collectors: {a: {host: a.example.com}, b: {host: b.example.com}}';
  expect(saidOf(`{${two}, traces: {}}`, zone)).toContain('several collectors, and none is named');
  expect(saidOf(`{${two}, traces: {collector: a}, accessLogs: {}}`, zone)).toBe('');
});

test('what only Kong Mesh tells of itself is refused without it, and everything of a collector on App Mesh', () => {
  expect(saidOf(`{${adot}, accessLogs: {}}`, edge)).toContain(
    'observability.accessLogs: what this mesh cannot tell',
  );
  const appMesh = zone.replace(/mesh:\n( .*\n)+/, 'mesh: {backend: app-mesh, name: dj}\n');
  expect(saidOf(`{${adot}, traces: {}}`, appMesh)).toContain('App Mesh has an X-Ray daemon');
});

test('plugins that Konnect would never run are refused until the file says that Konnect has them', () => {
  const operator = zone.replace(
    /gateway:\n( .*\n)+/,
    'gateway: {mode: konnect-operator, version: "3.14", konnect: {region: eu, tokenSecret: a/b}}\n',
  );
  expect(saidOf('{prometheus: {}}', operator)).toContain(
    'observability.gateway: plugins that would never run',
  );
  expect(saidOf('{prometheus: {}, gateway: false}', operator)).not.toContain('observability');
});

test('a second plugin of a type at the whole gateway is refused, and one that an application names is not', () => {
  const own = (global: boolean) =>
    zone.replace(
      '  version: "3.10"',
      `  version: "3.10"\n  plugins: {own: {plugin: prometheus, global: ${global}}}`,
    );
  expect(saidOf('{prometheus: {}}', own(true))).toContain('a second prometheus of the whole gateway');
  expect(saidOf('{prometheus: {}}', own(false))).toBe('');
});

test("monitors need Prometheus' operator among what is given, and a dashboard needs what it shows", () => {
  expect(saidOf('{prometheus: {}}', zone, '')).toContain('prometheus-operator among given');
  expect(saidOf('{dashboard: {}}', zone)).toContain('a dashboard of metrics that nobody fetches');
});
