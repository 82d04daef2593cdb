import type { Service } from '../../../config/graph/service-graph';
import { kongMeshObjects } from '../../mesh/compile-pair';
import { withEverything } from './everything';
import { oneService } from './graph';
import { yaml } from './yaml';

function deployment(wanted: Partial<Service> = {}): unknown {
  return kongMeshObjects(oneService(wanted)).find(({ kind }) => kind === 'Deployment')?.spec;
}

test('a version is a Deployment of its own replicas, image, environment and ServiceAccount', () => {
  expect(yaml(deployment())).toMatchInlineSnapshot(`
   "
   replicas: 2
   selector:
     matchLabels:
       app: shop
       version: v1
   template:
     metadata:
       labels:
         app: shop
         version: v1
     spec:
       automountServiceAccountToken: true
       containers:
         - env:
             - name: MODE
               value: test
           image: example/app:1
           name: shop
           ports:
             - containerPort: 8080
               name: http
           readinessProbe:
             tcpSocket:
               port: 8080
           resources:
             limits:
               memory: 128Mi
             requests:
               cpu: 50m
               memory: 64Mi
           securityContext:
             allowPrivilegeEscalation: false
             capabilities:
               drop:
                 - ALL
       securityContext:
         seccompProfile:
           type: RuntimeDefault
       serviceAccountName: shop-v1
   "
  `);
});

test.each([
  ['http', { httpGet: { path: '/ready', port: 8080 } }],
  ['http2', { httpGet: { path: '/ready', port: 8080 } }],
  ['grpc', { grpc: { port: 8080 } }],
  ['tcp', { tcpSocket: { port: 8080 } }],
] as const)('a pod of %s is ready when it answers what the mesh asks', (protocol, readinessProbe) => {
  const [service] = withEverything(protocol).services;
  expect(deployment(service)).toMatchObject({
    template: { spec: { containers: [{ readinessProbe }] } },
  });
});
