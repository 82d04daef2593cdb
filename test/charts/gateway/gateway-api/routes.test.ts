import { objectOf, published } from '../../application/publication/published';
import { kongRoutes } from './kong-routes';

const gateway = 'gateway: {mode: kic, version: "3.9", routes: gateway-api}';
const around = { gateway, given: ['gateway-api-crds', 'Secret shop/shop-tls'] };

/** Notices of what the tests publish on purpose. */
const known = /https without a certificate|a route of gRPC that takes what no other route does/;

function made(publish: string) {
  const all = published(publish, around);
  expect(all.problems.filter((problem) => !known.test(problem))).toEqual([]);
  expect(all.diagnostics).toEqual([]);
  return all;
}

const parent = (sectionName?: string) => ({
  name: 'kong',
  namespace: 'kong',
  ...(sectionName === undefined ? {} : { sectionName }),
});

test('paths of any host are rules of one HTTPRoute at every listener, with the plugins that are declared as filters', () => {
  const { metadata, spec } = objectOf(
    made('publish: {routes: {r: {paths: {/a: web, /b: cart}, plugins: [k]}}, plugins: {k: {plugin: cors}}}'),
    'HTTPRoute',
    'r',
  );
  const extensionRef = { group: 'configuration.konghq.com', kind: 'KongPlugin', name: 'k' };
  const rule = (value: string, name: string) => ({
    matches: [{ path: { type: 'PathPrefix', value } }],
    filters: [{ type: 'ExtensionRef', extensionRef }],
    backendRefs: [{ name, port: 8080 }],
  });
  expect(metadata.annotations).toEqual({
    'konghq.com/preserve-host': 'false',
    'konghq.com/protocols': 'http,https',
    'konghq.com/strip-path': 'true',
  });
  expect(spec).toEqual({ parentRefs: [parent()], rules: [rule('/a', 'web'), rule('/b', 'cart')] });
});

test('a host with a certificate has a listener of its own, for its application alone, which may read the Secret', () => {
  const all = made(`
publish:
  hosts: {"*.example.com": {tls: {secretName: shop-tls}}}
  routes: {r: {host: shop.example.com, paths: {/: web}}}
`);
  const allowedRoutes = {
    namespaces: {
      from: 'Selector',
      selector: {
        matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop'] }],
      },
    },
  };
  expect(objectOf(all, 'Gateway', 'kong').spec).toEqual({
    gatewayClassName: 'kong',
    listeners: [
      { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes },
      {
        name: 'https-wildcard-example-com',
        hostname: '*.example.com',
        port: 443,
        protocol: 'HTTPS',
        tls: { mode: 'Terminate', certificateRefs: [{ name: 'shop-tls', namespace: 'shop' }] },
        allowedRoutes,
      },
    ],
  });
  expect(objectOf(all, 'ReferenceGrant', 'gateway-certificates').spec).toEqual({
    from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'kong' }],
    to: [{ group: '', kind: 'Secret', name: 'shop-tls' }],
  });
  expect(objectOf(all, 'HTTPRoute', 'r')).toMatchObject({
    metadata: {
      annotations: {
        'konghq.com/https-redirect-status-code': '308',
        'konghq.com/protocols': 'https',
      },
    },
    spec: { hostnames: ['shop.example.com'], parentRefs: [parent('https-wildcard-example-com')] },
  });
});

test('a host without a certificate attaches to plain http, and its protocols are said of the route', () => {
  expect(
    objectOf(made('publish: {routes: {r: {host: a.example.com, paths: {/: web}}}}'), 'HTTPRoute', 'r'),
  ).toMatchObject({
    metadata: { annotations: { 'konghq.com/protocols': 'https' } },
    spec: { parentRefs: [parent('http')] },
  });
});

test('a rewritten prefix has an HTTPRoute for each match, since the controller joins rules with the same filters', () => {
  const all = made(
    'publish: {routes: {r: {paths: {/a: web, /b: web}, filters: {urlRewrite: {replacePrefixMatch: /n}}}}}',
  );
  const rules = (name: string) => (objectOf(all, 'HTTPRoute', name).spec as { rules: unknown }).rules;
  const filters = [
    { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/n' } } },
  ];
  expect(rules('r')).toMatchObject([{ matches: [{ path: { value: '/a' } }], filters }]);
  expect(rules('r-2')).toMatchObject([{ matches: [{ path: { value: '/b' } }], filters }]);
});

test('gRPC is a GRPCRoute whose plugins the annotation names, for the controller passes over its filters', () => {
  const all = made(`
publish:
  plugins: {k: {plugin: key-auth}}
  routes:
    r:
      host: stock.example.com
      matches: [{method: {service: shop.Stock}}, {method: {service: shop.Audit, method: List}}]
      backend: stock
      plugins: [k]
    all: {host: any.example.com, paths: {/: stock}}
`);
  const of = (name: string) => objectOf(all, 'GRPCRoute', name);
  expect(of('r')).toMatchObject({
    metadata: {
      annotations: {
        'konghq.com/plugins': 'k',
        'konghq.com/protocols': 'grpcs',
        'konghq.com/regex-priority': '2',
      },
    },
    spec: {
      rules: [
        {
          matches: [{ method: { type: 'RegularExpression', service: 'shop\\.Audit', method: 'List$' } }],
          backendRefs: [{ name: 'stock', port: 9090 }],
        },
      ],
    },
  });
  expect(of('r-2').spec).toMatchObject({
    rules: [{ matches: [{ method: { type: 'RegularExpression', service: 'shop\\.Stock' } }] }],
  });
  expect(of('all').spec).toMatchObject({
    hostnames: ['any.example.com'],
    rules: [{ backendRefs: [{ name: 'stock' }] }],
  });
});

test('gRPC of any host is a rule without matches at the listener without a host: no other hosts are its own', () => {
  const all = made(`
publish:
  hosts: {shop.example.com: {tls: {secretName: shop-tls}}}
  routes:
    shop: {host: shop.example.com, paths: {/: web}}
    every: {paths: {/: stock}}
`);
  expect(objectOf(all, 'GRPCRoute', 'every').spec).toEqual({
    parentRefs: [{ name: 'kong', namespace: 'kong', sectionName: 'http' }],
    rules: [{ backendRefs: [{ name: 'stock', port: 9090 }] }],
  });
  expect(kongRoutes(all.manifests).filter(({ protocols }) => protocols.includes('grpcs'))).toMatchObject([
    { hosts: [], paths: ['/'] },
  ]);
});

describe.each(['ingress', 'gateway-api'] as const)('with routes: %s', (routes) => {
  const said = (route: string) =>
    published(`publish: {routes: {r: {${route}}}}`, {
      gateway: `gateway: {mode: kic, version: "3.9", routes: ${routes}}`,
      given: ['gateway-api-crds'],
    }).problems.filter((problem) => /gRPC|GRPCRoute/.test(problem));

  test.each([
    ['paths: {/: stock}', 'publish.routes.r.paths["/"]'],
    ['backend: stock', 'publish.routes.r'],
    ['matches: [{path: {value: /}}], backend: stock', 'publish.routes.r.matches[0].path.value'],
  ])('whoever publishes gRPC by %s for any host is told that it takes every call', (route, at) => {
    expect(said(route)).toEqual([`${at}: a route of gRPC that takes what no other route does`]);
  });

  test.each([
    'host: a.example.com, paths: {/: stock}',
    'matches: [{method: {service: shop.Stock}}], backend: stock',
    'matches: [{headers: {x-a: {value: b}}}], backend: stock',
    'paths: {/shop.Stock: stock}',
    'paths: {/: web}',
  ])('nothing is said of %s', (route) => {
    expect(said(route)).toEqual([]);
  });

  test('a path that no call of gRPC has is told of, or refused where there are no words for it', () => {
    const message =
      routes === 'ingress' ? 'a path that no call of gRPC has' : 'a path that a GRPCRoute cannot say';
    for (const path of ['/v1/stock/items', '/shop-stock']) {
      expect(said(`paths: {${path}: stock}`)).toEqual([`publish.routes.r.paths["${path}"]: ${message}`]);
    }
  });
});

test.each([
  [
    'r: {host: a.example.com, paths: {/shop/Stock/List: stock}}',
    'a path that a GRPCRoute cannot say',
    /routes\.r\.paths/,
  ],
  [
    'r: {paths: {/: web}}, e: {matches: [{path: {type: Exact, value: /}}], backend: cart}',
    'an exact path beside a prefix that is all paths',
    /routes\.e\.matches\[0\]\.path\.value/,
  ],
  [
    `r: {matches: [{headers: {${Array.from({ length: 17 }, (_, i) => `x-${i}: {value: a}`).join(', ')}}}], backend: web}`,
    'more headers than a match of Gateway API has',
    /routes\.r\.matches\[0\]\.headers/,
  ],
])('%.60s is refused where it stands, and taken as an Ingress', (routes, message, place) => {
  const publish = `publish: {routes: {${routes}}}`;
  const { problems } = published(publish, around);
  const [problem = ''] = problems.filter((each) => each.endsWith(message));
  expect(problem).toMatch(place);
  expect(published(publish).problems.filter((each) => each.endsWith(message))).toEqual([]);
});

describe('a GRPCRoute of all calls is a route by its host alone', () => {
  const message = 'calls of gRPC that a route of HTTP takes';
  const said = (routes: string, form = gateway) =>
    published(`publish: {routes: {${routes}}}`, { ...around, gateway: form }).problems.filter((each) =>
      each.endsWith(message),
    );
  const everything = 'g: {host: stock.example.org, paths: {/: stock}}';

  test.each([
    ['a wider host and the path /', 'r: {host: "*.example.org", paths: {/: web}}'],
    ['a wider host alone', 'r: {host: "*.example.org", backend: web}'],
    [
      'a wider host and an expression of all paths',
      'r: {host: "*.example.org", matches: [{path: {type: RegularExpression, value: /.*}}], backend: web}',
    ],
    ['the method of gRPC', 'r: {matches: [{method: POST}], backend: web}'],
  ])('and refused beside a route of HTTP by %s', (_, other) => {
    expect(said(`${other}, ${everything}`)).toEqual([`publish.routes.g.paths["/"]: ${message}`]);
    expect(said(`${other}, ${everything}`, 'gateway: {mode: kic, version: "3.9"}')).toEqual([]);
    // What the message says to write.
    const services =
      'g: {host: stock.example.org, matches: [{method: {service: shop.Stock}}], backend: stock}';
    expect(said(`${other}, ${services}`)).toEqual([]);
  });

  test.each([
    ['another host', 'r: {host: "*.example.com", paths: {/: web}}'],
    ['the same host and a path', 'r: {host: stock.example.org, paths: {/a: web}}'],
    ['a wider host and a path', 'r: {host: "*.example.org", paths: {/a: web}}'],
    ['any host', 'r: {paths: {/: web}}'],
    ['another method', 'r: {matches: [{method: GET}], backend: web}'],
    ['a header', 'r: {host: "*.example.org", matches: [{headers: {x-a: {value: b}}}], backend: web}'],
    ['gRPC too', 'r: {host: "*.example.org", paths: {/: stock}}'],
  ])('and taken beside a route by %s', (_, other) => {
    expect(said(`${other}, ${everything}`)).toEqual([]);
  });
});

test('without the CRDs of Gateway API the form is refused', () => {
  const { problems } = published('publish: {routes: {r: {paths: {/: web}}}}', { gateway });
  expect(problems).toEqual(['gateway.routes: the kinds of Gateway API come from nowhere']);
});
