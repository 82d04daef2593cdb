import { pluginNames } from '../../../../kong-plugins/plugins';
import { gateways, objectOf, published } from './published';

const route = 'routes: {r: {paths: {/: web}, plugins: [p]}}';
const both = (plugin: string) => `publish: {${route}, plugins: {p: ${plugin}}}`;

test('every field of a plugin stands in its KongPlugin', () => {
  const made = published(
    both(
      '{plugin: request-size-limiting, config: {allowed_payload_size: 8}, enabled: false, instanceName: size, protocols: [http, https], ordering: {before: {access: [key-auth]}}}',
    ),
    { gateway: gateways.enterprise },
  );
  expect(made.diagnostics).toEqual([]);
  expect(objectOf(made, 'KongPlugin', 'p')).toMatchObject({
    plugin: 'request-size-limiting',
    config: { allowed_payload_size: 8 },
    disabled: true,
    instance_name: 'size',
    protocols: ['http', 'https'],
    ordering: { before: { access: ['key-auth'] } },
  });
});

test('a configuration that is whole in AWS is named, and stands nowhere else', () => {
  const made = published(both('{plugin: http-log, configFrom: {secret: shop/log}}'));
  expect(made.diagnostics).toEqual([]);
  expect(objectOf(made, 'KongPlugin', 'p')).toMatchObject({
    configFrom: { secretKeyRef: { name: 'p-plugin', key: 'config' } },
  });
  expect(objectOf(made, 'ExternalSecret', 'p-plugin').spec).toMatchObject({
    data: [{ secretKey: 'config', remoteRef: { key: 'shop/log' } }],
  });
});

test('a plugin of the application runs on each of its routes, before those that a route names', () => {
  const made = published(`
publish:
  routes: {a: {paths: {/a: web}, plugins: [size]}, b: {paths: {/b: web}}}
  plugins: {size: {plugin: request-size-limiting}, keys: {plugin: key-auth, scope: application}}
`);
  expect(made.diagnostics).toEqual([]);
  const plugins = (name: string) =>
    objectOf(made, 'Ingress', name).metadata.annotations?.['konghq.com/plugins'];
  expect([plugins('a'), plugins('b')]).toEqual(['keys,size', 'keys']);
});

test('a plugin of the cluster is global, or runs where an application names it', () => {
  const made = published('publish: {routes: {r: {paths: {/: web}, plugins: [to-logs]}}}', {
    gateway:
      'gateway: {mode: kic, version: "3.9", plugins: {ids: {plugin: correlation-id}, to-logs: {plugin: http-log, global: false, config: {http_endpoint: "https://logs.example.com:8443/in"}, configPatches: {/headers/authorization: {secret: logs/token}}}}}',
  });
  expect(made.diagnostics).toEqual([]);
  expect(objectOf(made, 'KongClusterPlugin', 'ids').metadata).toMatchObject({
    annotations: { 'kubernetes.io/ingress.class': 'kong' },
    labels: { global: 'true' },
  });
  const logs = objectOf(made, 'KongClusterPlugin', 'to-logs');
  expect(logs.metadata.labels).toBeUndefined();
  expect(logs).toMatchObject({
    configPatches: [
      {
        path: '/headers/authorization',
        valueFrom: {
          secretKeyRef: { name: 'to-logs-plugin', namespace: 'kong', key: 'headers_authorization' },
        },
      },
    ],
  });
  expect(objectOf(made, 'ExternalSecret', 'to-logs-plugin').metadata.namespace).toBe('kong');
  expect(objectOf(made, 'MeshPassthrough', 'kong').spec).toMatchObject({
    default: { appendMatch: [{ value: 'logs.example.com', port: 8443 }] },
  });
});

test('an authority of client certificates is known by a name in the file, and by an id to Kong', () => {
  const made = published(
    `publish:
  ${route}
  caCertificates: {partners: {secret: shop/partners-ca}}
  plugins: {p: {plugin: mtls-auth, config: {ca_certificates: [partners]}}}
`,
    { gateway: gateways.enterprise },
  );
  expect(made.diagnostics).toEqual([]);
  const { spec } = objectOf(made, 'ExternalSecret', 'partners-ca');
  const template = JSON.parse(JSON.stringify(spec)).target.template;
  expect(template).toMatchObject({
    data: { cert: '{{ .cert }}', id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8/) },
    metadata: {
      annotations: { 'kubernetes.io/ingress.class': 'kong' },
      labels: { 'konghq.com/ca-cert': 'true' },
    },
  });
  expect(objectOf(made, 'KongPlugin', 'p').config).toEqual({ ca_certificates: [template.data.id] });
});

test('limits that say nothing, or redis alone, are counted in the Redis of the gateway; local ones per pod', () => {
  const made = published(
    `publish:
  routes: {r: {paths: {/: web}, plugins: [a]}, s: {paths: {/s: web}, plugins: [b]}, t: {paths: {/t: web}, plugins: [c]}}
  plugins:
    a: {plugin: rate-limiting, config: {minute: 5}}
    b: {plugin: rate-limiting, config: {minute: 5, policy: local}}
    c: {plugin: response-ratelimiting, config: {limits: {video: {minute: 5}}, policy: redis}}
`,
    { gateway: 'gateway: {mode: kic, version: "3.9", redis: {host: limits.example.com, username: kong}}' },
  );
  expect(made.diagnostics).toEqual([]);
  const redis = { host: 'limits.example.com', port: 6379, ssl: true, username: 'kong' };
  expect(objectOf(made, 'KongPlugin', 'a').config).toMatchObject({ policy: 'redis', redis });
  expect(objectOf(made, 'KongPlugin', 'b').config).toEqual({ minute: 5, policy: 'local' });
  expect(objectOf(made, 'KongPlugin', 'c').config).toMatchObject({ policy: 'redis', redis });
});

/** What is wrong with a file, `path: message`. */
const wrong = (publish: string, gateway: string = gateways.openSource) =>
  published(publish, { gateway }).problems.filter((each) => each.startsWith('publish'));

test.each([
  [
    'a field that the plugin does not have',
    both('{plugin: rate-limiting, config: {minutes: 5, policy: local}}'),
    'publish.plugins.p.config.minutes: a configuration that rate-limiting does not take',
  ],
  [
    'a value inside a list',
    both('{plugin: cors, config: {methods: [GET, FETCH]}}'),
    'publish.plugins.p.config.methods[1]: a configuration that cors does not take',
  ],
  [
    'a plugin of the other edition',
    both('{plugin: openid-connect, config: {issuer: "https://login.example.com"}}'),
    'publish.plugins.p.plugin: a plugin that the gateway does not have',
  ],
  [
    'an order on the gateway that keeps none',
    both('{plugin: cors, ordering: {before: {access: [key-auth]}}}'),
    'publish.plugins.p.ordering: an order that the gateway does not keep',
  ],
  [
    'a configuration that is both here and in AWS',
    both('{plugin: cors, config: {max_age: 1}, configFrom: {secret: shop/cors}}'),
    'publish.plugins.p.config: config beside configFrom',
  ],
  [
    'a plugin that a service cannot have',
    'publish: {routes: {r: {paths: {/: web}}}, consumers: {a: {plugins: [p]}}, plugins: {p: {plugin: cors}}}',
    'publish.consumers.a.plugins[0]: a plugin that a consumer cannot have',
  ],
  [
    'two plugins of one kind on a route',
    'publish: {routes: {r: {paths: {/: web}, plugins: [p, q]}}, plugins: {p: {plugin: cors}, q: {plugin: cors}}}',
    'publish.routes.r.plugins[1]: two plugins of one kind on a route',
  ],
  [
    'a plugin beside the filter that is the same',
    'publish: {routes: {r: {paths: {/: web}, plugins: [p], filters: {requestHeaderModifier: {remove: [a]}}}}, plugins: {p: {plugin: request-transformer}}}',
    'publish.routes.r.plugins[0]: two plugins of one kind on a route',
  ],
])('%s is refused at its place', (_title, publish, says) => {
  expect(wrong(publish)).toContain(says);
});

test('every plugin that is known by name can be written, and says at its own place what it lacks', () => {
  expect(pluginNames.length).toBeGreaterThanOrEqual(115);
  const plugins = pluginNames.map((name) => `${name}: {plugin: ${name}}`).join(', ');
  const said = wrong(`publish: {routes: {r: {paths: {/: web}}}, plugins: {${plugins}}}`, gateways.enterprise);
  const places = said.map(
    (each) => /^publish\.plugins\.([\w-]+)\.(?:config|plugin)\b/.exec(each)?.[1] ?? each,
  );
  expect(places.filter((name) => !pluginNames.some((known) => known === name))).toEqual([]);
  expect(said).toContain(
    'publish.plugins.rate-limiting.config: a configuration that rate-limiting does not take',
  );
});
