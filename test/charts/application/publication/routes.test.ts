import { objectOf, published } from './published';

/** The Ingress of a route: its annotations, and its paths. */
function ingress(publish: string, name = 'r', ...around: Parameters<typeof published>[1][]) {
  const made = published(publish, ...around);
  expect(made.diagnostics).toEqual([]);
  const { metadata, spec } = objectOf(made, 'Ingress', name);
  return { annotations: metadata.annotations, spec };
}

const to = (name: string, number = 8080) => ({ service: { name, port: { number } } });

test('paths of any host are what they were: prefixes that are cut off, by http and https', () => {
  expect(ingress('publish: {routes: {r: {paths: {/a: web, /b: cart}}}}')).toEqual({
    annotations: {
      'konghq.com/preserve-host': 'false',
      'konghq.com/protocols': 'http,https',
      'konghq.com/strip-path': 'true',
    },
    spec: {
      ingressClassName: 'kong',
      rules: [
        {
          http: {
            paths: [
              { path: '/a', pathType: 'Prefix', backend: to('web') },
              { path: '/b', pathType: 'Prefix', backend: to('cart') },
            ],
          },
        },
      ],
    },
  });
});

test('a route of a host takes https, and sends plain http on to it with method and body', () => {
  const { annotations, spec } = ingress('publish: {routes: {r: {host: shop.example.com, paths: {/: web}}}}');
  expect(annotations).toMatchObject({
    'konghq.com/protocols': 'https',
    'konghq.com/https-redirect-status-code': '308',
  });
  expect(spec).toMatchObject({ rules: [{ host: 'shop.example.com' }] });
});

test.each([
  ['refuse', 'https'],
  ['serve', 'http,https'],
])('plain http that is to %s gives the protocols %s and no redirect', (http, protocols) => {
  const { annotations } = ingress(
    `publish: {routes: {r: {host: shop.example.com, http: ${http}, paths: {/: web}}}}`,
  );
  expect(annotations).toMatchObject({ 'konghq.com/protocols': protocols });
  expect(annotations).not.toHaveProperty('konghq.com/https-redirect-status-code');
});

test('what is said of a host holds for the routes of it, and a route says otherwise', () => {
  const hosts = 'hosts: {"*.example.com": {http: serve}}';
  const route = (more: string) =>
    ingress(`publish: {${hosts}, routes: {r: {host: a.example.com, paths: {/: web}${more}}}}`).annotations;
  expect(route('')).toMatchObject({ 'konghq.com/protocols': 'http,https' });
  expect(route(', http: refuse')).toMatchObject({ 'konghq.com/protocols': 'https' });
});

test('several hosts, wildcards among them, are a rule each', () => {
  const { spec } = ingress(
    'publish: {routes: {r: {hosts: [a.example.com, "*.example.org"], http: serve, paths: {/: web}}}}',
  );
  expect(spec).toMatchObject({ rules: [{ host: 'a.example.com' }, { host: '*.example.org' }] });
});

test('matches are paths of every type, which go on as they are', () => {
  const { annotations, spec } = ingress(`
publish:
  routes:
    r:
      matches:
        - path: {type: Exact, value: /a}
        - path: {value: /b}
        - path: {type: RegularExpression, value: "/v[0-9]+(/.*)?"}
      backend: web
`);
  expect(annotations).toMatchObject({ 'konghq.com/strip-path': 'false' });
  expect(spec).toMatchObject({
    rules: [
      {
        http: {
          paths: [
            { path: '/a', pathType: 'Exact' },
            { path: '/b', pathType: 'Prefix' },
            { path: '/~/v[0-9]+(/.*)?$', pathType: 'ImplementationSpecific' },
          ],
        },
      },
    ],
  });
});

test('matches with other methods or headers are Ingresses of their own, and methods of one path are one', () => {
  const made = published(`
publish:
  routes:
    r:
      matches:
        - {path: {value: /a}, method: GET}
        - {path: {value: /a}, method: HEAD}
        - {path: {value: /b}, method: PUT, headers: {x-beta: {value: "yes"}}}
        - {path: {value: /c}, headers: {x-team: {type: RegularExpression, value: "a|b"}}}
        - {path: {value: /d}, headers: {x-list: {value: "a,b"}}}
      backend: web
`);
  expect(made.diagnostics).toEqual([]);
  const conditions = made.manifests
    .filter(({ kind }) => kind === 'Ingress')
    .map(({ metadata: { name, annotations = {} } }) => [
      name,
      Object.fromEntries(Object.entries(annotations).filter(([key]) => /methods|headers/.test(key))),
    ]);
  expect(conditions).toEqual([
    ['r', { 'konghq.com/methods': 'GET,HEAD' }],
    ['r-2', { 'konghq.com/methods': 'PUT', 'konghq.com/headers.x-beta': 'yes' }],
    ['r-3', { 'konghq.com/headers.x-team': '~*^(?:a|b)$' }],
    ['r-4', { 'konghq.com/headers.x-list': 'a,b', 'konghq.com/headers-separator': ';' }],
  ]);
});

test('filters are the plugins that Kong’s controller makes of those of an HTTPRoute', () => {
  const made = published(`
publish:
  routes:
    r:
      paths: {/old: web}
      filters:
        requestHeaderModifier: {set: {x-a: "1"}, add: {x-b: "2"}, remove: [x-c]}
        responseHeaderModifier: {remove: [server]}
        urlRewrite: {replacePrefixMatch: /new}
`);
  expect(made.diagnostics).toEqual([]);
  expect(objectOf(made, 'KongPlugin', 'r-request-transformer')).toMatchObject({
    plugin: 'request-transformer',
    config: {
      add: { headers: ['x-a:1'] },
      append: { headers: ['x-b:2'] },
      remove: { headers: ['x-c'] },
      replace: { headers: ['x-a:1'], uri: '/new$(uri_captures[1] or "")' },
    },
  });
  expect(objectOf(made, 'KongPlugin', 'r-response-transformer')).toMatchObject({
    plugin: 'response-transformer',
    config: { remove: { headers: ['server'] } },
  });
  const { metadata, spec } = objectOf(made, 'Ingress', 'r');
  expect(metadata.annotations).toMatchObject({
    'konghq.com/plugins': 'r-request-transformer,r-response-transformer',
    'konghq.com/strip-path': 'false',
  });
  expect(spec).toMatchObject({ rules: [{ http: { paths: [{ path: '/~/old(/.*)?$' }] } }] });
});

test('a redirect answers itself, and needs no service', () => {
  const made = published(`
publish:
  routes:
    r: {host: old.example.com, http: serve, filters: {requestRedirect: {location: "https://shop.example.com"}}}
`);
  expect(made.diagnostics).toEqual([]);
  expect(objectOf(made, 'KongPlugin', 'r-redirect')).toMatchObject({
    plugin: 'redirect',
    config: { location: 'https://shop.example.com', keep_incoming_path: true, status_code: 302 },
  });
});

test('gRPC is published by TLS, its path whole, and its Service speaks it', () => {
  const made = published(`
publish:
  routes:
    r:
      host: stock.example.com
      matches: [{method: {service: shop.Stock}}, {method: {service: shop.Audit, method: List}}]
      backend: stock
`);
  expect(made.diagnostics).toEqual([]);
  const { metadata, spec } = objectOf(made, 'Ingress', 'r');
  expect(metadata.annotations).toEqual({
    'konghq.com/preserve-host': 'false',
    'konghq.com/protocols': 'grpcs',
    'konghq.com/strip-path': 'false',
  });
  expect(spec).toMatchObject({
    rules: [
      {
        http: {
          paths: [
            { path: '/shop.Stock', pathType: 'Prefix', backend: to('stock', 9090) },
            { path: '/shop.Audit/List', pathType: 'Exact' },
          ],
        },
      },
    ],
  });
  expect(objectOf(made, 'Service', 'stock').metadata.annotations).toMatchObject({
    'konghq.com/protocol': 'grpc',
  });
});

test('time limits, retries and plugins of a service stand on its Service', () => {
  const made = published(`
publish:
  routes: {r: {paths: {/: web}, timeouts: {backendRequest: 10s}}, c: {paths: {/c: cart}}}
  services: {cart: {timeouts: {connect: 1s, read: 1m30s}, retries: 0, plugins: [size]}}
  plugins: {size: {plugin: request-size-limiting}}
`);
  expect(made.diagnostics).toEqual([]);
  expect(objectOf(made, 'Service', 'web').metadata.annotations).toMatchObject({
    'konghq.com/connect-timeout': '10000',
    'konghq.com/read-timeout': '10000',
    'konghq.com/write-timeout': '10000',
  });
  const annotations = objectOf(made, 'Service', 'cart').metadata.annotations ?? {};
  expect(annotations).toMatchObject({
    'konghq.com/connect-timeout': '1000',
    'konghq.com/read-timeout': '90000',
    'konghq.com/retries': '0',
    'konghq.com/plugins': 'size',
  });
  expect(annotations).not.toHaveProperty('konghq.com/write-timeout');
});

test('annotations for others that read routes stand on the Ingress, and those of Kong are refused', () => {
  const route = (key: string) => `publish: {routes: {r: {paths: {/: web}, annotations: {${key}: "60"}}}}`;
  expect(ingress(route('external-dns.alpha.kubernetes.io/ttl')).annotations).toMatchObject({
    'external-dns.alpha.kubernetes.io/ttl': '60',
  });
  for (const key of [
    'konghq.com/plugins',
    'ingress.kubernetes.io/force-ssl-redirect',
    'kubernetes.io/ingress.class',
  ]) {
    expect(published(route(key)).problems).toEqual([
      `publish.routes.r.annotations["${key}"]: malformed name`,
    ]);
  }
});
