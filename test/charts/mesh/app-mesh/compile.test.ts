import { App, Chart } from 'cdk8s';
import { compileToAppMesh } from '../../../../charts/mesh/app-mesh/compile';
import { GraphError } from '../../../../config/graph/graph-error';
import { readCluster } from '../../../mesh/clusters';
import { appMeshObjects } from '../../../mesh/compile-pair';
import { oneService } from '../graph';
import { yaml } from '../yaml';

const external = [{ name: 'bank', host: 'api.bank.example.com', port: 443, protocol: 'tls' }] as const;

test('a host outside the mesh is a virtual node without pods, which its callers have as a backend', () => {
  const objects = appMeshObjects(oneService({ calls: ['bank'] }, { external }));
  const bank = objects.filter(({ metadata }) => metadata.name === 'bank');
  expect(yaml(bank.map(({ kind, spec }) => ({ kind, spec })))).toMatchInlineSnapshot(`
   "
   - kind: VirtualNode
     spec:
       listeners:
         - portMapping:
             port: 443
             protocol: tcp
       serviceDiscovery:
         dns:
           hostname: api.bank.example.com
           responseType: LOADBALANCER
   - kind: VirtualService
     spec:
       awsName: api.bank.example.com
       provider:
         virtualNode:
           virtualNodeRef:
             name: bank
   "
  `);
  const callers = objects.filter(
    ({ kind, metadata }) => kind === 'VirtualNode' && metadata.name.startsWith('shop'),
  );
  expect(callers).toHaveLength(2);
  for (const { spec } of callers) {
    expect(spec).toMatchObject({
      backends: [
        {
          virtualService: {
            virtualServiceRef: { name: 'bank', namespace: 'prod' },
          },
        },
      ],
    });
  }
});

test('the Service that a call names selects no pod, those of the versions do', () => {
  const services = appMeshObjects(oneService()).filter(({ kind }) => kind === 'Service');
  expect(yaml(services.map(({ metadata, spec }) => [metadata.name, spec]))).toMatchInlineSnapshot(`
   "
   - - shop
     - ports:
         - appProtocol: http
           name: http
           port: 8080
           protocol: TCP
           targetPort: 8080
   - - shop-v1
     - ports:
         - appProtocol: http
           name: http
           port: 8080
           protocol: TCP
           targetPort: 8080
       selector:
         app: shop
         version: v1
   - - shop-v2
     - ports:
         - appProtocol: http
           name: http
           port: 8080
           protocol: TCP
           targetPort: 8080
       selector:
         app: shop
         version: v2
   "
  `);
});

test("each version's pods may fetch the configuration of their own virtual node", () => {
  const config = readCluster('test/reference/clusters/us-west-2-app-mesh.yaml');
  const accounts = appMeshObjects(oneService()).filter(({ kind }) => kind === 'ServiceAccount');
  expect(accounts.map(({ metadata }) => [metadata.name, metadata.annotations])).toEqual(
    ['shop-v1', 'shop-v2'].map((name) => [
      name,
      {
        'eks.amazonaws.com/role-arn': `arn:aws:iam::${config.aws.account}:role/dj-us-west-2-prod-${name}`,
      },
    ]),
  );
});

test('nothing is built of a graph that is wrong', () => {
  const chart = new Chart(new App(), 'test');
  const config = readCluster('test/reference/clusters/us-west-2-app-mesh.yaml');
  expect(() => compileToAppMesh(chart, config, 'dj-app', oneService({ calls: ['till'] }))).toThrow(
    GraphError,
  );
  expect(chart.node.children).toEqual([]);
});
