import type { Manifest } from '../../references/manifest';
import { leaves } from '../mesh/mapping-table';
import { BuiltCluster } from './objects';
import { shutContainer, shutPod, spreadOver, zoneProxy } from './spread';

/**
 * Since which version Kuma has what Meshwright writes for it, where that is newer than 2.9. Sources: kumahq/kuma
 * UPGRADE.md and releases, Kong/kuma-migrator docs/policies and docs/topics (timelines).
 */
const since: readonly (readonly [kind: string, path: RegExp, version: string])[] = [
  ['MeshCircuitBreaker', /^spec\.rules/, '2.10'],
  ['MeshTimeout', /^spec\.rules/, '2.10'],
  ['MeshIdentity', /^spec/, '2.12'],
  ['MeshTrafficPermission', /^spec\.rules.*\.spiffeID/, '2.12'],
  ['MeshTrafficPermission', /^spec\.rules.*\.sni/, '2.14'],
  ['MeshFaultInjection', /^spec\.rules/, '2.13'],
  ['MeshIdentity', /^spec\.provider\.extension/, '2.14'],
  ['MeshOpenTelemetryBackend', /./, '2.14'],
  ['MeshZoneAddress', /./, '2.14'],
];

/** Removed or of no effect with MeshIdentity: what 2.13 still has must not be used instead. */
const never = [/^spec\.mtls/, /^spec\.from/];

function cluster(profile: string): BuiltCluster {
  return BuiltCluster.reference('eu-west-1-kong-mesh', (text) =>
    text.replace('profile: "2.14"', `profile: "${profile}"`),
  );
}

function bookshop(profile: string): readonly Manifest[] {
  const path = '../../clusters/bookshop-kong-mesh';
  return BuiltCluster.reference(path, (text) =>
    text.replace('backend: kong-mesh', `backend: kong-mesh\n  profile: "${profile}"`),
  ).manifests;
}

function newerThan(version: string, profile: string): boolean {
  return Number(version.split('.')[1]) > Number(profile.split('.')[1]);
}

describe.each(['2.13', '2.14'])('profile %s', (profile) => {
  const objects = [...cluster(profile).manifests, ...bookshop(profile)].filter(({ apiVersion }) =>
    apiVersion.startsWith('kuma.io/'),
  );

  test('writes no kind and no field that this version has not', () => {
    const written = leaves(objects);
    const newer = since.filter(([, , version]) => newerThan(version, profile));
    const found = written.filter(({ kind, path }) =>
      newer.some(([newKind, newPath]) => kind === newKind && newPath.test(path)),
    );
    expect(found).toEqual([]);
    expect(written.length).toBeGreaterThan(100);
  });

  test('takes identities from a MeshIdentity and permissions from rules', () => {
    expect(leaves(objects).filter(({ path }) => never.some((old) => old.test(path)))).toEqual([]);
    expect(objects.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['MeshIdentity', 'MeshTrafficPermission']),
    );
  });
});

test('both profiles write the same objects of the mesh', () => {
  const own = (profile: string) =>
    bookshop(profile).filter(({ apiVersion }) => apiVersion.startsWith('kuma.io/'));
  expect(own('2.13')).toEqual(own('2.14'));
});

test('2.13 has its proxies between zones for the whole zone, 2.14 for each mesh', () => {
  const zoneWide = (role: string) => ({
    enabled: true,
    replicas: 2,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    podSecurityContext: { ...shutPod, runAsUser: 5678, runAsGroup: 5678 },
    containerSecurityContext: shutContainer,
    topologySpreadConstraints: spreadOver({ app: `kong-mesh-${role}` }),
  });
  const source = (profile: string, ...path: string[]) =>
    cluster(profile).field('Application', 'argocd/kong-mesh', 'spec', 'source', ...path);
  const values = (profile: string, key: string) => source(profile, 'helm', 'valuesObject', 'kuma', key);
  expect(source('2.13', 'targetRevision')).toBe('2.13.2');
  expect(source('2.14', 'targetRevision')).toBe('2.14.3');
  expect([values('2.13', 'ingress'), values('2.13', 'egress'), values('2.13', 'meshes')]).toEqual([
    zoneWide('ingress'),
    zoneWide('egress'),
    undefined,
  ]);
  expect([values('2.14', 'ingress'), values('2.14', 'egress'), values('2.14', 'meshes')]).toEqual([
    undefined,
    undefined,
    [{ name: 'default', ingress: zoneProxy('ingress'), egress: zoneProxy('egress') }],
  ]);
});
