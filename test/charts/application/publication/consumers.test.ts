import { libraryOf } from '../../../../config/library';
import { judgeFile } from '../../../../config/parse';
import { gateways, objectOf, published } from './published';

const route = 'routes: {r: {paths: {/: web}}}';

test('each type of credential is a Secret with its label, what is secret in it from AWS', () => {
  const made = published(
    `publish:
  routes: {r: {paths: {/: web}, plugins: [keys]}}
  plugins: {keys: {plugin: key-auth}}
  consumers:
    m:
      customId: "42"
      credentials:
        m-key: {secret: shop/m, property: key}
        m-basic: {type: basic-auth, username: "m {{x}}", secret: shop/m, property: password}
        m-hmac: {type: hmac-auth, username: m, secret: shop/hmac}
        m-jwt: {type: jwt, key: m, algorithm: HS512, secret: shop/jwt}
        m-client: {type: oauth2, name: m, clientId: id, secret: shop/client, redirectUris: ["https://a.example.com/b"]}
        m-group: {type: acl, group: writers}
        m-subject: {type: mtls-auth, subjectName: m.example.com}
`,
    { gateway: gateways.enterprise },
  );
  expect(made.problems.filter((each) => each.startsWith('publish'))).toEqual([]);
  const template = (name: string) =>
    JSON.parse(JSON.stringify(objectOf(made, 'ExternalSecret', name).spec)).target.template;
  expect(template('m-basic')).toMatchObject({
    data: { password: '{{ .password }}', username: 'm {{ "{{" }}x}}' },
    metadata: { labels: { 'konghq.com/credential': 'basic-auth' } },
  });
  expect(template('m-hmac').data).toEqual({ secret: '{{ .secret }}', username: 'm' });
  expect(template('m-jwt').data).toEqual({ algorithm: 'HS512', key: 'm', secret: '{{ .secret }}' });
  expect(template('m-client').data).toEqual({
    client_id: 'id',
    client_secret: '{{ .client_secret }}',
    name: 'm',
    redirect_uris: 'https://a.example.com/b',
  });
  expect(objectOf(made, 'Secret', 'm-group')).toMatchObject({
    metadata: { labels: { 'konghq.com/credential': 'acl' } },
    stringData: { group: 'writers' },
  });
  expect(objectOf(made, 'KongConsumer', 'm')).toMatchObject({ username: 'm', custom_id: '42' });
});

test('a key rotates with overlap: two credentials of one consumer, both of which let it in', () => {
  const made = published(`
publish:
  routes: {r: {paths: {/: web}, plugins: [keys]}}
  plugins: {keys: {plugin: key-auth}}
  consumers:
    acme:
      credentials:
        acme-key: {secret: shop/keys, property: acme}
        acme-key-2026-12: {secret: shop/keys, property: acme-2026-12}
`);
  expect(made.diagnostics).toEqual([]);
  expect(objectOf(made, 'KongConsumer', 'acme').credentials).toEqual(['acme-key', 'acme-key-2026-12']);
});

test.each([
  [
    'groups on the open-source gateway',
    `{${route}, consumerGroups: {gold: {}}}`,
    'publish.consumerGroups: groups that the gateway does not have',
  ],
  [
    'a group that there is not',
    `{${route}, consumers: {a: {groups: [gold]}}}`,
    'publish.consumers.a.groups[0]: unknown group',
  ],
  [
    'a token without what verifies it',
    `{${route}, consumers: {a: {credentials: {a-jwt: {type: jwt, key: a, algorithm: RS256}}}}}`,
    'publish.consumers.a.credentials.a-jwt.publicKey: missing key',
  ],
  [
    'a secret for tokens with a public key',
    `{${route}, consumers: {a: {credentials: {a-jwt: {type: jwt, key: a, algorithm: RS256, secret: b}}}}}`,
    'publish.consumers.a.credentials.a-jwt.secret: a key that the algorithm does not use',
  ],
  [
    'one name of two credentials',
    `{${route}, consumers: {a: {credentials: {a-b: {type: basic-auth, username: x, secret: b}}}, c: {credentials: {c-b: {type: basic-auth, username: x, secret: d}}}}}`,
    'publish.consumers.c.credentials.c-b.username: two credentials with one username',
  ],
])('%s is refused at its place', (_title, publish, says) => {
  expect(published(`publish: ${publish}`).problems).toContain(says);
});

test('two applications of a cluster have no group of one name, since the gateway knows one', () => {
  const file = (name: string) => ({
    name: `applications/${name}.yaml`,
    text: `image: registry.example.com/${name}:1.0
services: {web: {ports: {http: {port: 8080, protocol: http}}}}
publish: {routes: {r: {paths: {/${name}: web}}}, consumerGroups: {gold: {}}}
`,
  });
  const cluster = `aws: {region: us-west-2, account: "123456789012", eksCluster: one, oidcIssuer: "https://oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128"}
delivery: {engine: flux, repository: "https://github.com/example/platform"}
mesh: {name: one, backend: kong-mesh, license: {secret: mesh/license}}
${gateways.enterprise}
given: [aws-load-balancer-controller]
applications: {one: {}, two: {}}
`;
  const { problems } = judgeFile(
    { name: 'clusters/one.yaml', text: cluster },
    libraryOf([], [file('one'), file('two')]),
  );
  expect(problems.map(({ file: where, path, message }) => `${where} ${path}: ${message}`)).toEqual([
    'applications/two.yaml publish.consumerGroups.gold: a group that is taken',
  ]);
});
