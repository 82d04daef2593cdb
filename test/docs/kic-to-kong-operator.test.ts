import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { objectsOf } from '../../commands/output-objects';
import { diffClusters } from '../../diff/diff';
import { plain } from '../../diff/sentence';
import {
  applicationFile,
  clusterFile,
  objectOf,
  publishedOf,
} from '../charts/application/publication/published';
import { kongRoutes } from '../charts/gateway/gateway-api/kong-routes';
import { repository } from '../repository';

const page = readFileSync(join(repository, 'docs/kic-to-kong-operator.md'), 'utf8');
const [beside = '', alone = '', ofTeams = ''] = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(
  ([, block = '']) => block,
);
const application = applicationFile(`publish:
  hosts: {shop.example.com: {tls: {secretName: shop-tls}}}
  plugins: {key: {plugin: key-auth}, limit: {plugin: rate-limiting, config: {minute: 5, policy: local}}}
  consumers: {one: {credentials: {one-key: {secret: shop/one}}}}
  routes:
    shop: {host: shop.example.com, paths: {/: web, /a: cart}, plugins: [key, limit]}
`);

function made(gateway: string, more: Parameters<typeof clusterFile>[0] = {}) {
  const all = publishedOf(application, clusterFile({ gateway, given: ['Secret shop/shop-tls'], ...more }));
  return { ...all, said: [...all.problems, ...all.diagnostics] };
}

const old = made(beside.replace(/ {2}beside:[\s\S]*$/, ''));
const both = made(beside);
const last = made(alone);
const teams = made(ofTeams);

test('every step of the page is a cluster file that is taken, and nothing is said against its output', () => {
  expect([old, both, last, teams].map(({ said }) => said)).toEqual([[], [], [], []]);
});

test('beside each other both gateways have the same routes, plugins and consumers, and each its own load balancer', () => {
  expect(kongRoutes(both.manifests)).toEqual(kongRoutes(old.manifests));
  const names = ['Ingress', 'KongPlugin', 'KongConsumer', 'HTTPRoute'].map((kind) =>
    both.manifests.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name),
  );
  expect(names).toEqual([['shop'], ['key', 'limit'], ['one'], []]);
  const consumer = objectOf(both, 'KongConsumer', 'one').metadata.annotations?.[
    'kubernetes.io/ingress.class'
  ];
  expect(objectOf(both, 'GatewayConfiguration', 'kong').spec).toMatchObject({
    controlPlaneOptions: { ingressClass: consumer },
    dataPlaneOptions: { network: { services: { ingress: { name: 'api-proxy', type: 'LoadBalancer' } } } },
  });
  expect(objectOf(both, 'HelmRelease', 'kong').spec).toMatchObject({
    values: { gateway: { proxy: { type: 'LoadBalancer' } } },
  });
});

test('with a Gateway for each team the same is routed, by another load balancer, as the diff says', () => {
  expect(kongRoutes(teams.manifests)).toEqual(kongRoutes(last.manifests));
  const names = [
    ...(page
      .split('## A Gateway for each team')[1]
      ?.matchAll(/`(?:shop\/)?(kong-shop|kong-gateway|api-proxy)`/g) ?? []),
  ];
  expect(new Set(names.map(([, name]) => name))).toEqual(new Set(['kong-shop', 'kong-gateway', 'api-proxy']));
  expect(objectOf(teams, 'Gateway', 'kong-shop').metadata.namespace).toBe('shop');
  expect(objectOf(teams, 'GatewayConfiguration', 'kong-shop').spec).toMatchObject({
    dataPlaneOptions: {
      deployment: { replicas: 3, podTemplateSpec: { spec: { serviceAccountName: 'kong-gateway' } } },
      network: { services: { ingress: { name: 'api-proxy' } } },
    },
  });
  expect(risks(last, teams)).toEqual([
    'Service kong/api-proxy: its load balancer is gone, and names in DNS that lead to it have to move, to that of shop/api-proxy [load-balancer-gone]',
    'Service shop/api-proxy is new, with a load balancer of its own [load-balancer-added]',
  ]);
});

test('Secrets are seen by both, and the account of the pods outlives the chart that made it', () => {
  expect(objectOf(both, 'ExternalSecret', 'one-key').spec).toMatchObject({
    target: { template: { metadata: { labels: { 'konghq.com/secret': 'true' } } } },
  });
  expect(objectOf(both, 'ServiceAccount', 'kong-gateway').metadata.annotations).toEqual({
    'helm.sh/resource-policy': 'keep',
  });
  expect(objectOf(both, 'HelmRelease', 'kong').spec).toMatchObject({
    install: { crds: 'Skip' },
    values: { gateway: { deployment: { serviceAccount: { create: false, name: 'kong-gateway' } } } },
  });
});

test('the last step keeps what the address hangs on', () => {
  for (const [kind, name] of [
    ['Gateway', 'kong'],
    ['GatewayClass', 'kong'],
    ['GatewayConfiguration', 'kong'],
  ] as const) {
    expect(objectOf(last, kind, name).metadata).toEqual(objectOf(both, kind, name).metadata);
  }
  expect(objectOf(last, 'GatewayConfiguration', 'kong').spec).toEqual(
    objectOf(both, 'GatewayConfiguration', 'kong').spec,
  );
});

function risks(before: ReturnType<typeof made>, after: ReturnType<typeof made>): readonly string[] {
  const objects = ({ files }: ReturnType<typeof made>) =>
    objectsOf(new Map([...files].filter(([path]) => /^\d\d-.*yaml$/.test(path))), 'one');
  return diffClusters(new Map([['one', objects(before)]]), new Map([['one', objects(after)]]))
    .risks.map(({ sentence, rule }) => `${plain(sentence)} [${rule}]`)
    .filter((risk) => risk.includes('load-balancer'));
}

test('diff says of each step what becomes of the addresses', () => {
  expect(risks(old, both)).toEqual([
    'Service kong/api-proxy is new, with a load balancer of its own [load-balancer-added]',
  ]);
  expect(risks(both, last)).toEqual([
    'Service kong/kong-gateway-proxy: its load balancer is gone, and names in DNS that lead to it have to move [load-balancer-gone]',
  ]);
});

test.each([
  ['gateway: {mode: kic, version: "3.9", beside: {mode: kong-operator, version: "3.14"}}', 'a licence'],
  [
    'gateway: {mode: kic, routes: gateway-api, version: "3.9", beside: {mode: kong-operator, version: "3.9"}}',
    'two controllers of one GatewayClass',
  ],
  [
    'gateway: {mode: kic, version: "3.10", license: {secret: a}, beside: {mode: kong-operator, version: "3.14", license: {secret: b}}}',
    'a licence said twice',
  ],
  [
    'gateway: {mode: kic, version: "3.9", loadBalancer: {clientAddress: proxy-protocol}, beside: {mode: kong-operator, version: "3.9"}}',
    'a header that the gateway does not expect',
  ],
])('%s is refused: %s', (gateway, words) => {
  expect(made(gateway, { given: ['gateway-api-crds', 'Secret shop/shop-tls'] }).problems.join()).toContain(
    words,
  );
});

test('a gateway is beside no other on App Mesh', () => {
  const gateway = 'gateway: {mode: kic, version: "3.9", beside: {mode: kong-operator, version: "3.9"}}';
  expect(made(gateway, { mesh: 'app-mesh' }).problems.join()).toContain(
    'a mesh that the gateway cannot join',
  );
});
