import type { Route } from '../../../../config/graph/route';
import type { Protocol } from '../../../../config/graph/service-graph';
import { kongMeshObjects } from '../../../mesh/compile-pair';
import { at } from '../../objects';
import { oneService } from '../graph';
import { yaml } from '../yaml';

function route(protocol: Protocol, ...special: readonly Route[]) {
  const found = kongMeshObjects(oneService({ protocol, routes: special })).filter(
    ({ kind }) => kind === 'MeshHTTPRoute' || kind === 'MeshTCPRoute',
  );
  return found.map(({ kind, metadata, spec }) => ({ kind, metadata, spec }));
}

test('a service without routes is one rule for any path', () => {
  expect(yaml(route('http'))).toMatchInlineSnapshot(`
   "
   - kind: MeshHTTPRoute
     metadata:
       labels:
         kuma.io/mesh: dj-app
       name: shop
       namespace: prod
     spec:
       targetRef:
         kind: Mesh
       to:
         - rules:
             - default:
                 backendRefs:
                   - kind: MeshService
                     name: shop-v1
                     port: 8080
                     weight: 75
                   - kind: MeshService
                     name: shop-v2
                     port: 8080
                     weight: 25
               matches:
                 - path:
                     type: PathPrefix
                     value: /
           targetRef:
             kind: MeshService
             name: shop
   "
  `);
});

test('what happens to a call on its way stands in the rule of its route, in the words of Gateway API', () => {
  const [found] = route('http', {
    name: 'old',
    match: { path: { kind: 'prefix', value: '/v1' } },
    weights: { v1: 100 },
    filters: {
      request: { set: { 'x-api': 'v1' }, add: { via: 'shop' }, remove: ['cookie'] },
      response: { set: {}, add: {}, remove: ['server'] },
      path: { kind: 'prefix', value: '/' },
    },
  });
  expect(at(found?.spec, ['to', 0, 'rules', 0, 'default', 'filters'])).toEqual([
    {
      type: 'RequestHeaderModifier',
      requestHeaderModifier: {
        set: [{ name: 'x-api', value: 'v1' }],
        add: [{ name: 'via', value: 'shop' }],
        remove: ['cookie'],
      },
    },
    { type: 'ResponseHeaderModifier', responseHeaderModifier: { remove: ['server'] } },
    { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } },
  ]);
  expect(at(found?.spec, ['to', 0, 'rules', 1, 'default'])).not.toHaveProperty('filters');
});

test('a redirect keeps the versions in its rule, which Kuma drops where no backend is left', () => {
  const [found] = route('http', {
    name: 'moved',
    match: { path: { kind: 'prefix', value: '/v1' } },
    weights: { v1: 100 },
    filters: {
      redirect: {
        scheme: 'https',
        hostname: 'shop.example.com',
        port: 8443,
        path: { kind: 'prefix', value: '/v2' },
        statusCode: 308,
      },
    },
  });
  expect(at(found?.spec, ['to', 0, 'rules', 0, 'default'])).toMatchObject({
    filters: [
      {
        type: 'RequestRedirect',
        requestRedirect: {
          scheme: 'https',
          hostname: 'shop.example.com',
          port: 8443,
          path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/v2' },
          statusCode: 308,
        },
      },
    ],
    backendRefs: [{ weight: 100 }],
  });
});

test('tcp is one rule without a match', () => {
  expect(yaml(route('tcp'))).toMatchInlineSnapshot(`
   "
   - kind: MeshTCPRoute
     metadata:
       labels:
         kuma.io/mesh: dj-app
       name: shop
       namespace: prod
     spec:
       targetRef:
         kind: Mesh
       to:
         - rules:
             - default:
                 backendRefs:
                   - kind: MeshService
                     name: shop-v1
                     port: 8080
                     weight: 75
                   - kind: MeshService
                     name: shop-v2
                     port: 8080
                     weight: 25
           targetRef:
             kind: MeshService
             name: shop
   "
  `);
});

test('every kind of header that Kuma has, and a suffix as an expression', () => {
  const special: Route = {
    name: 'special',
    match: {
      path: { kind: 'prefix', value: '/api' },
      method: 'PUT',
      headers: [
        { name: 'a', kind: 'exact', value: '1' },
        { name: 'b', kind: 'prefix', value: '2' },
        { name: 'c', kind: 'suffix', value: '.3?' },
        { name: 'd', kind: 'regex', value: '4+' },
        { name: 'e', kind: 'present' },
        { name: 'f', kind: 'absent' },
      ],
    },
    weights: { v2: 100 },
  };
  expect(yaml(route('http2', special)[0]?.spec)).toMatchInlineSnapshot(`
   "
   targetRef:
     kind: Mesh
   to:
     - rules:
         - default:
             backendRefs:
               - kind: MeshService
                 name: shop-v2
                 port: 8080
                 weight: 100
           matches:
             - headers:
                 - name: a
                   type: Exact
                   value: "1"
                 - name: b
                   type: Prefix
                   value: "2"
                 - name: c
                   type: RegularExpression
                   value: .*\\.3\\?
                 - name: d
                   type: RegularExpression
                   value: 4+
                 - name: e
                   type: Present
                 - name: f
                   type: Absent
               method: PUT
               path:
                 type: PathPrefix
                 value: /api
         - default:
             backendRefs:
               - kind: MeshService
                 name: shop-v1
                 port: 8080
                 weight: 75
               - kind: MeshService
                 name: shop-v2
                 port: 8080
                 weight: 25
           matches:
             - path:
                 type: PathPrefix
                 value: /
       targetRef:
         kind: MeshService
         name: shop
   "
  `);
});

test('beside an expression, a rule for any path has no path, or it would be judged first', () => {
  const help: Route = {
    name: 'help',
    match: { path: { kind: 'regex', value: '/[a-z]+/help' } },
    weights: { v1: 100 },
  };
  const put: Route = {
    name: 'put',
    match: { method: 'PUT' },
    weights: { v2: 100 },
  };
  expect(route('http', help, put)[0]?.spec).toMatchObject({
    to: [
      {
        rules: [
          {
            matches: [{ path: { type: 'RegularExpression', value: '/[a-z]+/help' } }],
          },
          { matches: [{ method: 'PUT' }] },
          { matches: [{}] },
        ],
      },
    ],
  });
  expect(route('http', put)[0]?.spec).toMatchObject({
    to: [
      {
        rules: [
          {
            matches: [{ method: 'PUT', path: { type: 'PathPrefix', value: '/' } }],
          },
          { matches: [{ path: { type: 'PathPrefix', value: '/' } }] },
        ],
      },
    ],
  });
});

test('a gRPC call is a path: a method the whole of it, a service its first segment', () => {
  const reserve: Route = {
    name: 'reserve',
    match: { grpc: { service: 'shop.Stock', method: 'Reserve' } },
    weights: { v2: 100 },
  };
  const all: Route = {
    name: 'all',
    match: { grpc: { service: 'shop.Stock' } },
    weights: { v1: 100 },
  };
  expect(route('grpc', reserve, all)[0]?.spec).toMatchObject({
    to: [
      {
        rules: [
          {
            matches: [{ path: { type: 'Exact', value: '/shop.Stock/Reserve' } }],
          },
          { matches: [{ path: { type: 'PathPrefix', value: '/shop.Stock' } }] },
          { matches: [{ path: { type: 'PathPrefix', value: '/' } }] },
        ],
      },
    ],
  });
});
