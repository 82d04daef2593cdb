import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { topologyPage } from '../../topology/page';
import { serviceMap } from '../../topology/service-map';
import { topologyOf } from '../../topology/topology';
import { BuiltCluster } from '../charts/objects';

const of = (manifests: readonly Manifest[]) => topologyOf(buildIndex(manifests));
function pageOf(manifests: readonly Manifest[]): string {
  const index = buildIndex(manifests);
  const topology = topologyOf(index);
  return topologyPage('a', topology, serviceMap(topology, index));
}
const ofYaml = (yaml: string) => of(parseAllDocuments(yaml).map((document): Manifest => document.toJS()));
const appMesh = of(BuiltCluster.reference('us-west-2-app-mesh').manifests);
const kongMesh = of(BuiltCluster.reference('eu-west-1-kong-mesh').manifests);

const split = (name: string) => ({
  service: `prod/${name}`,
  match: 'prefix /',
  versions: [
    { name: `${name}-v1`, weight: 95 },
    { name: `${name}-v2`, weight: 5 },
  ],
});

test.each([
  ['App Mesh', appMesh],
  ['Kong Mesh', kongMesh],
])(
  'on %s the same routes with the same plugins and the same splits are read out of the objects',
  (_, topology) => {
    expect(topology.routes).toEqual(
      ['jazz', 'metal'].map((name) => ({
        host: '*',
        path: `/dj/${name}`,
        condition: '',
        protocols: ['http', 'https'],
        redirects: false,
        service: `prod/${name}`,
        port: '9080',
        plugins: ['apikey (key-auth)', 'rl-by-minute (rate-limiting)'],
        by: 'prod/djingress',
      })),
    );
    expect(topology.splits).toEqual([split('jazz'), split('metal')]);
  },
);

test('a caller is a virtual node on App Mesh and a ServiceAccount on Kong Mesh', () => {
  expect(appMesh.calls).toEqual([
    { caller: 'kong/kong', service: 'prod/jazz' },
    { caller: 'kong/kong', service: 'prod/metal' },
  ]);
  expect(kongMesh.calls).toEqual([
    { caller: 'kong/kong-gateway', service: 'prod/jazz' },
    { caller: 'kong/kong-gateway', service: 'prod/metal' },
  ]);
});

test('a secret is followed from AWS to the objects that use it', () => {
  expect(kongMesh.secrets.map(({ source, secret, key, users }) => [source, secret, key, ...users])).toEqual([
    ['konnect/mesh/eu-west-1/token', 'kong-mesh-system/cp-token', 'token', 'Application argocd/kong-mesh'],
    [
      'konnect/gateway/eu-west-1/certificate',
      'kong/konnect-client-tls',
      'tls.crt',
      'Application argocd/kong',
    ],
    ['konnect/gateway/eu-west-1/key', 'kong/konnect-client-tls', 'tls.key', 'Application argocd/kong'],
    ['dj/consumer1/api-key', 'prod/consumerapikey', 'key', 'KongConsumer prod/consumer1'],
  ]);
});

test('a way out is a host that pods may pass to, or a mesh that drops nothing', () => {
  expect(kongMesh.exits).toEqual([{ from: 'kong/kong', to: '7d1e4a90c3.eu.tp.konghq.com:443' }]);
  expect(appMesh.exits).toEqual([]);
  expect(
    ofYaml(
      'apiVersion: appmesh.k8s.aws/v1beta2\nkind: Mesh\nmetadata: {name: open}\nspec: {egressFilter: {type: ALLOW_ALL}}',
    ).exits,
  ).toEqual([{ from: 'mesh open', to: 'everywhere' }]);
});

test('an HTTPRoute is a route too, with the plugins of its filters and of its Service', () => {
  const { routes } = ofYaml(`
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: prod}
spec:
  hostnames: [shop.example.com]
  rules:
    - matches: [{path: {type: PathPrefix, value: /books}}]
      filters: [{type: ExtensionRef, extensionRef: {group: configuration.konghq.com, kind: KongPlugin, name: auth}}]
      backendRefs: [{name: books, port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: books, namespace: prod, annotations: {konghq.com/plugins: limit}}
spec: {ports: [{port: 80}]}
---
apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: {name: auth, namespace: prod}
plugin: key-auth
`);
  expect(routes).toEqual([
    {
      host: 'shop.example.com',
      path: '/books',
      condition: '',
      protocols: [],
      redirects: false,
      service: 'prod/books',
      port: '80',
      plugins: ['auth (key-auth)', 'limit'],
      by: 'prod/shop',
    },
  ]);
});

const edge = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: read
  namespace: prod
  annotations:
    konghq.com/methods: GET,HEAD
    konghq.com/headers.x-beta: "yes"
    konghq.com/protocols: https
    konghq.com/https-redirect-status-code: "308"
spec:
  rules: [{host: a.example.com, http: {paths: [{path: /, backend: {service: {name: web, port: {number: 80}}}}]}}]
  tls: [{hosts: [a.example.com], secretName: a-tls}, {hosts: [b.example.com], secretName: b-tls}]
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: a, namespace: prod}
spec: {secretName: a-tls, dnsNames: [a.example.com], issuerRef: {kind: ClusterIssuer, name: letsencrypt}}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: key, namespace: prod}
spec:
  secretStoreRef: {name: store}
  target: {name: ann-key, template: {metadata: {labels: {konghq.com/credential: key-auth}}}}
  data: [{secretKey: key, remoteRef: {key: keys}}]
---
apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata: {name: ann, namespace: prod}
username: ann
credentials: [ann-key]
consumerGroups: [gold]
---
apiVersion: configuration.konghq.com/v1beta1
kind: KongConsumerGroup
metadata: {name: gold, namespace: prod, annotations: {konghq.com/plugins: many}}
---
apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: {name: many, namespace: prod}
plugin: rate-limiting-advanced
`;

test('what a route takes, the certificates of its hosts and whom the gateway knows are read too', () => {
  const { callers, certificates, routes } = ofYaml(edge);
  expect(routes).toMatchObject([
    { condition: 'GET, HEAD; x-beta: yes', protocols: ['https'], redirects: true },
  ]);
  expect(certificates).toEqual([
    { host: 'a.example.com', secret: 'prod/a-tls', source: 'ClusterIssuer letsencrypt' },
    { host: 'b.example.com', secret: 'prod/b-tls', source: '' },
  ]);
  expect(callers).toEqual([
    { name: 'group prod/gold', groups: [], credentials: [], plugins: ['many (rate-limiting-advanced)'] },
    { name: 'consumer prod/ann', groups: ['gold'], credentials: ['ann-key (key-auth)'], plugins: [] },
  ]);
});

test('the page of a cluster names all of it in tables, and leaves out what there is none of', () => {
  const page = pageOf(BuiltCluster.reference('us-west-2-app-mesh').manifests);
  expect(page).toContain('| prod/jazz | prefix / | jazz-v1 95, jazz-v2 5 |');
  expect(page).toContain('| kong/license | kong/kong-license | license | HelmRelease kong/kong |');
  expect(page).not.toContain('Ways out of the mesh');
  expect(pageOf([])).not.toContain('mermaid');
});

test.each([
  ['{app: web, version: v1}', 'payments/web'],
  ['{app.kubernetes.io/name: ledger}', 'payments/ledger'],
  ['{tier: core, zone: a}', 'payments/tier=core,zone=a'],
  ['{}', 'payments/*'],
])('a permission for pods of the labels %s is one to call %s', (labels, service) => {
  const { calls } = ofYaml(`
    apiVersion: kuma.io/v1alpha1
    kind: MeshTrafficPermission
    metadata: {name: a, namespace: payments}
    spec:
      targetRef: {kind: Dataplane, labels: ${labels}}
      rules: [{default: {allow: [{spiffeID: {type: Exact, value: "spiffe://default/ns/orders/sa/checkout"}}]}}]`);
  expect(calls).toEqual([{ caller: 'orders/checkout', service }]);
});
