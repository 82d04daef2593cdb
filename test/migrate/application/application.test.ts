import { parseAllDocuments } from 'yaml';
import { documentOf } from '../../../migrate/document';
import { leaveAppMesh } from '../../../migrate/leave';
import type { LeaveOptions } from '../../../migrate/options';
import { toYaml } from '../../../output/yaml';
import type { Manifest } from '../../../references/manifest';
import { readKongMesh } from '../../../routing/kong-mesh/read';
import { shop } from '../shop';
import { afterSynth } from './synthesized';

/** The shop with a last route that takes everything, as most routers have. */
const whole = shop.replaceAll('match: { prefix: /price }', 'match: { prefix: / }');
const objectsOf = (text: string) => parseAllDocuments(text).map((document): Manifest => document.toJS());

function convert(text: string, options: LeaveOptions = {}) {
  return leaveAppMesh(
    objectsOf(text).map((object) => documentOf(object)),
    { application: true, ...options },
  );
}

test('a virtual service becomes a service with its virtual nodes as versions, whose workloads are there', () => {
  const { applications, findings, objects, patches } = convert(whole);
  expect(findings).toEqual([]);
  expect(toYaml(applications?.applications.shop)).toBe(`namespace:
  name: shop
  existing: true
labels:
  kuma.io/mesh: shop
services:
  price:
    existing:
      service: price
      serviceAccount: default
    ports:
      http:
        port: 8080
        protocol: http
    versions:
      v2:
        labels:
          app: price
          version: "2"
        weight: 5
      v1:
        labels:
          app: price
          version: "1"
        weight: 95
    routes:
      testers:
        matches:
          - path:
              type: RegularExpression
              value: /price.*
            headers:
              x-tester:
                type: Suffix
                value: .yes
        weights:
          v2: 100
    timeouts:
      request: 15s
    retries:
      attempts: 2
      "on":
        - connection-error
        - stream-error
  front:
    existing:
      service: front
      serviceAccount: front
    ports:
      http:
        port: 8080
        protocol: http
    versions:
      v1:
        labels:
          app: front
    calls:
      - price
`);
  expect(applications?.cluster.file).toMatchObject({
    mesh: { backend: 'kong-mesh', name: 'shop' },
    patches: [{ target: { kind: 'MeshRetry', name: 'price' } }],
    applications: { shop: {} },
  });
  // What the files take for there already is made, and everything else of Kuma is left to synth.
  expect(objects.map(({ manifest: { kind, metadata } }) => `${kind} ${metadata.name}`)).toEqual([
    'ServiceAccount front',
  ]);
  expect(patches.map(({ manifest }) => manifest.kind)).toContain('Deployment');
});

test('synth of the files gives the routes, the retries and the permission that the objects would', () => {
  const input = objectsOf(whole);
  const after = afterSynth(input, convert(whole));
  const find = (kind: string) =>
    after.find((object) => object.kind === kind && object.metadata.name === 'price')?.spec;
  expect(find('MeshRetry')).toMatchObject({
    to: [
      { default: { http: { numRetries: 2, retryOn: ['503', 'ConnectFailure', 'RefusedStream', 'Reset'] } } },
    ],
  });
  expect(find('MeshTrafficPermission')).toMatchObject({
    rules: [
      { default: { allow: [{ spiffeID: { value: 'spiffe://shop.default.mesh.local/ns/shop/sa/front' } }] } },
    ],
  });
  const routing = readKongMesh(after);
  const front = routing.callers.find(({ name }) => name === 'front');
  const ask = (path: string, headers = {}) =>
    front && routing.answer(front, { host: 'price.shop', port: 8080, method: 'GET', path, headers }).shares;
  expect(ask('/other')).toEqual({ 'shop/price-1': 0.95, 'shop/price-2': 0.05 });
  expect(ask('/price', { 'x-tester': 'a.yes' })).toEqual({ 'shop/price-2': 1 });
});

test('the report names the files in the place of objects', () => {
  const { report } = convert(whole);
  const at = (kind: string, object: string, field: string) =>
    report.fields.find((each) => each.kind === kind && each.object === object && each.field === field)?.to;
  expect(at('VirtualRouter', 'shop/price', '/spec/routes/0/httpRoute/match/prefix')).toEqual({
    object: 'applications/shop.yaml',
    field: '/services/price',
  });
  expect(at('Mesh', 'shop', '/metadata/name')).toEqual({ object: 'clusters/shop.yaml', field: '/mesh' });
  expect(report.fields.every(({ to }) => !/^Mesh[A-Z]/.test(to?.object ?? ''))).toBe(true);
  expect(report.requests).toContainEqual(
    expect.objectContaining({ host: '*.amazonaws.com', after: 'refused' }),
  );
});

describe('what no application file can say is refused, at its field', () => {
  it.each<[what: string, text: string, field: string, options?: LeaveOptions]>([
    ['requests that no route takes', shop, 'VirtualRouter shop/price /spec/routes'],
    [
      'everybody may leave the mesh',
      whole.replace(
        'spec: { namespaceSelector:',
        'spec: { egressFilter: { type: ALLOW_ALL }, namespaceSelector:',
      ),
      'Mesh shop /spec/egressFilter/type',
    ],
    [
      'a query',
      whole.replace('prefix: /price,', 'prefix: /price, queryParameters: [{ name: q }],'),
      'VirtualRouter shop/price /spec/routes/0/httpRoute/match/queryParameters',
    ],
    [
      'retries of one route alone',
      whole.replace(
        '        match: { prefix: / }',
        '        retryPolicy: { maxRetries: 3, perRetryTimeout: { unit: s, value: 1 }, httpRetryEvents: [server-error] }\n        match: { prefix: / }',
      ),
      'VirtualRouter shop/price /spec/routes/1/httpRoute/retryPolicy',
    ],
    [
      'a limit of one version alone',
      whole.replace(
        '  listeners: [{ portMapping: { port: 8080, protocol: http } }]\n  serviceDiscovery: { dns: { hostname: price-2',
        '  listeners: [{ portMapping: { port: 8080, protocol: http }, timeout: { http: { perRequest: { unit: s, value: 3 } } } }]\n  serviceDiscovery: { dns: { hostname: price-2',
      ),
      'VirtualNode shop/price-2 /spec/listeners/0/timeout/http/perRequest',
    ],
    [
      'shares that are no percents',
      whole.replace('weight: 95', 'weight: 100').replace('weight: 5 }', 'weight: 1 }'),
      'VirtualRouter shop/price /spec/routes/1/httpRoute/action/weightedTargets',
    ],
    [
      'a caller in plain text',
      whole.replace(
        'spec: { selector: { app: front },',
        'spec: { type: LoadBalancer, selector: { app: front },',
      ),
      'Service shop/front /spec/type',
    ],
    [
      'an access log',
      whole.replace(
        '  backends: [',
        '  logging: { accessLog: { file: { path: /dev/stdout } } }\n  backends: [',
      ),
      'VirtualNode shop/front /spec/logging/accessLog',
    ],
    [
      'a port beside those of the mesh',
      whole.replace(
        'spec: { ports: [{ port: 8080, name: http }] }',
        'spec: { ports: [{ port: 8080, name: http }, { port: 9090, name: admin }] }',
      ),
      'Service shop/price /spec/ports/1/port',
    ],
  ])('%s', (_, text, field, options = {}) => {
    expect(text).not.toBe(whole);
    const { findings } = convert(text, options);
    expect(findings.map((finding) => `${finding.object} ${finding.field}`)).toContain(field);
    for (const finding of findings) expect(finding.mend).toContain('--application');
  });

  it('a limit of one route alone is that of the route, as far as the listeners let it', () => {
    const limited = whole.replace(
      '        match: { prefix: /price, headers',
      '        timeout: { perRequest: { unit: s, value: 3 } }\n        match: { prefix: /price, headers',
    );
    const result = convert(limited);
    expect(result.findings).toEqual([]);
    const price = result.applications?.applications.shop?.services.price;
    expect(price).toMatchObject({
      timeouts: { request: '15s' },
      routes: { testers: { timeouts: { request: '3s' } } },
    });
    const [timeout] = afterSynth(objectsOf(limited), result).filter(({ kind }) => kind === 'MeshTimeout');
    expect(JSON.stringify(timeout?.spec)).toContain('"requestTimeout":"3s"');
    // A route that waits longer than the pods' own Envoy does ends when that one ends it.
    const longer = convert(limited.replace('value: 3', 'value: 30'));
    expect(longer.applications?.applications.shop?.services.price?.routes?.testers?.timeouts).toBeUndefined();
  });

  it('and a way that says the same is taken', () => {
    const shares = whole.replace('weight: 95', 'weight: 98').replace('weight: 5 }', 'weight: 14 }');
    const versions = convert(shares).applications?.applications.shop?.services.price?.versions;
    expect(Object.values(versions ?? {}).map(({ weight }) => weight)).toEqual([1, 7].toSorted());
  });
});
