import { parseAllDocuments } from 'yaml';
import { documentOf } from '../../migrate/document';
import { leaveAppMesh } from '../../migrate/leave';
import type { LeaveOptions } from '../../migrate/options';
import type { Manifest } from '../../references/manifest';
import { type Sides, sidesOf } from './routing/compare-sides';
import { shop } from './shop';

/** The shop behind a virtual gateway. */
const published = `${shop}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualGateway
metadata: { name: door, namespace: shop }
spec:
  namespaceSelector: { matchLabels: { mesh: shop } }
  podSelector: { matchLabels: { app: door } }
  listeners: [{ portMapping: { port: 8088, protocol: http } }]
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: GatewayRoute
metadata: { name: price, namespace: shop }
spec:
  httpRoute:
    match: { prefix: /price, hostname: { exact: shop.example.com } }
    action: { target: { virtualService: { virtualServiceRef: { name: price } } } }
`;
const objectsOf = (text: string) => parseAllDocuments(text).map((document): Manifest => document.toJS());
const convert = (options: LeaveOptions, text = shop) =>
  leaveAppMesh(
    objectsOf(text).map((object) => documentOf(object)),
    options,
  );
const kinds = (result: ReturnType<typeof convert>) => result.objects.map(({ manifest }) => manifest.kind);

/** What answers a call of the front on Kong Mesh. */
function answered({ kongMesh }: Sides, path: string) {
  const front = kongMesh.callers.find(({ name }) => name === 'front');
  if (front === undefined) throw new Error('no front');
  const request = { host: 'price.shop.svc.cluster.local', port: 8080, path, method: 'GET', headers: {} };
  return kongMesh.answer(front, request).shares;
}
const split = { 'shop/price-1': 0.95, 'shop/price-2': 0.05 };

describe('unmatched', () => {
  it('503: nobody answers what no route takes, and the report says 503 in the place of 404', () => {
    expect(answered(sidesOf(objectsOf(shop), { unmatched: '503' }), '/other')).toEqual({});
    expect(convert({ unmatched: '503' }).report.requests).toContainEqual(
      expect.objectContaining({ service: 'shop/price', before: '404', after: '503' }),
    );
  });

  it('service: all pods of the service answer it, no Service without pods is written, and the report says so', () => {
    const sides = sidesOf(objectsOf(shop), { unmatched: 'service' });
    expect(Object.keys(answered(sides, '/other')).toSorted()).toEqual(['shop/price-1', 'shop/price-2']);
    expect(answered(sides, '/price/7')).toEqual(split);
    expect(sides.result.objects.map(({ manifest }) => manifest.metadata.name)).not.toContain('no-route');
    const unmatched = sides.result.report.requests.filter(({ before }) => before === '404');
    expect(unmatched).toHaveLength(1);
    expect(unmatched[0]?.after).not.toBe('503');
  });
});

describe('prefix', () => {
  it('letters: /price takes /prices', () => {
    expect(answered(sidesOf(objectsOf(shop), { prefix: 'letters' }), '/prices')).toEqual(split);
  });

  it('segments: it takes /price and what is below it alone, and the report says what it no longer takes', () => {
    const sides = sidesOf(objectsOf(shop), { prefix: 'segments' });
    expect(answered(sides, '/price')).toEqual(split);
    expect(answered(sides, '/price/7')).toEqual(split);
    expect(answered(sides, '/prices')).toEqual({});
    const paths = sides.result.report.requests.flatMap(({ match: { path } }) => path ?? []);
    expect(paths.some((path) => new RegExp(`^(?:${path})$`).test('/prices'))).toBe(true);
    expect(JSON.stringify(sides.result.objects)).not.toContain('/price.*');
  });
});

describe('retries', () => {
  it('app-mesh-default: the two further tries that App Mesh makes are written out', () => {
    const retries = convert({}).objects.filter(({ manifest }) => manifest.kind === 'MeshRetry');
    expect(JSON.stringify(retries)).toContain('"numRetries":2');
  });

  it('none: where nothing is said no call is tried again, nor by the MeshRetry that Kuma begins with; the report tells it', () => {
    const result = convert({ retries: 'none' });
    const retries = result.objects.filter(({ manifest }) => manifest.kind === 'MeshRetry');
    expect(retries.map(({ manifest }) => manifest.spec)).toEqual([
      expect.objectContaining({
        to: [{ targetRef: { kind: 'MeshService', name: 'price' }, default: { http: { numRetries: 0 } } }],
      }),
    ]);
    expect(result.report.notes).toContainEqual(expect.stringContaining('shop/price'));
    expect(convert({}).report.notes.join()).not.toContain('--retries');
  });
});

describe('gateway', () => {
  it('ingress: a gateway route becomes an Ingress of Kong', () => {
    const result = convert({ gateway: 'ingress' }, published);
    expect(kinds(result)).toContain('Ingress');
    expect(kinds(result)).not.toContain('HTTPRoute');
    expect(result.report.losses).toEqual([]);
  });

  it('gateway-api: it becomes an HTTPRoute of the same host and service', () => {
    const result = convert({ gateway: 'gateway-api' }, published);
    expect(kinds(result)).not.toContain('Ingress');
    const route = result.objects.find(({ manifest }) => manifest.kind === 'HTTPRoute')?.manifest;
    expect(route?.spec).toMatchObject({
      hostnames: ['shop.example.com'],
      rules: [{ backendRefs: [expect.objectContaining({ name: 'price', port: 8080 })] }],
    });
    expect(result.report.losses).toEqual([]);
  });

  it('none: neither is written, the gateway and its routes are lost, and no gateway is let in', () => {
    const result = convert({ gateway: 'none' }, published);
    expect(kinds(result).filter((kind) => kind === 'Ingress' || kind === 'HTTPRoute')).toEqual([]);
    expect(new Set(result.report.losses.map(({ kind }) => kind))).toEqual(
      new Set(['VirtualGateway', 'GatewayRoute']),
    );
    expect(JSON.stringify(result.objects)).not.toContain('kong-gateway');
    expect(JSON.stringify(convert({}, published).objects)).toContain('kong-gateway');
  });
});

describe('several meshes', () => {
  const other = shop.replaceAll('shop', 'bank');
  const both = `${shop}---\n${other}`;

  it('are refused by name, with the flag that chooses one', () => {
    const { findings } = convert({}, both);
    expect(findings).toContainEqual(
      expect.objectContaining({
        message: 'a second mesh',
        found: 'shop, bank',
        mend: expect.stringContaining('--from-mesh shop or --from-mesh bank'),
      }),
    );
  });

  it('from-mesh: one is converted as if it were alone, and the report says that there are others', () => {
    const one = convert({ fromMesh: 'bank' }, both);
    const alone = convert({}, other);
    expect(one.findings).toEqual([]);
    expect(one.objects).toEqual(alone.objects);
    expect(one.patches).toEqual(alone.patches);
    expect(one.report.fields).toEqual(alone.report.fields);
    expect(one.report.notes.join()).toContain('belong to other meshes than bank');
  });

  it('from-mesh: a name that no mesh has is refused', () => {
    expect(convert({ fromMesh: 'bakn' }, both).findings).toContainEqual(
      expect.objectContaining({ found: 'bakn', expected: 'shop, bank' }),
    );
  });
});
