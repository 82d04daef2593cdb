import fc from 'fast-check';
import type { Call } from './kong-answers';

const hosts = [
  'shop.example.com',
  'a.example.com',
  '*.example.com',
  'stock.example.org',
  '*.example.org',
] as const;
const paths = ['/', '/a', '/a/b', '/b.c', '/list/'] as const;
const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const headers = fc.record({
  set: fc.constantFrom({}, { 'x-a': '1' }),
  add: fc.constantFrom({}, { 'x-b': '2' }),
  remove: fc.constantFrom([], ['x-c']),
});

const filters = fc.record({
  requestHeaderModifier: some(headers),
  responseHeaderModifier: some(headers),
  urlRewrite: fc.constantFrom(
    undefined,
    undefined,
    { replacePrefixMatch: '/new' },
    { replacePrefixMatch: '/' },
    { replacePrefixMatch: '/x/y/' },
    { replaceFullPath: '/one' },
  ),
  requestRedirect: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    { location: 'https://shop.example.com' },
    { location: 'https://shop.example.com/', keepPath: true, statusCode: 301 },
    { location: 'https://shop.example.com:8443/moved', keepPath: false, statusCode: 301 },
    { location: 'https://shop.example.com/moved/?a=b', keepPath: false },
    { location: 'http://shop.example.com', statusCode: 308 },
  ),
});

const match = fc.record({
  path: some(
    fc.oneof(
      fc.record({ type: fc.constantFrom('PathPrefix', 'Exact'), value: fc.constantFrom(...paths) }),
      fc.record({
        type: fc.constant('RegularExpression'),
        value: fc.constantFrom('/v[0-9]+(/.*)?', '/a/[a-z]+$', '/.*'),
      }),
    ),
  ),
  method: fc.constantFrom(undefined, undefined, 'GET', 'POST'),
  headers: fc.constantFrom(
    {},
    {},
    { 'x-beta': { value: 'yes' } },
    { 'x-team': { type: 'RegularExpression', value: 'a|b' }, 'x-list': { value: 'a,b' } },
  ),
});

const where = fc.record({
  hosts: some(fc.uniqueArray(fc.constantFrom(...hosts), { minLength: 1, maxLength: 3 })),
  http: fc.constantFrom(undefined, 'serve', 'refuse', 'redirect'),
  stripPath: fc.constantFrom(undefined, true, false),
  preserveHost: fc.constantFrom(undefined, true),
  priority: fc.constantFrom(undefined, 5),
  requestBuffering: fc.constantFrom(undefined, false),
  plugins: fc.constantFrom([], ['key'], ['key', 'size']),
  filters,
});

const byPaths = fc.record({
  paths: fc.dictionary(fc.constantFrom(...paths), fc.constantFrom('web', 'cart'), {
    minKeys: 1,
    maxKeys: 3,
  }),
});
const byMatches = fc.record({
  matches: fc.array(match, { minLength: 1, maxLength: 4 }),
  backend: fc.constantFrom('web', 'cart'),
});
const route = fc.tuple(where, fc.oneof(byPaths, byMatches)).map(([left, right]) => ({ ...left, ...right }));

const grpcRoute = fc.record({
  hosts: some(fc.constant(['stock.example.org'])),
  matches: fc.array(
    fc.record({
      method: fc.constantFrom(
        undefined,
        { service: 'shop.Stock' },
        { service: 'shop.Stock', method: 'List' },
        { service: 'shop.Audit', method: 'ListAll' },
      ),
      headers: fc.constantFrom({}, { 'x-team': { type: 'RegularExpression', value: 'a|b' } }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  backend: fc.constant('stock'),
  plugins: fc.constantFrom([], ['key']),
});

/** What an application publishes, as its file says it. */
export const drawnPublication = fc.record({
  hosts: fc.constantFrom(
    {},
    { 'shop.example.com': { tls: { secretName: 'shop-tls' }, hsts: { maxAge: 300 } } },
    { '*.example.com': { tls: { secretName: 'shop-tls' }, http: 'serve' } },
  ),
  routes: fc.dictionary(fc.constantFrom('r', 's', 't', 'u'), fc.oneof(route, route, route, grpcRoute), {
    minKeys: 1,
    maxKeys: 4,
  }),
  plugins: fc.constant({
    key: { plugin: 'key-auth' },
    size: { plugin: 'request-size-limiting', enabled: false },
  }),
});

/** Calls of which each publication that is drawn takes some. */
export const calls: readonly Call[] = [
  'shop.example.com',
  'a.example.com',
  'other.example.com',
  'stock.example.org',
  'example.net',
].flatMap((host) =>
  [
    '/',
    '/a',
    '/a/',
    '/a/b',
    '/a/b/c',
    '/ab',
    '/b.c/d',
    '/bxc',
    '/list',
    '/list/x',
    '/v1',
    '/v1/x',
    '/shop.Stock/List',
    '/shop.Stock/ListMore',
    '/shop.Audit/ListAll',
  ].flatMap((path) =>
    (path.startsWith('/shop') ? (['grpcs'] as const) : (['http', 'https'] as const)).flatMap((scheme) =>
      // A call of gRPC is a POST.
      (scheme === 'grpcs' ? ['POST'] : ['GET', 'POST']).flatMap((method) =>
        [{}, { 'x-beta': 'yes' }, { 'x-team': 'b', 'x-list': 'a,b' }, { 'x-team': 'abc' }].map((headers) => ({
          scheme,
          host,
          path,
          method,
          headers,
        })),
      ),
    ),
  ),
);
