import type { Route, RouteMatch } from '../../../config/graph/route';
import type { Protocol } from '../../../config/graph/service-graph';
import { graphProblems } from '../../../config/graph/validate-graph';
import { oneService } from './graph';

function saidOf(routes: readonly Route[], protocol: Protocol = 'http'): readonly string[] {
  return graphProblems(oneService({ routes, protocol })).map(
    ({ field, found, expected }) => `${field}: ${found}; ${expected}`,
  );
}

function route(match: RouteMatch, name = 'special', weights: Route['weights'] = { v1: 100 }): Route {
  return { name, match, weights };
}

const exact = (value: string): RouteMatch => ({ path: { kind: 'exact', value } });
const prefix = (value: string): RouteMatch => ({ path: { kind: 'prefix', value } });
const regex = (value: string): RouteMatch => ({ path: { kind: 'regex', value } });

test('routes in the order in which they are judged are consistent', () => {
  const routes = [
    route({ ...exact('/a'), method: 'GET' }, 'one'),
    route(exact('/a'), 'two'),
    route(prefix('/a/b'), 'three'),
    route({ ...prefix('/a'), headers: [{ name: 'x-a', kind: 'present' }] }, 'four'),
    route(prefix('/a'), 'five'),
    route(regex('/[a-z]+'), 'six'),
    route({ headers: [{ name: 'x-a', kind: 'present' }] }, 'seven'),
  ];
  expect(saidOf(routes)).toEqual([]);
});

test('another path is for http alone, and another prefix for a route that matches one', () => {
  const path = { kind: 'prefix', value: '/b' } as const;
  expect(saidOf([{ ...route(prefix('/a')), filters: { path } }])).toEqual([]);
  expect(saidOf([{ ...route(exact('/a')), filters: { path: { kind: 'full', value: '/b' } } }])).toEqual([]);
  expect(saidOf([{ ...route(exact('/a')), filters: { path } }])).toEqual([
    'routes[0].filters.path: another prefix of a route that matches none; a match of a path prefix',
  ]);
  const grpc = { ...route({ grpc: { service: 'shop.Stock' } }), filters: { path } };
  expect(saidOf([grpc], 'grpc')).toContain(
    'routes[0].filters.path: another path of grpc; none: the path is the name of the method',
  );
});

test('a redirect leads elsewhere, for http, and nothing else changes the path', () => {
  const redirect = { path: { kind: 'prefix', value: '/b' }, statusCode: 302 } as const;
  expect(saidOf([{ ...route(prefix('/a')), filters: { redirect } }])).toEqual([]);
  expect(saidOf([{ ...route(exact('/a')), filters: { redirect, path: redirect.path } }])).toEqual([
    'routes[0].filters.path: another prefix of a route that matches none; a match of a path prefix',
    'routes[0].filters.path: another path of a call that is redirected; the path under the redirect',
    'routes[0].filters.redirect.path: another prefix of a route that matches none; a match of a path prefix',
  ]);
  expect(saidOf([{ ...route(prefix('/a')), filters: { redirect: { statusCode: 301 } } }])).toEqual([
    'routes[0].filters.redirect: a redirect to where the call came to; another scheme, hostname, port or path',
  ]);
  const grpc = { ...route({ grpc: { service: 'shop.Stock' } }), filters: { redirect } };
  expect(saidOf([grpc], 'grpc')).toContain(
    'routes[0].filters.redirect: a redirect of grpc; none: its clients follow none',
  );
});

test.each<[string, RouteMatch, RouteMatch]>([
  ['an exact path before a prefix', prefix('/a'), exact('/b')],
  ['the longer prefix', prefix('/a'), prefix('/a/b')],
  ['a prefix before an expression', regex('/[a-z]+'), prefix('/a')],
  ['the longer expression', regex('/a'), regex('/a|/b')],
  ['a path before none', { method: 'GET' }, regex('/a')],
  ['a method before none', exact('/a'), { ...exact('/a'), method: 'PUT' }],
  [
    'more headers before fewer',
    { headers: [{ name: 'x-a', kind: 'present' }] },
    {
      headers: [
        { name: 'x-a', kind: 'present' },
        { name: 'x-b', kind: 'absent' },
      ],
    },
  ],
])('another order is refused: %s', (_, first, second) => {
  expect(saidOf([route(first, 'one'), route(second, 'two')])).toEqual([
    'routes[1]: two after one; two first: its match is judged before that of one',
  ]);
  expect(saidOf([route(second, 'two'), route(first, 'one')])).toEqual([]);
});

test('a route that another one hides is refused', () => {
  const headers = [
    { name: 'x-a', kind: 'present' },
    { name: 'x-b', kind: 'absent' },
  ] as const;
  expect(saidOf([route({ headers }, 'one'), route({ headers: headers.toReversed() }, 'two')])).toEqual([
    'routes[1].match: the match of one; another match: this route gets no call',
  ]);
});

test.each<[string, Route, string]>([
  [
    'no condition',
    route({}),
    "routes[0].match: no condition; at least one: the versions' weights are for all other calls",
  ],
  [
    'any path',
    route(prefix('/')),
    "routes[0].match: no condition; at least one: the versions' weights are for all other calls",
  ],
  ['a relative path', route(exact('a')), 'routes[0].match.path: "a"; a path that starts with /'],
  [
    'a prefix with / at its end',
    route(prefix('/a/')),
    'routes[0].match.path: "/a/"; a prefix without / at its end: it takes whole segments',
  ],
  ['no expression', route(regex('/(')), 'routes[0].match.path: "/("; an expression of RE2\'s syntax'],
  [
    'a look-ahead',
    route(regex('/(?=a)')),
    'routes[0].match.path: "/(?=a)"; an expression of RE2\'s syntax, without look-around and back-references',
  ],
  [
    'a capital in a header',
    route({ headers: [{ name: 'X-A', kind: 'present' }] }),
    'routes[0].match.headers[0].name: "X-A"; a header\'s name in lower case',
  ],
  [
    'an empty value',
    route({ headers: [{ name: 'a', kind: 'exact', value: '' }] }),
    'routes[0].match.headers[0].value: 0 characters; 1 to 255 characters',
  ],
  [
    'a wrong expression',
    route({ headers: [{ name: 'a', kind: 'regex', value: '[' }] }),
    'routes[0].match.headers[0].value: "["; an expression of RE2\'s syntax',
  ],
  [
    'an empty range',
    route({ headers: [{ name: 'a', kind: 'range', from: 2, to: 2 }] }),
    'routes[0].match.headers[0]: 2 to 2; whole numbers, from below to',
  ],
  [
    'a header twice',
    route({
      headers: [
        { name: 'a', kind: 'present' },
        { name: 'a', kind: 'present' },
      ],
    }),
    'routes[0].match.headers[1].name: a second a; each header once: Kuma reads the first only',
  ],
  [
    'a gRPC match of http',
    route({ grpc: { service: 'a.B' } }),
    'routes[0].match.grpc: a gRPC match of http; path and method',
  ],
  [
    'an unknown version',
    route(exact('/a'), 'special', { v3: 1 }),
    'routes[0].weights: "v3"; one of its versions: v1, v2',
  ],
  [
    'weights of nothing',
    route(exact('/a'), 'special', { v1: 0 }),
    'routes[0].weights: weights that are all 0; at least one above 0',
  ],
  [
    'a weight out of range',
    route(exact('/a'), 'special', { v1: 101 }),
    'routes[0].weights.v1: weight 101; a whole number, 0 to 100',
  ],
  [
    'the name of the rest',
    route(exact('/a'), 'shop-route'),
    'routes[0].name: shop-route; another name: the calls that no route takes have this one',
  ],
  [
    'a name that is none',
    route(exact('/a'), 'a_b'),
    'routes[0].name: "a_b"; a DNS label of at most 63 characters',
  ],
])('refused by name: %s', (_, wrong, said) => {
  expect(saidOf([wrong])).toEqual([said]);
});

test('a route has a name of its own', () => {
  expect(saidOf([route(exact('/a')), route(exact('/b'))])).toEqual([
    'routes[1].name: a second special; a name of its own',
  ]);
});

test('tcp has no routes, grpc no paths', () => {
  expect(saidOf([route(exact('/a'))], 'tcp')).toEqual([
    'routes: 1 routes of tcp; none: a tcp connection has neither path nor header',
  ]);
  expect(saidOf([route(exact('/a'))], 'grpc')).toEqual([
    'routes[0].match: path or method; grpc: {service, method} for a grpc service',
  ]);
  expect(saidOf([route({ grpc: { service: '/a', method: 'b.c' } })], 'grpc')).toEqual([
    'routes[0].match.grpc.service: "/a"; a full name such as shop.Stock',
    'routes[0].match.grpc.method: "b.c"; a method\'s name such as Reserve',
  ]);
});
