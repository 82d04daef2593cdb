import { objectOf, publishedOf, publishingCluster } from './published';

/** All that the team writes of publication; the rest of its file is its services. */
const publish = `publish:
  routes:
    shop: { host: shop.example.com, paths: { /: web }, plugins: [login] }
    api: { host: api.example.com, paths: { /v1: catalogue }, plugins: [keys] }
  plugins:
    login:
      plugin: openid-connect
      config:
        issuer: https://cognito-idp.us-west-2.amazonaws.com/us-west-2_Example01
        client_id: [4h57examplepublicclient]
        redirect_uri: [https://shop.example.com/callback]
        auth_methods: [authorization_code, session]
      configPatches:
        /client_secret/0: { secret: shop/login, property: client_secret }
        /session_secret: { secret: shop/login, property: session_secret }
    keys: { plugin: key-auth }
    free: { plugin: rate-limiting-advanced, config: { limit: [60], window_size: [60] } }
    gold: { plugin: rate-limiting-advanced, config: { limit: [6000], window_size: [60] } }
  consumerGroups:
    free: { plugins: [free] }
    gold: { plugins: [gold] }
  consumers:
    acme: { groups: [gold], credentials: { acme-key: { secret: shop/keys, property: acme } } }
    initech: { groups: [free], credentials: { initech-key: { secret: shop/keys, property: initech } } }
  egress: [shop-example.auth.us-west-2.amazoncognito.com]
`;

const application = `image: registry.example.com/shop:1.0
defaults:
  ports: { http: { port: 8080, protocol: http } }
  readinessProbe: { httpGet: { path: /ready, port: 8080 } }
services:
  web: { calls: [catalogue] }
  catalogue: {}
${publish}`;

const cluster = publishingCluster('  version: "3.10"\n  license: {secret: kong/license}');

const made = publishedOf(application, cluster);

test('two hosts with TLS, one with OIDC and one with keys and tiers, are said in under forty lines', () => {
  expect(application.trimEnd().split('\n').length).toBeLessThan(40);
  expect([made.problems, made.diagnostics]).toEqual([[], []]);
});

test.each([
  ['shop', 'shop.example.com', 'login', 'web', '/'],
  ['api', 'api.example.com', 'keys', 'catalogue', '/v1'],
])(
  '%s takes https alone, with a certificate of its own, and sends http on',
  (name, host, plugin, service, path) => {
    const secretName = `${host.replaceAll('.', '-')}-tls`;
    expect(objectOf(made, 'Ingress', name)).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name,
        namespace: 'shop',
        annotations: {
          'konghq.com/https-redirect-status-code': '308',
          'konghq.com/plugins': plugin,
          'konghq.com/preserve-host': 'false',
          'konghq.com/protocols': 'https',
          'konghq.com/strip-path': 'true',
        },
      },
      spec: {
        ingressClassName: 'kong',
        rules: [
          {
            host,
            http: {
              paths: [
                { path, pathType: 'Prefix', backend: { service: { name: service, port: { number: 8080 } } } },
              ],
            },
          },
        ],
        tls: [{ hosts: [host], secretName }],
      },
    });
    expect(objectOf(made, 'Certificate', secretName).spec).toEqual({
      secretName,
      dnsNames: [host],
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt' },
    });
  },
);

test('what is secret of the login comes from AWS, as the JSON that a patch of a configuration is', () => {
  expect(objectOf(made, 'KongPlugin', 'login')).toMatchObject({
    plugin: 'openid-connect',
    configPatches: [
      {
        path: '/client_secret/0',
        valueFrom: { secretKeyRef: { name: 'login-plugin', key: 'client_secret_0' } },
      },
      {
        path: '/session_secret',
        valueFrom: { secretKeyRef: { name: 'login-plugin', key: 'session_secret' } },
      },
    ],
  });
  expect(objectOf(made, 'ExternalSecret', 'login-plugin').spec).toMatchObject({
    data: [
      { secretKey: 'client_secret_0', remoteRef: { key: 'shop/login', property: 'client_secret' } },
      { secretKey: 'session_secret', remoteRef: { key: 'shop/login', property: 'session_secret' } },
    ],
    target: {
      template: {
        data: {
          client_secret_0: '{{ .client_secret_0 | toJson }}',
          session_secret: '{{ .session_secret | toJson }}',
        },
      },
    },
  });
});

test('each tier has its limit, which counts once for all pods of the gateway', () => {
  expect(objectOf(made, 'KongConsumerGroup', 'gold').metadata.annotations).toEqual({
    'konghq.com/plugins': 'gold',
    'kubernetes.io/ingress.class': 'kong',
  });
  expect(objectOf(made, 'KongPlugin', 'gold')).toMatchObject({
    config: {
      limit: [6000],
      window_size: [60],
      strategy: 'redis',
      sync_rate: 0,
      // Without a name each pod would count under one of its own making.
      namespace: 'shop-gold',
      redis: {
        host: 'limits.example.com',
        port: 6379,
        ssl: true,
        ssl_verify: true,
        server_name: 'limits.example.com',
      },
    },
    configPatches: [
      {
        path: '/redis/password',
        valueFrom: { secretKeyRef: { name: 'gold-plugin', key: 'redis_password' } },
      },
    ],
  });
  expect(objectOf(made, 'KongConsumer', 'acme')).toMatchObject({
    username: 'acme',
    consumerGroups: ['gold'],
    credentials: ['acme-key'],
  });
  expect(objectOf(made, 'ExternalSecret', 'acme-key').spec).toMatchObject({
    data: [{ secretKey: 'key', remoteRef: { key: 'shop/keys', property: 'acme' } }],
    target: { template: { metadata: { labels: { 'konghq.com/credential': 'key-auth' } } } },
  });
});

test('the gateway may leave the mesh for Cognito and for the Redis, and for nothing else', () => {
  expect(objectOf(made, 'MeshPassthrough', 'kong').spec).toMatchObject({
    default: {
      passthroughMode: 'Matched',
      appendMatch: [
        {
          type: 'Domain',
          value: 'shop-example.auth.us-west-2.amazoncognito.com',
          port: 443,
          protocol: 'tls',
        },
        { type: 'Domain', value: 'cognito-idp.us-west-2.amazonaws.com', port: 443, protocol: 'tls' },
        { type: 'Domain', value: 'limits.example.com', port: 6379, protocol: 'tls' },
      ],
    },
  });
});

test('the role of the namespace reads those three secrets and no other', () => {
  const [, text = ''] =
    [...made.files].find(([path]) => path.includes('one-shop-external-secrets.permissions')) ?? [];
  expect(JSON.parse(text).Statement[0].Resource).toEqual(
    ['kong/redis', 'shop/keys', 'shop/login'].map(
      (name) => `arn:aws:secretsmanager:us-west-2:123456789012:secret:${name}-??????`,
    ),
  );
});
