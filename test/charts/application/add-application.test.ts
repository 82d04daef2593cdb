import { ApiObject, App } from 'cdk8s';
import { addApplication } from '../../../charts/application/add-application';
import { readCluster } from '../../mesh/clusters';

const cluster = readCluster('test/reference/clusters/us-west-2-kong-mesh.yaml');

/** As many shards as a number says: what no file can. */
function shards(count: number) {
  const names = Array.from({ length: count }, (_, index) => `shard-${index}`);
  return {
    name: 'shards',
    image: 'registry.example.com/shard:1.0',
    defaults: { ports: { tcp: { port: 7000, protocol: 'tcp' as const } } },
    services: {
      ...Object.fromEntries(names.map((name) => [name, { env: { SHARD: name } }])),
      router: { ports: { http: { port: 8080, protocol: 'http' as const } }, calls: names },
    },
  };
}

test('an application in TypeScript compiles to what its file would', () => {
  const app = new App();
  addApplication(app, cluster, shards(3));
  const names = app.node
    .findAll()
    .filter((construct) => construct instanceof ApiObject)
    .filter(({ kind }) => kind === 'Deployment')
    .map(({ name }) => name);
  expect(names).toEqual(
    ['router-v1', 'shard-0-v1', 'shard-1-v1', 'shard-2-v1'].sort(
      (a, b) => names.indexOf(a) - names.indexOf(b),
    ),
  );
});

test('one that is wrong is refused with every mistake', () => {
  const wrong = { ...shards(1), image: 'no tag', publish: { routes: { x: { paths: { '/': 'rooter' } } } } };
  expect(() => addApplication(new App(), cluster, wrong)).toThrow(
    /image: malformed[\s\S]*publish\.routes\.x\.paths\["\/"\]: unknown service: found "rooter"; expected one of shard-0, router; write router/,
  );
});
