import type { ClusterConfig } from '../../../config/cluster';
import { GraphError } from '../../../config/graph/graph-error';
import { compile } from '../../../main';
import { manifestsOf, readCluster } from '../../mesh/clusters';

function withEgress(path: string, egress: string[]): ClusterConfig {
  const config = readCluster(path);
  return { ...config, gateway: { ...config.gateway, egress } };
}

const appMesh = 'test/reference/clusters/us-west-2-app-mesh.yaml';

test('on App Mesh a host of the gateway is a backend of its virtual node, by tcp on port 443', () => {
  const objects = manifestsOf(withEgress(appMesh, ['login.example.com']));
  const gateway = objects.find(({ kind, metadata }) => kind === 'VirtualNode' && metadata.name === 'kong');
  expect(gateway?.spec).toMatchObject({
    backends: [
      {
        virtualService: {
          virtualServiceRef: { name: 'jazz', namespace: 'prod' },
        },
      },
      {
        virtualService: {
          virtualServiceRef: { name: 'metal', namespace: 'prod' },
        },
      },
      {
        virtualService: {
          virtualServiceRef: {
            name: 'egress-login-example-com',
            namespace: 'kong',
          },
        },
      },
    ],
  });
  const host = objects.filter(({ metadata }) => metadata.name === 'egress-login-example-com');
  expect(host.map(({ kind, spec }) => ({ kind, spec }))).toMatchInlineSnapshot(`
   [
     {
       "kind": "VirtualNode",
       "spec": {
         "listeners": [
           {
             "portMapping": {
               "port": 443,
               "protocol": "tcp",
             },
           },
         ],
         "serviceDiscovery": {
           "dns": {
             "hostname": "login.example.com",
             "responseType": "LOADBALANCER",
           },
         },
       },
     },
     {
       "kind": "VirtualService",
       "spec": {
         "awsName": "login.example.com",
         "provider": {
           "virtualNode": {
             "virtualNodeRef": {
               "name": "egress-login-example-com",
             },
           },
         },
       },
     },
   ]
  `);
});

test("on App Mesh Konnect's telemetry host is a way out of the gateway too", () => {
  const konnect = readCluster('test/reference/clusters/eu-west-1-kong-mesh.yaml');
  const { mesh } = readCluster(appMesh);
  const objects = manifestsOf({
    ...konnect,
    ...(mesh === undefined ? {} : { mesh }),
  });
  const names = objects.filter(({ kind }) => kind === 'VirtualService').map(({ spec }) => spec);
  expect(names).toContainEqual({
    awsName: '7d1e4a90c3.eu.tp.konghq.com',
    provider: {
      virtualNode: {
        virtualNodeRef: { name: 'egress-7d1e4a90c3-eu-tp-konghq-com' },
      },
    },
  });
});

test('two hosts on one port are refused on App Mesh, by name, and not on Kong Mesh', () => {
  const hosts = ['login.example.com', 'logs.example.com'];
  expect(() => manifestsOf(withEgress(appMesh, hosts))).toThrow(GraphError);
  expect(compile(withEgress(appMesh, hosts)).diagnostics).toEqual([
    {
      severity: 'error',
      title: 'the service graph of namespace kong cannot be compiled:',
      more: [expect.stringContaining('egress-login-example-com and egress-logs-example-com share port 443')],
      location: 'us-west-2-app-mesh: mesh.backend',
      notes: [],
    },
  ]);
  const kongMesh = manifestsOf(withEgress('test/reference/clusters/us-west-2-kong-mesh.yaml', hosts));
  expect(kongMesh.find(({ kind }) => kind === 'MeshPassthrough')?.spec).toMatchObject({
    default: {
      passthroughMode: 'Matched',
      appendMatch: hosts.map((value) => ({
        type: 'Domain',
        value,
        port: 443,
        protocol: 'tls',
      })),
    },
  });
});

test('a host that is named twice is one way out', () => {
  const objects = manifestsOf(withEgress(appMesh, ['login.example.com', 'login.example.com']));
  expect(objects.filter(({ metadata }) => metadata.name === 'egress-login-example-com')).toHaveLength(2);
});
