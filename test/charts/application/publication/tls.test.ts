import { gateways, objectOf, published } from './published';

const route =
  'routes: {shop: {host: shop.example.com, paths: {/: web}}, more: {host: shop.example.com, paths: {/more: web}}}';
const gateway = (more: string) => gateways.openSource.replace('}', `, ${more}}`);
const arn = (id: string) => `arn:aws:acm:us-west-2:123456789012:certificate/${id}`;

/** Annotations of the load balancer, without their prefix. */
function loadBalancer(made: ReturnType<typeof published>): Readonly<Record<string, unknown>> {
  const { spec } = objectOf(made, 'HelmRelease', 'kong');
  const found = JSON.parse(JSON.stringify(spec)).values.gateway.proxy.annotations;
  return Object.fromEntries(
    Object.entries(found).map(([key, value]) => [
      key.replace('service.beta.kubernetes.io/aws-load-balancer-', ''),
      value,
    ]),
  );
}

test('an issuer of the cluster makes one certificate of a host, which all its routes show', () => {
  const made = published(`publish: {${route}}`, {
    gateway: gateway('tls: {issuer: {name: letsencrypt}}'),
    cluster: '',
  });
  expect([made.problems.filter((each) => each.startsWith('publish')), made.diagnostics]).toEqual([[], []]);
  expect(objectOf(made, 'Certificate', 'shop-example-com-tls')).toMatchObject({
    metadata: { namespace: 'shop' },
    spec: {
      secretName: 'shop-example-com-tls',
      dnsNames: ['shop.example.com'],
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt' },
    },
  });
  for (const name of ['shop', 'more']) {
    expect(objectOf(made, 'Ingress', name).spec).toMatchObject({
      tls: [{ hosts: ['shop.example.com'], secretName: 'shop-example-com-tls' }],
    });
  }
});

test('a wildcard certificate is for the hosts that are not named themselves', () => {
  const made = published(
    `publish:
  hosts: {"*.example.com": {tls: {issuer: {kind: Issuer, name: own}}}}
  routes: {a: {hosts: [a.example.com, b.example.com], paths: {/: web}}}
`,
  );
  expect([made.problems.filter((each) => each.startsWith('publish')), made.diagnostics]).toEqual([[], []]);
  expect(objectOf(made, 'Certificate', 'wildcard-example-com-tls').spec).toMatchObject({
    dnsNames: ['*.example.com'],
  });
  expect(objectOf(made, 'Ingress', 'a').spec).toMatchObject({
    tls: [{ hosts: ['a.example.com', 'b.example.com'], secretName: 'wildcard-example-com-tls' }],
  });
});

test('a certificate from AWS is a Secret of External Secrets, whose role may read both parts', () => {
  const made = published(
    `publish: {hosts: {shop.example.com: {tls: {certificateSecret: tls/shop, keySecret: tls/shop-key}}}, ${route}}`,
  );
  expect(made.diagnostics).toEqual([]);
  expect(objectOf(made, 'ExternalSecret', 'shop-example-com-tls').spec).toMatchObject({
    target: { template: { type: 'kubernetes.io/tls' } },
    data: [
      { secretKey: 'tls.crt', remoteRef: { key: 'tls/shop' } },
      { secretKey: 'tls.key', remoteRef: { key: 'tls/shop-key' } },
    ],
  });
});

test('certificates of ACM end TLS at the load balancer, those of the gateway and of the hosts', () => {
  const made = published(
    `publish: {hosts: {shop.example.com: {tls: {certificateArn: "${arn('two')}"}}}, ${route}}`,
    { gateway: gateway(`loadBalancer: {certificate: "${arn('one')}"}, tls: {minimumVersion: "1.3"}`) },
  );
  expect([made.problems, made.diagnostics]).toEqual([[], []]);
  expect(loadBalancer(made)).toMatchObject({
    'ssl-cert': `${arn('one')},${arn('two')}`,
    'ssl-ports': '443',
    'ssl-negotiation-policy': 'ELBSecurityPolicy-TLS13-1-3-2021-06',
    'backend-protocol': 'ssl',
    'alpn-policy': 'HTTP2Preferred',
  });
  expect(objectOf(made, 'Ingress', 'shop').spec).not.toHaveProperty('tls');
});

test('an issuer of our own proves hosts by Route 53, with a role for those zones and no other', () => {
  const made = published(`publish: {${route}}`, {
    gateway: gateway('tls: {acme: {email: ops@example.com, zones: {example.com: Z0123456789}}}'),
  });
  expect(made.diagnostics).toEqual([]);
  expect(objectOf(made, 'ClusterIssuer', 'kong-acme').spec).toMatchObject({
    acme: {
      email: 'ops@example.com',
      server: 'https://acme-v02.api.letsencrypt.org/directory',
      solvers: [
        {
          selector: { dnsZones: ['example.com'] },
          dns01: {
            route53: {
              region: 'us-west-2',
              hostedZoneID: 'Z0123456789',
              role: 'arn:aws:iam::123456789012:role/one-cert-manager-kong-acme',
              auth: { kubernetes: { serviceAccountRef: { name: 'kong-acme' } } },
            },
          },
        },
      ],
    },
  });
  expect(objectOf(made, 'Role', 'kong-acme')).toMatchObject({
    metadata: { namespace: 'cert-manager' },
    rules: [{ resources: ['serviceaccounts/token'], resourceNames: ['kong-acme'], verbs: ['create'] }],
  });
  const permissions = made.files.get(
    [...made.files.keys()].find((path) => path.includes('cert-manager-kong-acme.permissions')) ?? '',
  );
  expect(JSON.parse(permissions ?? '').Statement).toContainEqual({
    Sid: 'WriteChallenges',
    Effect: 'Allow',
    Action: ['route53:ChangeResourceRecordSets'],
    Resource: ['arn:aws:route53:::hostedzone/Z0123456789'],
    Condition: { 'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['TXT'] } },
  });
});

test('hsts is added to answers that do not say it themselves', () => {
  const made = published(
    `publish: {hosts: {shop.example.com: {hsts: {maxAge: 31536000, includeSubDomains: true}}}, ${route}}`,
  );
  expect(made.diagnostics).toEqual([]);
  expect(objectOf(made, 'KongPlugin', 'shop-response-transformer')).toMatchObject({
    config: { add: { headers: ['Strict-Transport-Security:max-age=31536000; includeSubDomains'] } },
  });
});

test('callers show a certificate of an authority from AWS, in every edition, and speak TLS 1.3 where it is asked', () => {
  const made = published(`publish: {${route}}`, {
    gateway: gateway('tls: {minimumVersion: "1.3", clientCertificates: {authoritySecret: tls/clients}}'),
  });
  expect(made.diagnostics).toEqual([]);
  expect(objectOf(made, 'ExternalSecret', 'kong-client-authority').spec).toMatchObject({
    data: [{ secretKey: 'ca.crt', remoteRef: { key: 'tls/clients' } }],
  });
  expect(objectOf(made, 'HelmRelease', 'kong').spec).toMatchObject({
    values: {
      gateway: {
        env: {
          nginx_proxy_ssl_client_certificate: '/etc/secrets/kong-client-authority/ca.crt',
          nginx_proxy_ssl_verify_client: 'on',
          nginx_proxy_ssl_verify_depth: '2',
          ssl_cipher_suite: 'modern',
        },
      },
    },
  });
  expect(JSON.stringify(objectOf(made, 'HelmRelease', 'kong').spec)).toContain('kong-client-authority"]');
});

test.each([
  [
    'two sources of one certificate',
    'hosts: {shop.example.com: {tls: {issuer: {name: a}, secretName: b}}}',
    gateways.openSource,
    'publish.hosts["shop.example.com"].tls.secretName: a second certificate of one host',
  ],
  [
    'a certificate without its key',
    'hosts: {shop.example.com: {tls: {certificateSecret: a}}}',
    gateways.openSource,
    'publish.hosts["shop.example.com"].tls.keySecret: missing key',
  ],
  [
    'a certificate of Kong’s behind one of the load balancer',
    'hosts: {shop.example.com: {tls: {secretName: b}}}',
    gateway(`loadBalancer: {certificate: "${arn('one')}"}`),
    'publish.hosts["shop.example.com"].tls.secretName: a certificate that no caller sees',
  ],
  [
    'a host that no route has',
    'hosts: {shp.example.com: {}}',
    gateways.openSource,
    'publish.hosts["shp.example.com"]: a host that no route has',
  ],
  [
    'an issuer behind a certificate of the load balancer',
    'hosts: {}',
    gateway(`loadBalancer: {certificate: "${arn('one')}"}, tls: {issuer: {name: a}}`),
    'gateway.tls.issuer: certificates that no caller sees',
  ],
  [
    'client certificates that end at the load balancer',
    'hosts: {}',
    gateway(`loadBalancer: {certificate: "${arn('one')}"}, tls: {clientCertificates: {authoritySecret: a}}`),
    'gateway.tls.clientCertificates: certificates that Kong never sees',
  ],
])('%s is refused', (_title, hosts, own, says) => {
  expect(published(`publish: {${hosts}, ${route}}`, { gateway: own }).problems).toContain(says);
});
