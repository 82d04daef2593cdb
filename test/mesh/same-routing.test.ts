import fc from 'fast-check';
import { serviceHost } from '../../config/graph/service-graph';
import type { Manifest } from '../../references/manifest';
import { readAppMesh } from '../../routing/app-mesh/read';
import { readKongMesh } from '../../routing/kong-mesh/read';
import type { Request, Routing } from '../../routing/request';
import { times } from '../long';
import { gatewayCaller } from './clusters';
import { compilePair } from './compile-pair';
import { differences, type Pair } from './differences';
import { bookshopExamples, bookshopPair, djPair } from './pairs';
import { randomGraph } from './random-graph';

const meshes: readonly [
  string,
  (objects: readonly Manifest[]) => Routing,
  (pair: Pair) => readonly Manifest[],
][] = [
  ['App Mesh', readAppMesh, ({ appMesh }) => appMesh],
  ['Kong Mesh', readKongMesh, ({ kongMesh }) => kongMesh],
];

describe('the same graph on both meshes', () => {
  test('the DJ application: every caller reaches the same versions with the same shares', () => {
    const { asked, found } = differences(djPair());
    expect(found).toEqual([]);
    expect(asked).toBeGreaterThan(50);
  });

  test('the bookshop: every caller reaches the same versions with the same shares', () => {
    const { asked, found } = differences(bookshopPair(), bookshopExamples);
    expect(found).toEqual([]);
    expect(asked).toBeGreaterThan(5_000);
  });

  test('any graph that both meshes can do: every caller reaches the same versions with the same shares', () => {
    fc.assert(
      fc.property(randomGraph, (graph) => {
        expect(differences(compilePair(graph)).found).toEqual([]);
      }),
      { numRuns: times(3, 300) },
    );
  });
});

test('one difference remains: on Kong Mesh who may call a service may call its versions by name', () => {
  const { appMesh, kongMesh } = djPair();
  const call = { host: serviceHost('prod', 'jazz-v2'), port: 9080, path: '/', method: 'GET', headers: {} };
  expect(readAppMesh(appMesh).answer(gatewayCaller, call).shares).toEqual({});
  expect(readKongMesh(kongMesh).answer(gatewayCaller, call).shares).toEqual({ 'prod/jazz-v2': 1 });
});

describe.each(meshes)('what the objects of %s say', (_, read, objectsOf) => {
  const pair = bookshopPair();
  const routing = read(objectsOf(pair));
  const caller = (name: string) => {
    const found = [gatewayCaller, ...routing.callers].find((each) => each.name === name);
    if (found === undefined) throw new Error(`no caller ${name}`);
    return found;
  };
  const call = (service: string, port: number, rest: Partial<Request> = {}): Request => ({
    host: serviceHost('bookshop', service),
    port,
    path: '/',
    method: 'GET',
    headers: {},
    ...rest,
  });
  const ask = (name: string, asked: Request) => routing.answer(caller(name), asked).shares;

  test('the DJ canary is 95 to 5, for the gateway alone', () => {
    const djObjects = objectsOf(djPair());
    const own = read(djObjects);
    const asked = { ...call('jazz', 9080), host: serviceHost('prod', 'jazz') };
    expect(own.answer(gatewayCaller, asked).shares).toEqual({ 'prod/jazz-v1': 0.95, 'prod/jazz-v2': 0.05 });
    const [neighbour] = own.callers.filter(({ name }) => name === 'metal-v1');
    expect(neighbour && own.answer(neighbour, asked).shares).toEqual({});
  });

  test.each<[string, Request, Readonly<Record<string, number>>]>([
    [
      'kong-gateway',
      call('storefront', 8080),
      { 'bookshop/storefront-v1': 0.8, 'bookshop/storefront-v2': 0.2 },
    ],
    ['kong-gateway', call('storefront', 8080, { path: '/de/help' }), { 'bookshop/storefront-v1': 1 }],
    [
      'kong-gateway',
      call('storefront', 8080, { headers: { 'x-preview': '' } }),
      { 'bookshop/storefront-v2': 1 },
    ],
    ['kong-gateway', call('catalogue', 8081), {}],
    [
      'storefront-v1',
      call('catalogue', 8081),
      { 'bookshop/catalogue-v1': 0.95, 'bookshop/catalogue-v2': 0.05 },
    ],
    [
      'storefront-v2',
      call('catalogue', 8081, { path: '/books' }),
      { 'bookshop/catalogue-v1': 0.5, 'bookshop/catalogue-v2': 0.5 },
    ],
    [
      'storefront-v1',
      call('catalogue', 8081, { path: '/books/1', headers: { 'x-mail': 'ann@bookshop.example.com' } }),
      { 'bookshop/catalogue-v1': 0.1, 'bookshop/catalogue-v2': 0.9 },
    ],
    [
      'storefront-v1',
      call('catalogue', 8081, { path: '/bookshelf', headers: { 'x-mail': 'ann@bookshop.example.com' } }),
      { 'bookshop/catalogue-v1': 0.95, 'bookshop/catalogue-v2': 0.05 },
    ],
    [
      'storefront-v1',
      call('stock', 9090, { path: '/bookshop.Stock/Reserve', method: 'POST' }),
      { 'bookshop/stock-v1': 0.9, 'bookshop/stock-v2': 0.1 },
    ],
    ['stock-v2', call('ledger', 7000), { 'bookshop/ledger-v1': 0.6, 'bookshop/ledger-v2': 0.4 }],
    ['catalogue-v1', call('ledger', 7000), {}],
    ['ledger-v1', call('storefront', 8080), {}],
  ])('%s calling %j gets %j', (name, asked, answer) => {
    expect(ask(name, asked)).toEqual(answer);
  });

  test('a host outside the mesh is reached by the services that call it, on its own port', () => {
    const payments = { ...call('', 443), host: 'api.payments.example.com' };
    expect(ask('storefront-v1', payments)).toEqual({ 'api.payments.example.com:443': 1 });
    expect(ask('storefront-v1', { ...payments, port: 80 })).toEqual({});
    expect(ask('catalogue-v1', payments)).toEqual({});
    expect(ask('kong-gateway', payments)).toEqual({});
    const login = { ...payments, host: 'login.example.com' };
    expect(ask('kong-gateway', login)).toEqual({ 'login.example.com:443': 1 });
    expect(ask('storefront-v1', login)).toEqual({});
  });
});
