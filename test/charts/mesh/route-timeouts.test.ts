import type { Route } from '../../../config/graph/route';
import { appMeshObjects, kongMeshObjects } from '../../mesh/compile-pair';
import { oneService } from './graph';
import { yaml } from './yaml';

const slow: Route = {
  name: 'export',
  match: { path: { kind: 'prefix', value: '/export' } },
  weights: { v1: 75, v2: 25 },
  timeouts: { requestMilliseconds: 60_000 },
};
const beta: Route = {
  name: 'beta',
  match: { headers: [{ name: 'x-beta', kind: 'present' }] },
  weights: { v2: 100 },
};

const service = (timeouts?: { requestMilliseconds?: number; idleMilliseconds?: number }) =>
  oneService({
    protocol: 'http',
    routes: [slow, beta],
    ...(timeouts === undefined ? {} : { timeouts }),
  });

test('on Kong Mesh a route with a time limit is a MeshHTTPRoute of its own, which a MeshTimeout names', () => {
  const objects = kongMeshObjects(service({ requestMilliseconds: 5_000 }));
  const routes = objects.filter(({ kind }) => kind === 'MeshHTTPRoute');
  expect(
    routes.map(({ metadata, spec }) => [metadata.name, JSON.stringify(spec).match(/x-beta|export/g)]),
  ).toEqual([
    ['shop', ['x-beta']],
    ['shop-route-export', ['export']],
  ]);
  expect(yaml(objects.find(({ kind }) => kind === 'MeshTimeout')?.spec)).toMatchInlineSnapshot(`
   "
   targetRef:
     kind: Mesh
   to:
     - default:
         http:
           requestTimeout: 5s
           streamIdleTimeout: 5s
       targetRef:
         kind: MeshService
         name: shop
     - default:
         http:
           requestTimeout: 60s
           streamIdleTimeout: 60s
       targetRef:
         kind: MeshHTTPRoute
         name: shop-route-export
   "
  `);
});

test('a service without time limits has those of its routes alone', () => {
  const timeout = kongMeshObjects(service()).find(({ kind }) => kind === 'MeshTimeout');
  expect(yaml(timeout?.spec)).toMatchInlineSnapshot(`
   "
   targetRef:
     kind: Mesh
   to:
     - default:
         http:
           requestTimeout: 60s
           streamIdleTimeout: 60s
       targetRef:
         kind: MeshHTTPRoute
         name: shop-route-export
   "
  `);
});

test('on App Mesh a route has its limit beside the idle one of the service, and no pod waits less long than a route', () => {
  const objects = appMeshObjects(service({ requestMilliseconds: 5_000, idleMilliseconds: 90_000 }));
  const json = (kind: string) =>
    objects.filter((object) => object.kind === kind).map(({ spec }) => JSON.stringify(spec));
  expect(
    json('VirtualRouter')
      .join()
      .match(/"timeout":.*?\}\}/g),
  ).toEqual([
    '"timeout":{"idle":{"unit":"ms","value":90000},"perRequest":{"unit":"ms","value":60000}}',
    '"timeout":{"idle":{"unit":"ms","value":90000},"perRequest":{"unit":"ms","value":60000}}',
    '"timeout":{"idle":{"unit":"ms","value":90000},"perRequest":{"unit":"ms","value":5000}}',
    '"timeout":{"idle":{"unit":"ms","value":90000},"perRequest":{"unit":"ms","value":5000}}',
  ]);
  for (const node of json('VirtualNode').filter((spec) => spec.includes('8080')))
    expect(node).toContain('"perRequest":{"unit":"ms","value":60000}');
});

test('pods of App Mesh wait 15 s by themselves, and as long as a route that may take longer', () => {
  const short = { ...slow, timeouts: { requestMilliseconds: 2_000 } };
  const none = { ...slow, timeouts: { requestMilliseconds: 0 } };
  const limit = (route: Route) =>
    appMeshObjects(oneService({ protocol: 'http', routes: [route] }))
      .filter(({ kind }) => kind === 'VirtualNode')
      .flatMap(({ spec }) => JSON.stringify(spec).match(/"perRequest":.*?\}/g) ?? []);
  expect(new Set(limit(short))).toEqual(new Set(['"perRequest":{"unit":"ms","value":15000}']));
  expect(new Set(limit(none))).toEqual(new Set(['"perRequest":{"unit":"ms","value":0}']));
});
