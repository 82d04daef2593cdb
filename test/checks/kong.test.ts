import { parseAllDocuments } from 'yaml';
import { check } from '../../checks/check';
import { credentialGiven, exampleConsumer, exampleCredential } from '../../checks/kong/credential-example';
import { exampleIngress, examplePlugin, exampleRelease, kongGiven } from '../../checks/kong/example';
import { rules } from '../../checks/rules';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';

const given = [...new Set([...kongGiven, ...credentialGiven])];

/** What the rules of Kong find, as rule, place, and the name that was probably meant. */
function found(yaml: string, family = 'kong/'): readonly (readonly (string | undefined)[])[] {
  const objects = parseAllDocuments(yaml).map((document): Manifest => document.toJS());
  const { findings } = check({ index: buildIndex(objects, { given }), given }, rules);
  return findings
    .filter(({ rule }) => rule.startsWith(family))
    .map(({ rule, path, nearest }) => (nearest === undefined ? [rule, path] : [rule, path, nearest]));
}

const key = '{secretKey: key, remoteRef: {key: dj/consumer1}}';
const keyAuth = 'konghq.com/credential: key-auth';
const apikey = examplePlugin('apikey', 'key-auth');

test.each([
  [
    'konghq.com/plguins: apikey',
    'kong/unknown-annotation',
    '/metadata/annotations/konghq.com~1plguins',
    'konghq.com/plugins',
  ],
  [
    'konghq.io/strip-path: "true"',
    'kong/unknown-annotation',
    '/metadata/annotations/konghq.io~1strip-path',
    'konghq.com/strip-path',
  ],
  [
    'konghq.com/preserve-host: "no"',
    'kong/annotation-value',
    '/metadata/annotations/konghq.com~1preserve-host',
    'false',
  ],
  [
    'konghq.com/protocols: "http,htps"',
    'kong/annotation-value',
    '/metadata/annotations/konghq.com~1protocols',
    'https',
  ],
  [
    'konghq.com/https-redirect-status-code: "303"',
    'kong/annotation-value',
    '/metadata/annotations/konghq.com~1https-redirect-status-code',
  ],
  [
    'konghq.com/connect-timeout: "500"',
    'kong/misplaced-annotation',
    '/metadata/annotations/konghq.com~1connect-timeout',
  ],
  ['konghq.com/rewrite: jazz', 'kong/annotation-value', '/metadata/annotations/konghq.com~1rewrite'],
  [
    'nginx.ingress.kubernetes.io/rewrite-target: /',
    'kong/foreign-annotation',
    '/metadata/annotations/nginx.ingress.kubernetes.io~1rewrite-target',
  ],
])('on an Ingress, %s is found where it stands', (annotation, ...expected) => {
  expect(found(exampleIngress(annotation))).toEqual([expected]);
});

test.each([
  ['konghq.com/methods: GET, post'],
  ['konghq.com/headers.X-Version: "1"'],
  ['konghq.com/strip-path: "True"'],
  ['konghq.com/https-redirect-status-code: "308"'],
  ['example.com/plugins: one'],
])('on an Ingress, nothing is said of %s', (annotation) => {
  const [name = '', ...rest] = annotation.split(': ');
  expect(found(exampleIngress(`${name}: '${rest.join(': ').replaceAll('"', '')}'`))).toEqual([]);
});

test('a plugin is found missing at the annotation that names it, and the one that is there is the one meant', () => {
  expect(found(`${apikey}---${exampleIngress('konghq.com/plugins: "apikey, apikeys"')}`)).toEqual([
    ['kong/missing-plugin', '/metadata/annotations/konghq.com~1plugins', 'apikey'],
  ]);
});

test('a cluster plugin may be named like one of the namespace, and is no plugin of another namespace', () => {
  const cluster = examplePlugin('apikey', 'key-auth')
    .replace('KongPlugin', 'KongClusterPlugin')
    .replace(', namespace: prod', ', annotations: {kubernetes.io/ingress.class: kong}');
  expect(found(`${cluster}---${exampleIngress('konghq.com/plugins: apikey')}`)).toEqual([]);
  expect(
    found(`${cluster}---${exampleIngress('konghq.com/plugins: "kong:apikey"')}`).map(([rule]) => rule),
  ).toEqual(['kong/unused-plugin', 'kong/missing-plugin', 'kong/plugin-without-grant']);
});

test.each([
  ['{minute: 3, hour: 1}', '/config/hour'],
  ['{minute: "3"}', '/config/minute'],
  ['{}', '/config'],
])('rate-limiting with %s is found at its field', (config, path) => {
  const yaml = `${examplePlugin('limit', 'rate-limiting', config)}---${exampleIngress('konghq.com/plugins: limit')}`;
  expect(found(yaml).map(([rule, at]) => [rule, at])).toEqual([['kong/plugin-configuration', path]]);
});

test.each([
  [
    'a misspelt type',
    'konghq.com/credential: key-aut',
    key,
    'kong/unknown-credential-type',
    '/spec/target/template/metadata/labels/konghq.com~1credential',
    'key-auth',
  ],
  [
    'a misspelt label',
    'konghq.com/credentials: key-auth',
    key,
    'kong/credential-without-label',
    '/spec/target/template/metadata/labels',
  ],
  [
    'a misspelt key',
    keyAuth,
    key.replace('secretKey: key', 'secretKey: kay'),
    'kong/credential-key-missing',
    '/spec/data/0/secretKey',
    'kay',
  ],
  [
    'a key for another type',
    'konghq.com/credential: basic-auth',
    key,
    'kong/credential-key-missing',
    '/spec/data',
  ],
])('a credential with %s is found in the object that makes its Secret', (_, labels, data, rule, ...place) => {
  const all = found(`${exampleCredential('apikey', labels, data)}---${exampleConsumer('apikey')}`);
  expect(all).toContainEqual([rule, ...place]);
});

test('a Secret that two consumers name is found at the second consumer', () => {
  const yaml = `${exampleCredential('apikey', keyAuth, key)}---${exampleConsumer('apikey')}---${exampleConsumer('apikey', 'consumer2')}`;
  expect(found(yaml)).toEqual([['kong/duplicate-credential', '/credentials/0']]);
});

test('what the CRD itself refuses is found there: a consumer without a name, and a KongIngress with a route', () => {
  const consumer = exampleConsumer('').replace('username: consumer1\n', '');
  expect(found(consumer, 'schema/').map(([rule]) => rule)).toEqual(['schema/cel']);
  const kongIngress = `
apiVersion: configuration.konghq.com/v1
kind: KongIngress
metadata: {name: do-not-preserve-host, namespace: prod}
route: {preserve_host: false}
`;
  expect(found(kongIngress, 'schema/').map(([rule]) => rule)).toEqual(['schema/cel']);
});

test.each([
  ['kong', '{image: {repository: kong/kong-gateway, tag: "3.10"}}', '/spec/values/image/repository'],
  [
    'ingress',
    '{gateway: {env: {nginx_admin_ssl_verify_client: "on"}, image: {repository: mirror.example.com/kong-gateway, tag: 3.11.0.2}}}',
    '/spec/values/gateway/image/repository',
  ],
] as const)('chart %s without a licence is found at the image', (chart, values, path) => {
  expect(found(exampleRelease(chart, values))).toEqual([['kong/missing-licence', path]]);
});

test.each([
  ['kong', '{image: {repository: kong, tag: "3.9"}}'],
  ['kong', '{image: {repository: kong/kong-gateway, tag: "3.9"}}'],
  ['kong', '{image: {repository: kong/kong-gateway, tag: "3.10"}, env: {konnect_mode: "on"}}'],
  [
    'ingress',
    '{gateway: {env: {nginx_admin_ssl_verify_client: "on"}, image: {repository: kong/kong-gateway, tag: "3.10"}, enterprise: {license_secret: licence}}}',
  ],
] as const)('chart %s with %s needs no further licence', (chart, values) => {
  expect(found(exampleRelease(chart, values))).toEqual([]);
});

test.each([
  ['https://x.eu.cp.konghq.com', 'x.eu.cp.konghq.com:443'],
  ['x.eu.cp.konghq.com:443:443', 'x.eu.cp.konghq.com:443'],
  ['x.eu.cp.konghq.com', 'x.eu.cp.konghq.com:443'],
])('the control plane %s is meant to be %s', (endpoint, right) => {
  expect(
    found(exampleRelease('kong', `{env: {role: data_plane, cluster_control_plane: "${endpoint}"}}`)),
  ).toEqual([['kong/konnect-endpoint', '/spec/values/env/cluster_control_plane', right]]);
});
