import { maxFileBytes } from '../../config/limits';
import { parseClusters } from '../../config/parse';
import { applicationFiles } from '../mesh/clusters';
import { edge, edited, said, unindented, zone } from './bad-files';

test('two files of one name are refused', () => {
  expect(said({ name: 'clusters/a.yaml', text: edge }, { name: 'clusters/a.yml', text: edge })).toBe(
    unindented(`
      error: two clusters with one name
       --> clusters/a.yml:1:1
        |
      1 | aws:
        | ^
        = found:    a, which is the cluster of clusters/a.yaml too
        = expected: one file for a cluster
        = mend:     rename or remove one of the two files
`),
  );
});

test('two clusters with one zone of one control plane are refused, whatever else is wrong with them', () => {
  const other = edited(zone, { from: 'engine: argo-cd', to: 'engine: argocd' });
  expect(said({ name: 'clusters/a.yaml', text: zone }, { name: 'clusters/b.yaml', text: other })).toBe(
    unindented(`
      error: delivery.engine: unknown value
       --> clusters/b.yaml:7:11
        |
      7 |   engine: argocd
        |           ^^^^^^
        = found:    argocd
        = expected: one of flux, argo-cd
        = mend:     write argo-cd

      error: mesh.konnect.zone: two clusters with one zone
        --> clusters/b.yaml:15:11
         |
      15 |     zone: eu-west-1
         |           ^^^^^^^^^
         = found:    eu-west-1, which is the zone of clusters/a.yaml too
         = expected: a zone of its own for every cluster of a control plane
         = mend:     give this cluster another zone and its token
`),
  );
});

test('zones of one name in two control planes are two zones', () => {
  const other = edited(zone, { from: '5f3c1d0a-', to: '6f3c1d0a-' });
  expect(said({ name: 'a.yaml', text: zone }, { name: 'b.yaml', text: other })).toBe('');
});

test.each([
  'clusters/Edge.yaml',
  'clusters/edge_1.yaml',
  'clusters/.yaml',
  `clusters/${'a'.repeat(64)}.yaml`,
])('the file name %s is not the name of a cluster', (name) => {
  expect(said({ name, text: edge })).toContain('error: a file name that is not a cluster name\n');
});

test('a file name that is no cluster name is said with everything else', () => {
  expect(
    said({ name: 'clusters/Edge.yaml', text: edited(edge, { from: 'mode: kic', to: 'mode: [kic' }) }),
  ).toBe(
    unindented(`
      error: a file name that is not a cluster name
       --> clusters/Edge.yaml:1:1
        |
      1 | aws:
        | ^
        = found:    Edge
        = expected: a DNS label (RFC 1123): a-z, 0-9 and -, at most 63 characters, then .yaml
        = mend:     rename the file

      error: not valid YAML
        --> clusters/Edge.yaml:11:3
         |
      11 |   version: "3.10"
         |   ^
         = found:    version: "3.10"
         = expected: valid YAML 1.2; the parser says: Flow sequence in block collection must be sufficiently indented and end with a ]
         = mend:     close the bracket with ]
`),
  );
});

test.each(['', '\n\n', '# only a comment\n', '---\n'])('a file with nothing in it is refused: %j', (text) => {
  expect(said({ name: 'clusters/a.yaml', text })).toContain('empty file');
});

test.each(['text', '42', '[]', 'null', '~'])('a file that is no map is refused: %s', (text) => {
  expect(said({ name: 'clusters/a.yaml', text })).toContain('expected: a map with aws, delivery, gateway\n');
});

test('all problems of all files come at once, in the order of their places', () => {
  const first = edited(edge, { from: 'engine: flux', to: 'engine: flox' });
  const second = edited(edited(zone, { from: 'backend: kong-mesh', to: 'backend: kong' }), {
    from: 'region: eu-west-1',
    to: 'region: eu',
  });
  const parsed = parseClusters(
    [
      { name: 'b.yaml', text: second },
      { name: 'a.yaml', text: first },
    ],
    applicationFiles(),
  );
  expect(
    'problems' in parsed ? parsed.problems.map((each) => `${each.file}:${each.line} ${each.path}`) : [],
  ).toEqual(['a.yaml:7 delivery.engine', 'b.yaml:2 aws.region', 'b.yaml:10 mesh.backend']);
});

test('clusters come in the order of their files, with every default filled in', () => {
  const parsed = parseClusters(
    [
      { name: 'clusters/b.yaml', text: edge },
      { name: 'clusters/a.yml', text: zone },
    ],
    applicationFiles(),
  );
  expect(parsed).toMatchObject({ clusters: [{ name: 'b' }, { name: 'a' }], notices: [] });
  expect('clusters' in parsed ? parsed.clusters[0] : undefined).toEqual({
    name: 'b',
    values: {},
    versions: { charts: {}, images: {}, mirrorPrefixes: {} },
    aws: {
      region: 'us-west-2',
      account: '123456789012',
      eksCluster: 'edge',
      oidcIssuer: 'https://oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128',
    },
    delivery: {
      engine: 'flux',
      repository: 'https://github.com/example/platform',
      revision: 'main',
      path: 'dist',
    },
    gateway: {
      mode: 'kic',
      version: '3.10',
      replicas: 2,
      loadBalancer: { scheme: 'internet-facing', clientAddress: 'preserve', annotations: {} },
      egress: [],
      tls: { minimumVersion: '1.2' },
      plugins: {},
      routes: 'ingress',
      gateways: 'cluster',
      license: { secret: 'kong/license' },
    },
    production: {
      spread: 'prefer',
      priorityClasses: {},
      drainSeconds: 30,
      podSecurity: 'enforce',
      networkPolicies: false,
    },
    given: ['aws-load-balancer-controller'],
    helm: {},
    patches: [],
    absent: [],
    applications: {},
  });
});

test('an alias gives values of its own, so that a change of one leaves the other', () => {
  const text = edited(edge, {
    to: 'helm:\n  kong: {values: {a: &a {x: [1]}, b: *a}}\n',
  });
  const parsed = parseClusters([{ name: 'a.yaml', text }], applicationFiles());
  const values = 'clusters' in parsed ? parsed.clusters[0]?.helm.kong?.values : undefined;
  expect(values).toEqual({ a: { x: [1] }, b: { x: [1] } });
  expect(values?.a).not.toBe(values?.b);
});

test('line ends of Windows and a byte order mark change nothing', () => {
  expect(said({ name: 'a.yaml', text: `\ufeff${edge.replaceAll('\n', '\r\n')}` })).toBe('');
});

test('a file of 1 MiB is read, and one with a byte more is refused before it is parsed', () => {
  const padded = `${edge}#${'x'.repeat(maxFileBytes - edge.length - 2)}\n`;
  expect(Buffer.byteLength(padded)).toBe(1024 * 1024);
  expect(said({ name: 'a.yaml', text: padded })).toBe('');
  // What would be wrong with it if it were parsed is not said.
  expect(said({ name: 'a.yaml', text: `${padded}]` })).toBe(
    unindented(`
      error: file too large
      --> a.yaml
       = found:    1048577 bytes
       = expected: at most 1048576 bytes; a cluster file has about 50 lines
       = mend:     check that this is a cluster file
`),
  );
});

test('a misspelled mode or backend does not hide what is wrong beside it', () => {
  const text = [
    { from: 'backend: kong-mesh', to: 'backend: kongmesh\n  replicas: 0' },
    { from: '  controlPlane: konnect\n', to: '' },
    { from: 'mode: konnect-kic', to: 'mode: konect-kic\n  licence: {}' },
    { from: '7d1e4a90c3.eu', to: '7d1e4a90c3.us' },
  ].reduce(edited, zone);
  const parsed = parseClusters([{ name: 'a.yaml', text }], applicationFiles());
  expect(
    'problems' in parsed ? parsed.problems.map(({ path, message }) => `${path}: ${message}`) : [],
  ).toEqual([
    'mesh.license: a Kong Mesh control plane without a licence',
    'mesh.backend: unknown value',
    'mesh.replicas: too small',
    'mesh.konnect: a Konnect zone without a Konnect control plane',
    'gateway.mode: unknown value',
    'gateway.licence: unknown key',
    'gateway.konnect.telemetryEndpoint: an endpoint of another Konnect region',
  ]);
});
