import { parseAllDocuments } from 'yaml';
import { documentOf } from '../../migrate/document';
import { leaveAppMesh } from '../../migrate/leave';
import type { Manifest } from '../../references/manifest';
import { sidesOf } from './routing/compare-sides';
import { shop } from './shop';

interface Outside {
  readonly host: string;
  readonly ports: readonly (readonly [number, string])[];
}

/** The shop, whose front calls hosts outside the cluster too. */
function shopCalling(...hosts: readonly Outside[]): readonly Manifest[] {
  const backends = hosts.map((_, i) => `{ virtualService: { virtualServiceRef: { name: out-${i} } } }`);
  const nodes = hosts.map(
    ({ host, ports }, i) => `---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: { name: out-${i}, namespace: shop }
spec:
  listeners: [${ports.map(([port, protocol]) => `{ portMapping: { port: ${port}, protocol: ${protocol} } }`).join(', ')}]
  serviceDiscovery: { dns: { hostname: ${host} } }
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: { name: out-${i}, namespace: shop }
spec: { awsName: ${host}, provider: { virtualNode: { virtualNodeRef: { name: out-${i} } } } }
`,
  );
  const calling = shop.replace('backends: [', `backends: [${backends.join(', ')}, `);
  return parseAllDocuments(`${calling}${nodes.join('')}`).map((document): Manifest => document.toJS());
}

const convert = (...hosts: readonly Outside[]) =>
  leaveAppMesh(shopCalling(...hosts).map((object) => documentOf(object)));
const letOut = ({ objects }: ReturnType<typeof convert>) =>
  objects.find(({ manifest: { kind, metadata } }) => kind === 'MeshPassthrough' && metadata.name === 'front')
    ?.manifest.spec;

const front = { targetRef: { kind: 'Dataplane', labels: { app: 'front' } } };
const postgres = { host: 'db.example.com', ports: [[5432, 'tcp']] } as const;

describe('hosts outside the mesh that App Mesh lets its pods call', () => {
  it('opens every address at the port where the protocol is tcp, and tells that the name is lost', () => {
    const result = convert(postgres);
    expect(letOut(result)).toEqual({
      ...front,
      default: {
        passthroughMode: 'Matched',
        appendMatch: [
          { type: 'CIDR', value: '0.0.0.0/0', port: 5432, protocol: 'tcp' },
          { type: 'CIDR', value: '::/0', port: 5432, protocol: 'tcp' },
        ],
      },
    });
    expect(result.report.losses).toEqual([
      expect.objectContaining({
        kind: 'VirtualNode',
        object: 'shop/out-0',
        field: '/spec/serviceDiscovery/dns/hostname',
        reason: expect.stringContaining('every address at port 5432'),
      }),
    ]);
  });

  it('lets such a call out on Kong Mesh as on App Mesh, and nobody else by that port', () => {
    const sides = sidesOf(shopCalling(postgres));
    const answers = (side: 'appMesh' | 'kongMesh', name: string) => {
      const caller = sides[side].callers.find((each) => each.name === name);
      if (caller === undefined) throw new Error(`${name} is no caller`);
      const request = { host: 'db.example.com', port: 5432, path: '/', method: 'GET', headers: {} };
      return Object.keys(sides[side].answer(caller, request).shares).length;
    };
    for (const side of ['appMesh', 'kongMesh'] as const)
      expect([answers(side, 'front'), answers(side, 'price-1')]).toEqual([1, 0]);
  });

  it('takes tcp at the port of https for TLS by name, loses nothing, and tells what of it answers otherwise', () => {
    const result = convert({ host: 'api.example.com', ports: [[443, 'tcp']] });
    expect(letOut(result)).toMatchObject({
      default: { appendMatch: [{ type: 'Domain', value: 'api.example.com', port: 443, protocol: 'tls' }] },
    });
    expect(result.report.losses).toEqual([]);
    expect(result.report.requests).toContainEqual(
      expect.objectContaining({
        caller: ['shop/front'],
        host: 'api.example.com',
        port: 443,
        after: expect.stringContaining('refused where they are not'),
      }),
    );
  });

  it('lets callers alone through the egress of the zone to a host that a route leads to, by the name it has there', () => {
    const routed = `${shop.replace('{ virtualNodeRef: { name: price-2 }, weight: 5 }', '{ virtualNodeRef: { name: old }, weight: 5 }')}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: { name: old, namespace: shop }
spec:
  listeners: [{ portMapping: { port: 80, protocol: http } }]
  serviceDiscovery: { dns: { hostname: old.example.com } }
`;
    const { objects } = leaveAppMesh(
      parseAllDocuments(routed).map((document) => {
        const manifest: Manifest = document.toJS();
        return documentOf(manifest);
      }),
    );
    const named = objects.filter(({ manifest }) => manifest.metadata.name === 'old-shop');
    expect(named.map(({ stage, manifest: { kind } }) => [stage, kind])).toEqual([
      ['30-routes', 'MeshExternalService'],
      ['30-routes', 'MeshTrafficPermission'],
    ]);
    expect(named[1]?.manifest.spec).toEqual({
      targetRef: { kind: 'Dataplane', labels: { 'kuma.io/listener-zoneegress': 'enabled' } },
      rules: [
        {
          default: {
            allow: [
              {
                spiffeID: { type: 'Exact', value: 'spiffe://shop.default.mesh.local/ns/shop/sa/front' },
                sni: { type: 'Exact', value: 'sni.extsvc.shop.default.kong-mesh-system.old-shop.80' },
              },
            ],
          },
        },
      ],
    });
  });

  it('names a host by its name or its address where Kuma can see it, and loses nothing', () => {
    const result = convert(
      { host: '10.1.2.3', ports: [[5432, 'tcp']] },
      { host: 'web.example.com', ports: [[80, 'http']] },
    );
    expect(letOut(result)).toMatchObject({
      default: {
        appendMatch: [
          { type: 'Domain', value: 'web.example.com', port: 80, protocol: 'http' },
          { type: 'IP', value: '10.1.2.3', port: 5432, protocol: 'tcp' },
        ],
      },
    });
    expect(result.report.losses).toEqual([]);
  });

  it('writes each destination once, and tcp after HTTP of the same port, for the webhook refuses the rest', () => {
    const result = convert(
      postgres,
      {
        host: 'other.example.com',
        ports: [
          [5432, 'tcp'],
          [8080, 'tcp'],
        ],
      },
      { host: 'web.example.com', ports: [[8080, 'http']] },
    );
    expect(letOut(result)).toMatchObject({
      default: {
        appendMatch: [
          { value: 'web.example.com', port: 8080 },
          { value: '0.0.0.0/0', port: 5432 },
          { value: '::/0', port: 5432 },
          { value: '0.0.0.0/0', port: 8080 },
          { value: '::/0', port: 8080 },
        ],
      },
    });
  });
});
