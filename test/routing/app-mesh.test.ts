import { readAppMesh } from '../../routing/app-mesh/read';
import type { Request } from '../../routing/request';
import { ask, objectsOf, workload } from './objects';

const node = (name: string, listener = '{portMapping: {port: 8080, protocol: http}}', more = '') => `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {namespace: shop, name: ${name}}
spec:
  podSelector: {matchLabels: {app: ${name}}}
  listeners: [${listener}]
  serviceDiscovery: {dns: {hostname: ${name}.shop.svc.cluster.local}}
  ${more}
---`;

const set = (routes: string, { front = '{}', red = '', mesh = '{}' } = {}) =>
  readAppMesh([
    ...['front', 'red', 'blue', 'green'].flatMap((name) => workload('shop', name)),
    ...objectsOf(`
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {mesh: shop, appmesh.k8s.aws/sidecarInjectorWebhook: enabled}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: shop}
spec: {namespaceSelector: {matchLabels: {mesh: shop}}, egressFilter: ${mesh}}
---
${node(
  'front',
  undefined,
  `backends: [{virtualService: {virtualServiceRef: {name: colour}}}]
  backendDefaults: ${front}`,
)}
${red === '' ? node('red') : node('red', `{portMapping: {port: 8080, protocol: http}, tls: ${red}}`)}
${node('blue')}
${node('green')}
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {namespace: shop, name: colour}
spec: {awsName: colour.shop.svc.cluster.local, provider: {virtualRouter: {virtualRouterRef: {name: colour}}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: {namespace: shop, name: colour}
spec:
  listeners: [{portMapping: {port: 8080, protocol: http}}]
  routes: ${routes}
`),
  ]);

const route = (name: string, match: string, to: string, priority = '') =>
  `{name: ${name}, ${priority === '' ? '' : `priority: ${priority}, `}httpRoute: {match: ${match}, action: {weightedTargets: ${to}}}}`;
const to = (name: string, weight = 1) => `{virtualNodeRef: {name: ${name}}, weight: ${weight}}`;
const host = 'colour.shop.svc.cluster.local';

describe('a router of App Mesh', () => {
  test.each<[string, string, Partial<Request>, Record<string, number>]>([
    [
      'takes the lowest priority before the longest prefix',
      `[${route('a', '{prefix: /long}', `[${to('red')}]`, '2')}, ${route('b', '{prefix: /}', `[${to('blue')}]`, '1')}]`,
      { path: '/long' },
      { 'shop/blue': 1 },
    ],
    [
      'takes the longest prefix of one priority',
      `[${route('a', '{prefix: /}', `[${to('red')}]`)}, ${route('b', '{prefix: /long}', `[${to('blue')}]`)}]`,
      { path: '/long' },
      { 'shop/blue': 1 },
    ],
    [
      'counts the letters of a prefix',
      `[${route('a', '{prefix: /colour}', `[${to('red')}]`)}]`,
      { path: '/colours?x=1' },
      { 'shop/red': 1 },
    ],
    [
      'asks for every match of one header',
      `[${route('a', '{prefix: /, headers: [{name: X-A, match: {prefix: a}}, {name: x-a, match: {suffix: z}}]}', `[${to('red')}]`)}]`,
      { headers: { 'x-a': 'a-z' } },
      { 'shop/red': 1 },
    ],
    [
      'takes a range without its end',
      `[${route('a', '{prefix: /, headers: [{name: x-n, match: {range: {start: 1, end: 3}}}]}', `[${to('red')}]`, '1')}, ${route('b', '{prefix: /}', `[${to('blue')}]`)}]`,
      { headers: { 'x-n': '3' } },
      { 'shop/blue': 1 },
    ],
    [
      'inverts what a header says, and not that it is missing',
      `[${route('a', '{prefix: /, headers: [{name: x-a, invert: true, match: {exact: no}}]}', `[${to('red')}]`, '1')}, ${route('b', '{prefix: /}', `[${to('blue')}]`)}]`,
      {},
      { 'shop/blue': 1 },
    ],
    [
      'takes an inverted presence as absence',
      `[${route('a', '{prefix: /, headers: [{name: x-a, invert: true}]}', `[${to('red')}]`, '1')}, ${route('b', '{prefix: /}', `[${to('blue')}]`)}]`,
      {},
      { 'shop/red': 1 },
    ],
    [
      'asks for query parameters',
      `[${route('a', '{prefix: /, queryParameters: [{name: v, match: {exact: "2"}}]}', `[${to('red')}]`, '1')}, ${route('b', '{prefix: /}', `[${to('blue')}]`)}]`,
      { path: '/x?v=2' },
      { 'shop/red': 1 },
    ],
    [
      'shares by weights that need not make 100',
      `[${route('a', '{prefix: /}', `[${to('red', 3)}, ${to('blue', 1)}, ${to('green', 0)}]`)}]`,
      {},
      { 'shop/red': 0.75, 'shop/blue': 0.25 },
    ],
  ])('%s', (_, routes, request, shares) => {
    const answer = ask(set(routes), 'shop/front', host, request);
    expect(answer.shares).toEqual(shares);
    expect(answer.unsure).toBeUndefined();
  });

  test('answers 404 where no route takes a request', () => {
    const routing = set(`[${route('a', '{prefix: /x}', `[${to('red')}]`)}]`);
    expect(ask(routing, 'shop/front', host)).toMatchObject({
      shares: {},
      refused: [{ share: 1, reason: expect.stringContaining('404') }],
    });
  });

  test('leaves open what upstream leaves open: two routes of one priority and one length', () => {
    const header = '{prefix: /, headers: [{name: x-a}]}';
    const routing = set(
      `[${route('a', '{prefix: /}', `[${to('red')}]`)}, ${route('b', header, `[${to('blue')}]`)}]`,
    );
    expect(ask(routing, 'shop/front', host, { headers: { 'x-a': '' } }).unsure).toContain('a and b');
    expect(ask(routing, 'shop/front', host).unsure).toBeUndefined();
  });

  test('says by which objects it decided', () => {
    const routing = set(`[${route('all', '{prefix: /}', `[${to('red')}]`)}]`);
    expect(ask(routing, 'shop/front', host).by).toEqual([
      'VirtualNode shop/front',
      'VirtualService shop/colour',
      'VirtualRouter shop/colour route all',
    ]);
  });
});

describe('a virtual node of App Mesh', () => {
  const all = `[${route('all', '{prefix: /}', `[${to('red')}]`)}]`;

  test.each<[string, string, string, Partial<Request>, Record<string, number>]>([
    ['drops what is no backend', '{}', 'blue.shop.svc.cluster.local', {}, {}],
    ['drops another port of a backend', '{}', host, { port: 9090 }, {}],
    [
      'lets AWS be called',
      '{}',
      'sqs.eu-west-1.amazonaws.com',
      { port: 443 },
      { 'sqs.eu-west-1.amazonaws.com:443': 1 },
    ],
    ['calls anybody where the mesh allows all', '{type: ALLOW_ALL}', 'blue.shop', {}, { 'shop/blue': 1 }],
    ['and any host outside', '{type: ALLOW_ALL}', 'example.net', { port: 80 }, { 'example.net:80': 1 }],
  ])('%s', (_, mesh, called, request, shares) => {
    expect(ask(set(all, { mesh }), 'shop/front', called, request).shares).toEqual(shares);
  });

  test('knows a backend by its awsName alone', () => {
    expect(ask(set(all), 'shop/front', 'colour.shop').shares).toEqual({});
  });

  test('takes the TLS that a listener offers, and enforces none that it lacks', () => {
    const strict = '{mode: STRICT, certificate: {file: {certificateChain: /c, privateKey: /k}}}';
    expect(ask(set(all, { red: strict }), 'shop/front', host).shares).toEqual({ 'shop/red': 1 });
    const enforcing = '{clientPolicy: {tls: {validation: {trust: {file: {certificateChain: /c}}}}}}';
    expect(ask(set(all, { front: enforcing }), 'shop/front', host).refused).toMatchObject([
      { reason: expect.stringContaining('enforces TLS') },
    ]);
    expect(ask(set(all, { front: enforcing, red: strict }), 'shop/front', host).shares).toEqual({
      'shop/red': 1,
    });
  });

  test('refuses who has no Envoy where its listener is strict', () => {
    const strict = '{mode: STRICT, certificate: {file: {certificateChain: /c, privateKey: /k}}}';
    const routing = set(all, { red: strict });
    const stranger = { namespace: 'else', name: 'x', labels: {}, serviceAccount: 'default' };
    const request = { host: 'red.shop', port: 8080, path: '/', method: 'GET', headers: {} };
    expect(routing.answer(stranger, request).shares).toEqual({});
    expect(routing.answer(stranger, { ...request, host: 'blue.shop' }).shares).toEqual({ 'shop/blue': 1 });
  });
});

describe('a virtual gateway', () => {
  const gateway = (routes: string) =>
    readAppMesh([
      ...['colour', 'gateway'].flatMap((name) => workload('shop', name)),
      ...objectsOf(`
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualGateway
metadata: {namespace: shop, name: gateway}
spec: {namespaceSelector: {}, podSelector: {matchLabels: {app: gateway}}, listeners: [{portMapping: {port: 8088, protocol: http}}]}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {namespace: shop, name: colour}
spec:
  podSelector: {matchLabels: {app: colour}}
  listeners: [{portMapping: {port: 8080, protocol: http}}]
  serviceDiscovery: {dns: {hostname: colour.shop.svc.cluster.local}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {namespace: shop, name: colour}
spec: {provider: {virtualNode: {virtualNodeRef: {name: colour}}}}
---
${routes}`),
    ]);
  const gatewayRoute = (name: string, match: string, rewrite = '', priority = 1000) => `
apiVersion: appmesh.k8s.aws/v1beta2
kind: GatewayRoute
metadata: {namespace: shop, name: ${name}}
spec:
  priority: ${priority}
  httpRoute: {match: ${match}, action: {target: {virtualService: {virtualServiceRef: {name: colour}}}${rewrite}}}
---`;

  test.each<[string, string, string, string]>([
    ['puts / for a prefix', gatewayRoute('a', '{prefix: /colours}'), '/colours/red?x=1', '/red?x=1'],
    [
      'keeps a prefix that it is told to keep',
      gatewayRoute('a', '{prefix: /colours}', ', rewrite: {prefix: {defaultPrefix: DISABLED}}'),
      '/colours/red',
      '/colours/red',
    ],
    [
      'puts another prefix',
      gatewayRoute('a', '{prefix: /colours/}', ', rewrite: {prefix: {value: /c/}}'),
      '/colours/red',
      '/c/red',
    ],
    [
      'puts another path',
      gatewayRoute('a', '{path: {exact: /old}}', ', rewrite: {path: {exact: /new}}'),
      '/old',
      '/new',
    ],
    [
      'takes the lowest priority first',
      gatewayRoute('a', '{prefix: /colours}') +
        gatewayRoute('b', '{prefix: /}', ', rewrite: {prefix: {value: /b/}}', 1),
      '/colours/red',
      '/b/colours/red',
    ],
  ])('%s', (_, routes, path, seen) => {
    const answer = ask(gateway(routes), 'shop/gateway', 'shop.example.com', { port: 80, path });
    expect(answer).toMatchObject({ shares: { 'shop/colour': 1 }, path: seen });
  });

  test('matches the host of its client', () => {
    const routing = gateway(gatewayRoute('a', '{prefix: /, hostname: {suffix: .example.com}}'));
    expect(ask(routing, 'shop/gateway', 'shop.example.com').shares).toEqual({ 'shop/colour': 1 });
    expect(ask(routing, 'shop/gateway', 'shop.example.net').shares).toEqual({});
  });
});
