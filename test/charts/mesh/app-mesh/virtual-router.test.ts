import type { Route } from '../../../../config/graph/route';
import type { Protocol, ServiceGraph } from '../../../../config/graph/service-graph';
import { appMeshObjects } from '../../../mesh/compile-pair';
import { oneService } from '../graph';
import { yaml } from '../yaml';

function routing(graph: ServiceGraph) {
  return appMeshObjects(graph)
    .filter(({ kind }) => kind === 'VirtualRouter' || kind === 'VirtualService')
    .map(({ metadata, spec }) => ({ name: metadata.name, spec }));
}

function routes(protocol: Protocol, ...special: readonly Route[]): unknown {
  const [router] = routing(oneService({ protocol, routes: special }));
  return router?.spec;
}

test('a service without routes is one route without a priority, under the name that clients resolve', () => {
  expect(yaml(routing(oneService()))).toMatchInlineSnapshot(`
   "
   - name: shop-router
     spec:
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
           name: shop-route
   - name: shop
     spec:
       awsName: shop.prod.svc.cluster.local
       provider:
         virtualRouter:
           virtualRouterRef:
             name: shop-router
   "
  `);
});

test('a path prefix is two routes: the path itself and what is below it', () => {
  const api: Route = {
    name: 'api',
    match: { path: { kind: 'prefix', value: '/api' }, method: 'PUT' },
    weights: { v2: 100 },
  };
  expect(yaml(routes('http', api))).toMatchInlineSnapshot(`
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
                 name: shop-v2
               weight: 100
         match:
           method: PUT
           path:
             exact: /api
       name: api
       priority: 0
     - httpRoute:
         action:
           weightedTargets:
             - virtualNodeRef:
                 name: shop-v2
               weight: 100
         match:
           method: PUT
           prefix: /api/
       name: api_below
       priority: 1
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
       name: shop-route
       priority: 2
   "
  `);
});

test('every kind of header', () => {
  const special: Route = {
    name: 'special',
    match: {
      path: { kind: 'regex', value: '/a.*' },
      headers: [
        { name: 'a', kind: 'exact', value: '1' },
        { name: 'b', kind: 'prefix', value: '2' },
        { name: 'c', kind: 'suffix', value: '3' },
        { name: 'd', kind: 'regex', value: '4+' },
        { name: 'e', kind: 'present' },
        { name: 'f', kind: 'absent' },
        { name: 'g', kind: 'range', from: 5, to: 6 },
      ],
    },
    weights: { v1: 0, v2: 100 },
  };
  expect(yaml(routes('http2', special))).toMatchInlineSnapshot(`
   "
   listeners:
     - portMapping:
         port: 8080
         protocol: http2
   routes:
     - http2Route:
         action:
           weightedTargets:
             - virtualNodeRef:
                 name: shop-v1
               weight: 0
             - virtualNodeRef:
                 name: shop-v2
               weight: 100
         match:
           headers:
             - match:
                 exact: "1"
               name: a
             - match:
                 prefix: "2"
               name: b
             - match:
                 suffix: "3"
               name: c
             - match:
                 regex: 4+
               name: d
             - name: e
             - invert: true
               name: f
             - match:
                 range:
                   end: 6
                   start: 5
               name: g
           path:
             regex: /a.*
       name: special
       priority: 0
     - http2Route:
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
       name: shop-route
       priority: 1
   "
  `);
});

test('a gRPC call by service, method and metadata', () => {
  const reserve: Route = {
    name: 'reserve',
    match: {
      grpc: { service: 'shop.Stock', method: 'Reserve' },
      headers: [{ name: 'x-trial', kind: 'exact', value: 'yes' }],
    },
    weights: { v2: 100 },
  };
  const all: Route = {
    name: 'all',
    match: { grpc: { service: 'shop.Stock' } },
    weights: { v1: 100 },
  };
  expect(yaml(routes('grpc', reserve, all))).toMatchInlineSnapshot(`
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
                 name: shop-v2
               weight: 100
         match:
           metadata:
             - match:
                 exact: yes
               name: x-trial
           methodName: Reserve
           serviceName: shop.Stock
       name: reserve
       priority: 0
     - grpcRoute:
         action:
           weightedTargets:
             - virtualNodeRef:
                 name: shop-v1
               weight: 100
         match:
           serviceName: shop.Stock
       name: all
       priority: 1
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
       name: shop-route
       priority: 2
   "
  `);
});
