import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationFile, clusterFile, objectOf, publishedOf } from '../../application/publication/published';
import { calls } from './drawn';
import { answersOf } from './kong-answers';
import { kongRoutes } from './kong-routes';
import { konnectRoutes } from './konnect-routes';

const konnect = 'region: eu, controlPlaneId: 0b8f6a52-1c7d-4e43-8a59-d6e0f3b7c214';
const certificate = 'clientCertificate: {certificateSecret: konnect/c, keySecret: konnect/k}';

/** The modes whose routes are objects of the cluster. */
const modes = {
  kic: 'gateway: {mode: kic, version: "3.10", license: {secret: kong/license}}',
  'konnect-kic': `gateway: {mode: konnect-kic, version: "3.10", konnect: {${konnect}, telemetryEndpoint: a1.eu.tp.konghq.com, ${certificate}}}`,
  'kong-operator': 'gateway: {mode: kong-operator, version: "3.14", license: {secret: kong/license}}',
  'konnect-operator': `gateway: {mode: konnect-operator, version: "3.14", konnect: {region: eu, tokenSecret: konnect/token}}`,
} as const;

const root = join(__dirname, '../../../..');
const dj = readFileSync(join(root, 'test/fixtures/gateway-api/dj.yaml'), 'utf8');
const shop = applicationFile(`publish:
  hosts: {shop.example.com: {tls: {secretName: shop-tls}}}
  plugins: {key: {plugin: key-auth}, limit: {plugin: rate-limiting, config: {minute: 5, policy: local}}}
  consumers: {one: {credentials: {one-key: {secret: shop/one}}}}
  routes:
    shop: {host: shop.example.com, paths: {/: web, /a: cart}, plugins: [key, limit]}
    plain: {host: a.example.com, http: serve, matches: [{path: {type: Exact, value: /a/b}, method: GET}], backend: cart}
    closed: {host: other.example.com, http: refuse, paths: {/a: web}, filters: {urlRewrite: {replacePrefixMatch: /v1}}}
    any: {paths: {/v1: cart}, filters: {requestHeaderModifier: {set: {x-a: "1"}}}}
`);

function made(application: string, mode: keyof typeof modes) {
  const given = ['Secret shop/shop-tls'];
  const all = publishedOf(application, clusterFile({ gateway: modes[mode], given }));
  expect(all.diagnostics).toEqual([]);
  expect(all.manifests.length).toBeGreaterThan(0);
  return all;
}

describe.each([
  ['the DJ application', dj],
  ['the shop', shop],
])('%s', (_, application) => {
  const expected = kongRoutes(made(application, 'kic').manifests);

  test.each(['konnect-kic', 'kong-operator', 'konnect-operator'] as const)(
    'is routed by mode %s as by mode kic, from the same file',
    (mode) => {
      const readBack = mode === 'konnect-operator' ? konnectRoutes : kongRoutes;
      const routes = readBack(made(application, mode).manifests);
      const more = ['/dj/jazz', '/dj/jazz/x', '/dj/metal', '/dj/metallica', '/dj'];
      const asked = [
        ...calls.filter(({ scheme }) => scheme !== 'grpcs'),
        ...more.flatMap((path) =>
          (['http', 'https'] as const).map((scheme) => ({
            scheme,
            host: 'dj.example.com',
            path,
            method: 'GET',
            headers: {},
          })),
        ),
      ];
      const different = asked.filter(
        (call) => JSON.stringify(answersOf(expected, call)) !== JSON.stringify(answersOf(routes, call)),
      );
      expect(different).toEqual([]);
      expect(new Set(asked.map((call) => JSON.stringify(answersOf(routes, call)))).size).toBeGreaterThan(2);
    },
  );
});

test('every Secret that the operator reads carries its label, and the licence, which the kubelet reads, does not', () => {
  const labels = (name: string, mode: keyof typeof modes) =>
    JSON.stringify(objectOf(made(shop, mode), 'ExternalSecret', name).spec).match(/"konghq[^,}]*/g);
  const seen = '"konghq.com/secret":"true"';
  expect(labels('one-key', 'kong-operator')).toEqual(['"konghq.com/credential":"key-auth"', seen]);
  expect(labels('konnect-token', 'konnect-operator')).toEqual(['"konghq.com/credential":"konnect"', seen]);
  expect(labels('kong-license', 'kong-operator')).toBeNull();
  expect(labels('one-key', 'kic')).toEqual(['"konghq.com/credential":"key-auth"']);
});

test('the operator, in whose process all control planes are, is held to no share of a CPU, as its chart would hold it', () => {
  expect(objectOf(made(shop, 'kong-operator'), 'HelmRelease', 'kong-operator').spec).toMatchObject({
    values: { resources: { requests: { cpu: '100m' }, limits: { cpu: null, memory: '1Gi' } } },
  });
});

test('the data plane joins the mesh by what stays the same: its own label, ServiceAccount and Service', () => {
  const all = made(shop, 'kong-operator');
  expect(objectOf(all, 'Gateway', 'kong').metadata.annotations).toEqual({
    'gateway-operator.konghq.com/static-naming': 'true',
  });
  expect(objectOf(all, 'GatewayConfiguration', 'kong').spec).toMatchObject({
    controlPlaneOptions: { ingressClass: 'kong' },
    dataPlaneOptions: {
      deployment: {
        podTemplateSpec: {
          metadata: { annotations: { 'kuma.io/gateway': 'enabled' } },
          spec: { serviceAccountName: 'kong-gateway' },
        },
      },
      network: { services: { ingress: { name: 'api-proxy' } } },
    },
  });
  expect(objectOf(all, 'NetworkPolicy', 'kong-sidecar').spec).toMatchObject({
    podSelector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'kong' } },
  });
});

test('in Konnect a consumer belongs to the control plane of the Gateway, which lets its namespace', () => {
  const all = made(shop, 'konnect-operator');
  const consumer = objectOf(all, 'KongConsumer', 'one');
  expect(consumer.metadata.annotations).toBeUndefined();
  expect(consumer.spec).toEqual({
    controlPlaneRef: {
      type: 'konnectNamespacedRef',
      konnectNamespacedRef: { name: 'kong', namespace: 'kong' },
    },
  });
  expect(objectOf(all, 'KongReferenceGrant', 'consumers').spec).toMatchObject({
    from: [{ kind: 'KongConsumer', namespace: 'shop' }, { kind: 'KongConsumerGroup' }],
  });
  expect(objectOf(all, 'GatewayConfiguration', 'kong').spec).toMatchObject({
    konnect: { authRef: { name: 'konnect' } },
  });
});

test.each([['a mesh of the cluster’s own', { mesh: 'kong-mesh' }]] as const)(
  'with %s a consumer comes a stage after the Gateway, whose control plane knows no earlier one',
  (_, around) => {
    const { files } = publishedOf(
      shop,
      clusterFile({ gateway: modes['konnect-operator'], given: ['Secret shop/shop-tls'], ...around }),
    );
    const stageOf = (kind: string) =>
      [...files].flatMap(([path, text]) =>
        /^\d\d-.*yaml$/.test(path) && new RegExp(`^kind: ${kind}$`, 'm').test(text) ? [path.slice(0, 2)] : [],
      );
    expect(['GatewayConfiguration', 'Gateway', 'KongConsumer', 'HTTPRoute'].map(stageOf)).toEqual([
      ['40'],
      ['50'],
      ['60'],
      ['60'],
    ]);
    // What else may give way for a stage more does not: pods come after what says who may call them.
    expect(stageOf('Deployment')).toEqual(['60']);
  },
);

test('gRPC is an Ingress where no listener takes a GRPCRoute, and is routed as by mode kic', () => {
  const grpc = applicationFile(`publish:
  plugins: {key: {plugin: key-auth}}
  routes:
    stock: {host: stock.example.com, matches: [{path: {type: Exact, value: /shop.Stock/List}}], backend: stock, plugins: [key]}
    all: {host: all.example.com, paths: {/: stock}}
    web: {paths: {/: web}}
`);
  const own = made(grpc, 'kong-operator').manifests;
  expect(own.filter(({ kind }) => kind === 'Ingress').map(({ metadata }) => metadata.name)).toEqual([
    'all',
    'stock',
  ]);
  expect(own.some(({ kind }) => kind === 'GRPCRoute')).toBe(false);
  const routes = kongRoutes(own);
  const expected = kongRoutes(made(grpc, 'kic').manifests);
  for (const call of calls) expect(answersOf(routes, call)).toEqual(answersOf(expected, call));
});

test('plain http of a host is sent on by a function on the route where no annotation is read', () => {
  const all = made(shop, 'konnect-operator');
  expect(objectOf(all, 'KongPlugin', 'shop-to-https')).toMatchObject({ plugin: 'pre-function' });
  expect(objectOf(all, 'HTTPRoute', 'shop')).toMatchObject({
    metadata: {
      annotations: { 'konghq.com/preserve-host': 'false', 'konghq.com/strip-path': 'true' },
    },
    spec: {
      parentRefs: [{ name: 'kong', namespace: 'kong' }],
      rules: [{ filters: [{ extensionRef: { name: 'shop-to-https' } }, {}, {}] }, {}],
    },
  });
});

test('in Konnect no two routes differ in their protocols alone, of which Kong would take one for the calls of both', () => {
  const routes = konnectRoutes(made(shop, 'konnect-operator').manifests);
  expect(routes.length).toBeGreaterThan(2);
  const alike = routes.map(({ hosts, paths, methods, headers }) =>
    JSON.stringify([hosts, paths, methods, headers]),
  );
  expect(new Set(alike).size).toBe(routes.length);
});

test.each([
  [
    'routes: {r: {paths: {/: web}, priority: 3}}',
    'publish.routes.r.priority: priority, which Konnect is not told',
  ],
  [
    'plugins: {k: {plugin: cors, enabled: false}}, routes: {r: {paths: {/: web}, plugins: [k]}}',
    'publish.plugins.k.enabled: a plugin that would run all the same',
  ],
  [
    'plugins: {k: {plugin: key-auth, configFrom: {secret: a/b}}}, routes: {r: {paths: {/: web}, plugins: [k]}}',
    'publish.plugins.k.configFrom: configFrom of a plugin, which is lost',
  ],
  [
    'plugins: {k: {plugin: cors}}, services: {web: {plugins: [k]}}, routes: {r: {paths: {/: web}}}',
    'publish.services.web.plugins: plugins of a service',
  ],
  ['routes: {r: {host: g.example.com, paths: {/: stock}}}', 'publish.routes.r: a route of gRPC'],
])(
  '%s is refused where Konnect configures the gateway, and taken by an operator that does it itself',
  (publish, problem) => {
    const of = (mode: keyof typeof modes) =>
      publishedOf(applicationFile(`publish: {${publish}}`), clusterFile({ gateway: modes[mode] })).problems;
    expect(of('konnect-operator')).toContain(problem);
    expect(of('kong-operator')).not.toContain(problem);
  },
);

test('a Konnect data plane takes an application that publishes nothing, and refuses publish by name', () => {
  const gateway = `gateway: {mode: konnect-data-plane, version: "3.14", konnect: {region: eu, controlPlaneEndpoint: a1.eu.cp.konghq.com, telemetryEndpoint: a1.eu.tp.konghq.com, ${certificate}}}`;
  const of = (publish: string) => publishedOf(applicationFile(publish), clusterFile({ gateway }));
  const silent = of('');
  expect(silent.problems).toEqual([]);
  expect(silent.diagnostics).toEqual([]);
  expect(silent.manifests.some(({ kind }) => kind === 'MeshHTTPRoute')).toBe(true);
  expect(of('publish: {routes: {r: {paths: {/: web}}}}').problems).toEqual([
    'applications.shop: an application that its gateway cannot route to',
  ]);
});
