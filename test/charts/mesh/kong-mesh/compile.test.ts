import { App, Chart } from 'cdk8s';
import { gatewayMember } from '../../../../charts/gateway/names';
import { compileToKongMesh } from '../../../../charts/mesh/kong-mesh/compile';
import { partsOf } from '../../../../charts/part';
import { GraphError } from '../../../../config/graph/graph-error';
import { kongMeshConfig, kongMeshObjects, objectsIn } from '../../../mesh/compile-pair';
import { oneService } from '../graph';

const id = (namespace: string, account: string) => ({
  spiffeID: { type: 'Exact', value: `spiffe://dj-app.default.mesh.local/ns/${namespace}/sa/${account}` },
});

function specs(kind: string, ...graph: Parameters<typeof oneService>): unknown[] {
  return kongMeshObjects(oneService(...graph))
    .filter((object) => object.kind === kind)
    .map(({ spec }) => spec);
}

test('who may call a service is named exactly: the gateway, and each version of each caller', () => {
  const [shop] = oneService().services;
  const [till] = oneService({ name: 'till', calls: ['shop'] }).services;
  const services = [shop, till].flatMap((service) => service ?? []);
  expect(specs('MeshTrafficPermission', {}, { services, entry: ['shop'] })).toEqual([
    {
      targetRef: { kind: 'Dataplane', labels: { app: 'shop' } },
      rules: [
        { default: { allow: [id('kong', 'kong-gateway'), id('prod', 'till-v1'), id('prod', 'till-v2')] } },
      ],
    },
    expect.objectContaining({ targetRef: { kind: 'Dataplane', labels: { app: 'till' } } }),
  ]);
});

test('that nobody may call a service is said, for mutual TLS refuses every call anyway', () => {
  const everybody = { spiffeID: { type: 'Prefix', value: 'spiffe://dj-app.default.mesh.local' } };
  expect(specs('MeshTrafficPermission')).toEqual([
    {
      targetRef: { kind: 'Dataplane', labels: { app: 'shop' } },
      rules: [{ default: { deny: [everybody] } }],
    },
  ]);
});

test('the ways out of a service are the hosts that it calls, each by its own protocol', () => {
  const external = [
    { name: 'bank', host: 'api.bank.example.com', port: 8443, protocol: 'tls' },
    { name: 'mail', host: 'mail.example.com', port: 80, protocol: 'http' },
    { name: 'news', host: 'news.example.com', port: 81, protocol: 'http2' },
    { name: 'rates', host: 'rates.example.com', port: 82, protocol: 'grpc' },
    { name: 'nobody', host: 'nobody.example.com', port: 443, protocol: 'tls' },
  ] as const;
  expect(specs('MeshPassthrough', { calls: ['bank', 'mail', 'news', 'rates'] }, { external })).toEqual([
    {
      targetRef: { kind: 'Dataplane', labels: { app: 'shop' } },
      default: {
        passthroughMode: 'Matched',
        appendMatch: [
          { type: 'Domain', value: 'api.bank.example.com', port: 8443, protocol: 'tls' },
          { type: 'Domain', value: 'mail.example.com', port: 80, protocol: 'http' },
          { type: 'Domain', value: 'news.example.com', port: 81, protocol: 'http2' },
          { type: 'Domain', value: 'rates.example.com', port: 82, protocol: 'grpc' },
        ],
      },
    },
  ]);
  expect(specs('MeshPassthrough', {}, { external })).toEqual([]);
});

describe('a host that nothing but its name tells', () => {
  const external = [{ name: 'vault', host: 'vault.example.com', port: 5432, protocol: 'tcp' }] as const;
  const objects = (egress: boolean, calls: readonly string[]) =>
    objectsIn((chart) =>
      compileToKongMesh(
        partsOf(chart),
        { ...kongMeshConfig(), zoneEgress: egress },
        gatewayMember,
        oneService({ calls }, { external }),
      ),
    ).filter(({ metadata }) => metadata.namespace === 'kong-mesh-system');

  it('is reached through the egress by the exact identities of its callers', () => {
    const metadata = {
      name: 'prod-vault',
      namespace: 'kong-mesh-system',
      labels: { 'kuma.io/mesh': 'dj-app', 'kuma.io/origin': 'zone' },
    };
    const caller = (version: string) => ({
      spiffeID: { type: 'Exact', value: `spiffe://dj-app.default.mesh.local/ns/prod/sa/shop-${version}` },
      sni: { type: 'Exact', value: 'sni.extsvc.dj-app.default.kong-mesh-system.prod-vault.5432' },
    });
    expect(objects(true, ['vault'])).toEqual([
      {
        apiVersion: 'kuma.io/v1alpha1',
        kind: 'MeshExternalService',
        metadata,
        spec: {
          match: { type: 'HostnameGenerator', port: 5432, protocol: 'tcp' },
          endpoints: [{ address: 'vault.example.com', port: 5432 }],
        },
      },
      {
        apiVersion: 'kuma.io/v1alpha1',
        kind: 'MeshTrafficPermission',
        metadata,
        spec: {
          targetRef: { kind: 'Dataplane', labels: { 'kuma.io/listener-zoneegress': 'enabled' } },
          rules: [{ default: { allow: [caller('v1'), caller('v2')] } }],
        },
      },
    ]);
  });

  it('is not there where nobody calls it', () => {
    expect(objects(true, [])).toEqual([]);
  });

  it('is refused where the zone has no egress', () => {
    expect(() => objects(false, ['vault'])).toThrow("or the zone's egress");
  });
});

test.each(['http', 'http2', 'grpc', 'tcp'] as const)('every port of %s says so to Kuma', (protocol) => {
  const ports = [{ name: protocol, port: 8080, targetPort: 8080, protocol: 'TCP', appProtocol: protocol }];
  expect(specs('Service', { protocol })).toEqual([
    { ports, selector: { app: 'shop' } },
    { ports, selector: { app: 'shop', version: 'v1' } },
    { ports, selector: { app: 'shop', version: 'v2' } },
  ]);
});

test('the policies carry the mesh as a label, in the namespace of the application', () => {
  const graph = oneService({ timeouts: { idleMilliseconds: 1 } }, { entry: ['shop'] });
  const policies = kongMeshObjects(graph).filter(
    ({ kind, metadata }) => kind.startsWith('Mesh') && metadata.namespace === 'prod',
  );
  expect(policies.map(({ kind }) => kind)).toEqual(['MeshHTTPRoute', 'MeshTimeout', 'MeshTrafficPermission']);
  for (const { metadata } of policies) {
    expect(metadata).toEqual({ name: 'shop', namespace: 'prod', labels: { 'kuma.io/mesh': 'dj-app' } });
  }
});

test('nothing is built of a graph that is wrong', () => {
  const chart = new Chart(new App(), 'test');
  const graph = oneService({ calls: ['till'] });
  expect(() => compileToKongMesh(partsOf(chart), kongMeshConfig(), gatewayMember, graph)).toThrow(GraphError);
  expect(chart.node.children).toEqual([]);
});
