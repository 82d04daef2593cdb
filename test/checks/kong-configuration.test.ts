import { check } from '../../checks/check';
import { rules } from '../../checks/rules';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';

// What Kong's own schema code says of the entities that the controller makes of these (Kong/kong 3.9.1
// kong/db/schema/entities), which its webhook or its push hands on.

const given = [
  'kong-crds',
  'Namespace prod',
  'IngressClass kong',
  'IngressClass internal',
  'Secret prod/pair',
];

/** Errors of Kong's rules, as rule and path. */
function found(...objects: readonly Manifest[]): readonly string[] {
  const { findings } = check({ index: buildIndex(objects, { given }), given }, rules);
  return findings
    .filter(({ rule, severity }) => severity === 'error' && rule.startsWith('kong'))
    .map(({ rule, path }) => `${rule} ${path}`);
}

function policy(spec: unknown): Manifest {
  return {
    apiVersion: 'configuration.konghq.com/v1beta1',
    kind: 'KongUpstreamPolicy',
    metadata: { name: 'jazz', namespace: 'prod' },
    spec,
  };
}

function service(annotations: Record<string, string>): Manifest {
  const spec = { type: 'ExternalName', externalName: 'jazz.example.com' };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'jazz', namespace: 'prod', annotations },
    spec,
  };
}

function ingress(path: string, annotations: Record<string, string> = {}, pathType = 'Prefix'): Manifest {
  const backend = { service: { name: 'jazz', port: { number: 80 } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'jazz', namespace: 'prod', annotations },
    spec: { ingressClassName: 'kong', rules: [{ http: { paths: [{ path, pathType, backend }] } }] },
  };
}

const hashing = { algorithm: 'consistent-hashing' };
const active = (fields: unknown) => ({ healthchecks: { active: fields } });

describe('a KongUpstreamPolicy that the gateway refuses', () => {
  it.each([
    [{ ...hashing, hashOn: { cookie: 'a', cookiePath: '/shop?x' } }, '/spec/hashOn/cookiePath'],
    [{ ...hashing, hashOn: { cookie: 'a b', cookiePath: '/' } }, '/spec/hashOn/cookie'],
    [{ ...hashing, hashOn: { header: 'x y' } }, '/spec/hashOn/header'],
    [{ ...hashing, hashOn: { header: 'x' }, hashOnFallback: { header: 'x' } }, '/spec/hashOnFallback/header'],
    [active({ healthy: { interval: 70_000 } }), '/spec/healthchecks/active/healthy/interval'],
    [active({ healthy: { successes: 300 } }), '/spec/healthchecks/active/healthy/successes'],
    [active({ timeout: 70_000 }), '/spec/healthchecks/active/timeout'],
    [active({ httpsSni: '10.0.0.1' }), '/spec/healthchecks/active/httpsSni'],
    [active({ headers: { 'x y': ['a'] } }), '/spec/healthchecks/active/headers/x y'],
    [{ healthchecks: { threshold: 101 } }, '/spec/healthchecks/threshold'],
  ])('is found at the field: %j', (spec, path) => {
    expect(found(policy(spec))).toContain(`kong-configuration/upstream-policy ${path}`);
  });

  it.each([
    [{ ...hashing, hashOn: { header: 'x' }, hashOnFallback: { header: 'X' } }],
    [active({ timeout: 65_535, healthy: { successes: 255 }, httpsSni: 'a.example.com' })],
    [{ healthchecks: { threshold: 100 } }],
  ])('is not seen where the gateway takes it: %j', (spec) => {
    expect(found(policy(spec))).toEqual([]);
  });
});

describe('the path of an Ingress', () => {
  it.each(['/a/../b', '/a/./b', '/a/..', '/a%20b', '/a%2fb', '/a%7Eb', '/a%zz', '/%C3%A9'])(
    '%s is refused',
    (path) => {
      expect(found(ingress(path), service({}))).toContain('kong/route-match /spec/rules/0/http/paths/0/path');
    },
  );

  it.each(['/', '/a', '/a%2Fb', '/a..b/c', '/a/.b', '/é', '/a b'])('%s is taken', (path) => {
    expect(found(ingress(path), service({}))).toEqual([]);
  });
});

describe('the annotations of a Service', () => {
  it.each([
    [{ 'konghq.com/protocol': 'tls' }, 'kong-configuration/service-protocol'],
    [{ 'konghq.com/tls-verify': 'false' }, 'kong-configuration/tls-verify'],
    [{ 'konghq.com/tls-verify': 'true', 'konghq.com/protocol': 'grpcs' }, 'kong-configuration/tls-verify'],
    [{ 'konghq.com/client-cert': 'pair', 'konghq.com/protocol': 'grpcs' }, 'kong-configuration/tls-verify'],
    [{ 'konghq.com/client-cert': 'pair' }, 'kong/service-certificate'],
    [{ 'konghq.com/host-header': 'a:99999' }, 'kong-configuration/annotation-value'],
    [{ 'konghq.com/path': '/a//b' }, 'kong-configuration/annotation-value'],
  ])('%j are found by %s', (annotations, rule) => {
    const findings = found(service(annotations), ingress('/', { 'konghq.com/preserve-host': 'false' }));
    expect(findings.map((one) => one.split(' ')[0])).toEqual([rule]);
  });

  it.each([
    [{ 'konghq.com/protocol': 'grpcs' }],
    [{ 'konghq.com/tls-verify': 'true', 'konghq.com/protocol': 'https' }],
    [{ 'konghq.com/client-cert': 'pair', 'konghq.com/protocol': 'https' }],
    [{ 'konghq.com/host-header': '[::1]:80' }],
    [{ 'konghq.com/host-header': 'a_b.example.com.' }],
  ])('%j are taken', (annotations) => {
    expect(found(service(annotations), ingress('/', { 'konghq.com/preserve-host': 'false' }))).toEqual([]);
  });
});

describe('the class of an Ingress', () => {
  const twice = 'kubernetes.io/ingress.class';

  it('may be said twice, and differently not', () => {
    expect(found(ingress('/', { [twice]: 'kong' }), service({}))).toEqual([]);
    expect(found(ingress('/', { [twice]: 'internal' }), service({}))).toHaveLength(1);
  });
});

describe('a plugin of a KongServiceFacade', () => {
  it('is attached to something', () => {
    const facade: Manifest = {
      apiVersion: 'incubator.ingress-controller.konghq.com/v1alpha1',
      kind: 'KongServiceFacade',
      metadata: {
        name: 'jazz',
        namespace: 'prod',
        annotations: { 'kubernetes.io/ingress.class': 'kong', 'konghq.com/plugins': 'apikey' },
      },
      spec: { backendRef: { name: 'jazz', port: 80 } },
    };
    const plugin: Manifest = {
      apiVersion: 'configuration.konghq.com/v1',
      kind: 'KongPlugin',
      metadata: { name: 'apikey', namespace: 'prod' },
      plugin: 'key-auth',
    };
    const of = (...objects: readonly Manifest[]) =>
      check({ index: buildIndex(objects, { given }), given }, rules).findings.map(({ rule }) => rule);
    expect(of(plugin, service({}))).toContain('kong/unused-plugin');
    expect(of(plugin, service({}), facade)).not.toContain('kong/unused-plugin');
  });
});

describe('credentials whose text stands in a Secret', () => {
  const secret = (name: string, type: string, data: Record<string, string>): Manifest => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: 'prod', labels: { 'konghq.com/credential': type } },
    stringData: data,
  });
  const consumer = (name: string, credential: string): Manifest => ({
    apiVersion: 'configuration.konghq.com/v1',
    kind: 'KongConsumer',
    metadata: { name, namespace: 'prod', annotations: { 'kubernetes.io/ingress.class': 'kong' } },
    username: name,
    credentials: [credential],
  });

  it.each([
    ['jwt', { key: 'a', algorithm: 'RS256', rsa_public_key: 'nope' }, 'kong-configuration/credential-value'],
    ['jwt', { key: 'a', algorithm: 'HS999', secret: 'b' }, 'kong-configuration/credential-value'],
    [
      'oauth2',
      { name: 'a', client_id: 'b', client_secret: 'c', redirect_uris: 'https://a/b#c' },
      'kong-configuration/credential-value',
    ],
    ['basic-auth', { username: 'a', password: '' }, 'kong/credential-key-missing'],
  ])('%s: %j is refused', (type, data, rule) => {
    const findings = found(secret('one', type, data), consumer('c', 'one'));
    expect(findings.map((finding) => finding.split(' ')[0])).toEqual([rule]);
  });

  it('are found to be the same, and not shown', () => {
    const key = { key: 'of-both' };
    const objects = [secret('one', 'key-auth', key), secret('two', 'key-auth', key)];
    const findings = found(...objects, consumer('c', 'one'), consumer('d', 'two'));
    expect(findings).toEqual(['kong/duplicate-credential /stringData/key']);
    const other = secret('two', 'key-auth', { key: 'of-one' });
    expect(found(secret('one', 'key-auth', key), other, consumer('c', 'one'), consumer('d', 'two'))).toEqual(
      [],
    );
  });
});
