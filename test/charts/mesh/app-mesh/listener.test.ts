import { appMeshObjects } from '../../../mesh/compile-pair';
import { withEverything } from '../everything';
import { yaml } from '../yaml';

test.each(['http', 'http2', 'grpc', 'tcp'] as const)(
  'every version of a service of %s has its listener',
  (protocol) => {
    const nodes = appMeshObjects(withEverything(protocol)).filter(
      ({ kind, metadata }) => kind === 'VirtualNode' && metadata.namespace === 'prod',
    );
    expect(nodes.map(({ metadata }) => metadata.name)).toEqual(['shop-v1', 'shop-v2']);
    const [one, other] = nodes.map((node) => node.spec);
    expect(one).toMatchObject({
      listeners: [{ portMapping: { port: 8080, protocol } }],
    });
    expect(other).toMatchObject(listenersOf(one));
  },
);

function listenersOf(spec: unknown): object {
  return typeof spec === 'object' && spec !== null && 'listeners' in spec
    ? { listeners: spec.listeners }
    : {};
}

function listener(protocol: 'http' | 'http2' | 'grpc' | 'tcp') {
  const [node] = appMeshObjects(withEverything(protocol)).filter(({ kind }) => kind === 'VirtualNode');
  return listenersOf(node?.spec);
}

test('http', () => {
  expect(yaml(listener('http'))).toMatchInlineSnapshot(`
   "
   listeners:
     - connectionPool:
         http:
           maxConnections: 11
           maxPendingRequests: 12
       healthCheck:
         healthyThreshold: 3
         intervalMillis: 6000
         path: /ready
         protocol: http
         timeoutMillis: 2500
         unhealthyThreshold: 4
       outlierDetection:
         baseEjectionDuration:
           unit: ms
           value: 30500
         interval:
           unit: ms
           value: 10000
         maxEjectionPercent: 40
         maxServerErrors: 5
       portMapping:
         port: 8080
         protocol: http
       timeout:
         http:
           idle:
             unit: ms
             value: 60000
           perRequest:
             unit: ms
             value: 1500
   "
  `);
});

test('http2', () => {
  expect(yaml(listener('http2'))).toMatchInlineSnapshot(`
   "
   listeners:
     - connectionPool:
         http2:
           maxRequests: 13
       healthCheck:
         healthyThreshold: 3
         intervalMillis: 6000
         path: /ready
         protocol: http2
         timeoutMillis: 2500
         unhealthyThreshold: 4
       outlierDetection:
         baseEjectionDuration:
           unit: ms
           value: 30500
         interval:
           unit: ms
           value: 10000
         maxEjectionPercent: 40
         maxServerErrors: 5
       portMapping:
         port: 8080
         protocol: http2
       timeout:
         http2:
           idle:
             unit: ms
             value: 60000
           perRequest:
             unit: ms
             value: 1500
   "
  `);
});

test('grpc is checked by its health service, without a path', () => {
  expect(yaml(listener('grpc'))).toMatchInlineSnapshot(`
   "
   listeners:
     - connectionPool:
         grpc:
           maxRequests: 13
       healthCheck:
         healthyThreshold: 3
         intervalMillis: 6000
         protocol: grpc
         timeoutMillis: 2500
         unhealthyThreshold: 4
       outlierDetection:
         baseEjectionDuration:
           unit: ms
           value: 30500
         interval:
           unit: ms
           value: 10000
         maxEjectionPercent: 40
         maxServerErrors: 5
       portMapping:
         port: 8080
         protocol: grpc
       timeout:
         grpc:
           perRequest:
             unit: ms
             value: 1500
   "
  `);
});

test('tcp', () => {
  expect(yaml(listener('tcp'))).toMatchInlineSnapshot(`
   "
   listeners:
     - connectionPool:
         tcp:
           maxConnections: 11
       healthCheck:
         healthyThreshold: 3
         intervalMillis: 6000
         protocol: tcp
         timeoutMillis: 2500
         unhealthyThreshold: 4
       outlierDetection:
         baseEjectionDuration:
           unit: ms
           value: 30500
         interval:
           unit: ms
           value: 10000
         maxEjectionPercent: 40
         maxServerErrors: 5
       portMapping:
         port: 8080
         protocol: tcp
       timeout:
         tcp:
           idle:
             unit: ms
             value: 60000
   "
  `);
});
