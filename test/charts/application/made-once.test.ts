import { clusterObjects } from '../../../charts/cluster';
import { parseClusters } from '../../../config/parse';

const cluster = (name: string, applications: string) => ({
  name: `${name}.yaml`,
  text: `aws: {account: "123456789012", region: eu-central-1, eksCluster: ${name}, oidcIssuer: "https://oidc.eks.eu-central-1.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128"}
delivery: {engine: flux, repository: "https://github.com/example/platform"}
mesh: {backend: kong-mesh, license: {secret: kong-mesh/license}}
gateway: {mode: kic, version: "3.9"}
given: [aws-load-balancer-controller, gateway-api-crds]
values: {domain: ${name}.example.com}
applications: ${applications}
`,
});

const shop = {
  name: 'applications/shop.yaml',
  text: `image: registry.example.com/shop:1
labels: {team: shop}
services:
  web:
    ports: {http: {port: 8080, protocol: http}}
    calls: [stock]
  stock:
    ports: {http: {port: 8080, protocol: http}}
    versions: {v1: {}, v2: {weight: 0, env: {STAGE: "\${cluster}"}}}
publish:
  routes:
    web: {host: "\${domain}", http: serve, paths: {/: web}}
`,
};

/** The objects of clusters that are read together and built in turn. */
function objectsOf(...files: readonly ReturnType<typeof cluster>[]) {
  const read = parseClusters(files, [shop]);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems, undefined, 1));
  return read.clusters.map((config) => clusterObjects(config).objects.map(({ manifest }) => manifest));
}

const find = (objects: ReturnType<typeof objectsOf>[number] | undefined, kind: string, name: string) =>
  objects?.find((object) => object.kind === kind && object.metadata.name === name);

test('what clusters have in common of an application is made once', () => {
  const [one, other] = objectsOf(cluster('one', '{shop: {}}'), cluster('one-more', '{shop: {}}'));
  expect(find(other, 'Deployment', 'web-v1')).toEqual(find(one, 'Deployment', 'web-v1'));
  expect(find(other, 'Ingress', 'web')).not.toEqual(find(one, 'Ingress', 'web'));
});

test('a cluster with a canary of its own shares all objects but the route that says it, and what runs the pods that name the cluster', () => {
  const [one, other] = objectsOf(
    cluster('one', '{shop: {}}'),
    cluster('two', '{shop: {canary: {stock: 7}}}'),
  );
  const own = (objects: typeof one) =>
    objects?.filter(({ kind, metadata: { namespace } }) => namespace === 'shop' && kind !== 'Ingress') ?? [];
  const different = own(other).filter((object) => !own(one).includes(object));
  expect(different.map(({ kind, metadata: { name } }) => `${kind} ${name}`)).toEqual([
    'MeshHTTPRoute stock',
    'ServiceAccount stock-v2',
    'Deployment stock-v2',
  ]);
});

test.each([
  ['a canary', '{shop: {canary: {stock: 7}}}'],
  ['an image', '{shop: {image: "registry.example.com/shop:2"}}'],
  ['replicas', '{shop: {services: {web: {replicas: 3}}}}'],
  ['labels', '{shop: {labels: {team: another}}}'],
  ['a plugin of a service', '{shop: {publish: {services: {web: {timeouts: {read: 5s}}}}}}'],
  ['a namespace that is there', '{shop: {namespace: {name: shop, existing: true}}}'],
  [
    'a role',
    '{shop: {services: {web: {awsRole: {statements: [{actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"]}]}}}}}',
  ],
])('a cluster that says %s has the objects that it has alone, after another one as well', (_, said) => {
  const [alone] = objectsOf(cluster('two', said));
  const [, after, again] = objectsOf(
    cluster('one', '{shop: {}}'),
    cluster('two', said),
    cluster('one-more', '{shop: {}}'),
  );
  expect(after).toEqual(alone);
  const [plain] = objectsOf(cluster('one-more', '{shop: {}}'));
  expect(again).toEqual(plain);
  expect(after).not.toEqual(plain);
});

test.each([
  ['a weight that is no number', '{shop: {services: {stock: {versions: {v2: {weight: much}}}}}}', 'weight'],
  ['shares of more than all', '{shop: {canary: {stock: 101}}}', 'weight'],
  ['an image without a tag', '{shop: {services: {stock: {versions: {v2: {image: "a b"}}}}}}', 'image'],
])('%s is told in a cluster whose neighbours say nothing else', (_, said, field) => {
  const read = parseClusters([cluster('one', '{shop: {}}'), cluster('two', said)], [shop]);
  const problems = 'problems' in read ? read.problems : [];
  expect(problems.map(({ file }) => file)).toEqual(['two.yaml']);
  expect(problems[0]?.path).toMatch(new RegExp(field === 'weight' ? 'weight|canary' : field));
});
