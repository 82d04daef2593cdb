import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterObjects } from '../../../charts/cluster';
import { parseClusters } from '../../../config/parse';
import { compile } from '../../../main';
import { at } from '../../charts/objects';
import { zoneProxy } from '../../charts/spread';

const folder = join(__dirname, '../../cluster/ways-out');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

/** The lane's own application and cluster, changed. */
function parsed(change: (cluster: string) => string, also: readonly { name: string; text: string }[] = []) {
  return parseClusters(
    [{ name: 'clusters/one.yaml', text: change(read('ledger-cluster.yaml')) }],
    [{ name: 'applications/ledger.yaml', text: read('applications/ledger.yaml') }, ...also],
  );
}

function said(change: (cluster: string) => string, also: readonly { name: string; text: string }[] = []) {
  const result = parsed(change, also);
  return ('problems' in result ? result.problems : result.notices)
    .filter(({ file }) => file.startsWith('applications/'))
    .map(
      ({ severity, path, message, found, expected, mend }) =>
        `${severity} ${path}: ${message}; ${found}; ${expected}; ${mend}`,
    );
}

test('the name by which a host is called through the egress is stated', () => {
  expect(said((text) => text)).toEqual([
    'notice external.vault: a host that is called by another name; vault.localhost; its callers to connect to ledger-vault.extsvc.mesh.local:15432, the name that the egress of the zone gives it; write that name where they read it, such as in env; or add cidr, and nothing changes for them',
  ]);
});

test('without an egress both ways out are named, and with one that lets everybody out too', () => {
  expect(said((text) => text.replace('  zoneEgress: true\n', ''))).toEqual([
    expect.stringMatching(
      /^error external\.vault\.protocol: .*add cidr: .*; or write zoneEgress: true under mesh/,
    ),
  ]);
  expect(said((text) => text.replace('zoneEgress: true', 'zoneEgress: true\n  profile: "2.13"'))).toEqual([
    expect.stringMatching(/^error external\.vault\.protocol: .*add cidr: .*; or write profile: "2.14"/),
  ]);
});

test('a zone of Konnect has an egress where its file says nothing of it', () => {
  const konnect = `controlPlane: konnect
  konnect:
    region: eu
    controlPlaneId: 6f1f1b1e-6f5c-4d0c-9e5e-2f0a3f1f7c11
    zone: eu-1
    tokenSecret: kong/token`;
  expect(said((text) => text.replace('zoneEgress: true', konnect))).toEqual([
    expect.stringMatching(/^notice external\.vault: a host that is called by another name/),
  ]);
});

test('two applications do not share the name that the egress knows a host by', () => {
  const other = `
namespace: ledger-vault
image: example.com/other:1.0.0
services: { reader: { calls: [db] } }
external: { db: { host: db.example.com, port: 5432, protocol: tcp } }
`;
  const twice = other.replace('namespace: ledger-vault', 'namespace: ledger').replaceAll('db', 'vault');
  const run = (text: string) => text.replace('ledger: {}', 'ledger: {}\n  other: {}');
  expect(said(run, [{ name: 'applications/other.yaml', text: other }])).toHaveLength(2);
  expect(said(run, [{ name: 'applications/other.yaml', text: twice }])).toContainEqual(
    expect.stringMatching(
      /^error external\.vault: a name that is taken; ledger-vault; .*applications\/ledger\.yaml:9/,
    ),
  );
  const long = other.replaceAll('db', 'd'.repeat(60));
  expect(said(run, [{ name: 'applications/other.yaml', text: long }])).toContainEqual(
    expect.stringMatching(/^error external\.d+: a name that is too long; .*these are 73/),
  );
});

test('it goes the whole path without a finding, with an egress of two pods', () => {
  const result = parsed((text) => text);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  const [config] = result.clusters;
  if (config === undefined) throw new Error('no cluster');
  const { diagnostics, files } = compile(config);
  const objects = clusterObjects(config).objects.map(({ manifest }) => manifest);
  expect(diagnostics).toEqual([]);
  const release = objects.find(
    ({ kind, metadata }) => kind === 'HelmRelease' && metadata.name === 'kong-mesh',
  );
  expect(at(release?.spec, ['values', 'kuma', 'meshes'])).toEqual([
    {
      name: 'default',
      ingress: { enabled: false },
      egress: zoneProxy('egress'),
    },
  ]);
  expect(files.get('TOPOLOGY.md')).toContain('vault.localhost:15432');
});
