import type { Protocol } from '../../../../config/graph/service-graph';
import { appMeshObjects } from '../../../mesh/compile-pair';
import { withEverything } from '../everything';
import { yaml } from '../yaml';

function routerOf(protocol: Protocol): unknown {
  return appMeshObjects(withEverything(protocol)).find(({ kind }) => kind === 'VirtualRouter')?.spec;
}

test('limits and tries of a route of http', () => {
  expect(yaml(routerOf('http'))).toMatchInlineSnapshot(`
   "
   listeners:
     - portMapping:
         port: 8080
         protocol: http
   routes:
     - httpRoute:
         action:
           weightedTargets:
             - virtualNodeRef:
                 name: shop-v1
               weight: 75
             - virtualNodeRef:
                 name: shop-v2
               weight: 25
         match:
           prefix: /
         retryPolicy:
           httpRetryEvents:
             - server-error
           maxRetries: 2
           perRetryTimeout:
             unit: ms
             value: 700
           tcpRetryEvents:
             - connection-error
         timeout:
           idle:
             unit: ms
             value: 60000
           perRequest:
             unit: ms
             value: 1500
       name: shop-route
   "
  `);
});

test('limits and tries of a route of grpc', () => {
  expect(yaml(routerOf('grpc'))).toMatchInlineSnapshot(`
   "
   listeners:
     - portMapping:
         port: 8080
         protocol: grpc
   routes:
     - grpcRoute:
         action:
           weightedTargets:
             - virtualNodeRef:
                 name: shop-v1
               weight: 75
             - virtualNodeRef:
                 name: shop-v2
               weight: 25
         match: {}
         retryPolicy:
           grpcRetryEvents:
             - cancelled
             - unavailable
           maxRetries: 2
           perRetryTimeout:
             unit: ms
             value: 700
         timeout:
           perRequest:
             unit: ms
             value: 1500
       name: shop-route
   "
  `);
});

test('limits and tries of a route of tcp', () => {
  expect(yaml(routerOf('tcp'))).toMatchInlineSnapshot(`
   "
   listeners:
     - portMapping:
         port: 8080
         protocol: tcp
   routes:
     - name: shop-route
       tcpRoute:
         action:
           weightedTargets:
             - virtualNodeRef:
                 name: shop-v1
               weight: 75
             - virtualNodeRef:
                 name: shop-v2
               weight: 25
         timeout:
           idle:
             unit: ms
             value: 60000
   "
  `);
});
