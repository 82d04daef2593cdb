import type { Manifest } from '../../references/manifest';
import { readKongMesh } from '../../routing/kong-mesh/read';
import type { Request } from '../../routing/request';
import { ask, objectsOf, service, workload } from './objects';

const namespace = (name: string, injection = 'enabled'): Manifest => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { 'kuma.io/sidecar-injection': injection } },
});
const mesh = `
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: default}
spec: {meshServices: {mode: Exclusive}, networking: {outbound: {passthrough: false}}}
---`;

/** A front that calls `colour`, a Service of all colours; without TLS, so that nobody is refused for who they are. */
const set = (policies = '', more: readonly Manifest[] = []) =>
  readKongMesh([
    namespace('shop'),
    ...workload('shop', 'front'),
    ...['red', 'blue', 'green'].flatMap((name) =>
      workload('shop', name, { labels: { app: 'colour', name } }),
    ),
    ...workload('shop', 'bytes', { appProtocol: 'tcp' }),
    service('shop', 'colour', { app: 'colour' }),
    ...objectsOf(mesh + policies),
    ...more,
  ]);

const policy = (kind: string, name: string, spec: string, at = 'shop') => `
apiVersion: kuma.io/v1alpha1
kind: ${kind}
metadata: {name: ${name}, namespace: ${at}}
spec: ${spec}
---`;
const backend = (name: string, weight = 1, port = 8080) =>
  `{kind: MeshService, name: ${name}, port: ${port}, weight: ${weight}}`;
const rule = (match: string, backends: string) =>
  `{matches: [${match}], default: {backendRefs: [${backends}]}}`;
const route = (rules: string, name = 'colour', target = '{kind: MeshService, name: colour}') =>
  policy('MeshHTTPRoute', name, `{targetRef: {kind: Mesh}, to: [{targetRef: ${target}, rules: [${rules}]}]}`);
const path = (type: string, value: string, more = '') => `{path: {type: ${type}, value: '${value}'}${more}}`;
const thirds = { 'shop/blue': 1 / 3, 'shop/green': 1 / 3, 'shop/red': 1 / 3 };

describe('routes of Kong Mesh', () => {
  test.each<[string, string, Partial<Request>, Record<string, number>]>([
    ['without a route the service answers', '', {}, thirds],
    [
      'what no rule takes goes to the service',
      route(rule(path('PathPrefix', '/a'), backend('red'))),
      { path: '/ab' },
      thirds,
    ],
    [
      'a prefix is whole segments',
      route(rule(path('PathPrefix', '/a/'), backend('red'))),
      { path: '/a?x=1' },
      { 'shop/red': 1 },
    ],
    [
      'an exact path comes before a prefix, whatever the list says',
      route(
        `${rule(path('PathPrefix', '/a'), backend('red'))}, ${rule(path('Exact', '/a'), backend('blue'))}`,
      ),
      { path: '/a' },
      { 'shop/blue': 1 },
    ],
    [
      'any prefix before any expression',
      route(
        `${rule(path('RegularExpression', '/a/long/.*'), backend('red'))}, ${rule(path('PathPrefix', '/a'), backend('blue'))}`,
      ),
      { path: '/a/long/one' },
      { 'shop/blue': 1 },
    ],
    [
      'the longer expression first',
      route(
        `${rule(path('RegularExpression', '/a.*'), backend('red'))}, ${rule(path('RegularExpression', '/(a|b).*'), backend('blue'))}`,
      ),
      { path: '/a' },
      { 'shop/blue': 1 },
    ],
    [
      'a method before headers, and more headers before fewer',
      route(
        `${rule(path('PathPrefix', '/', ", headers: [{name: x, value: '1'}, {name: y, type: Present}]"), backend('red'))}, ${rule(path('PathPrefix', '/', ', method: GET'), backend('blue'))}`,
      ),
      { headers: { x: '1', y: '' } },
      { 'shop/blue': 1 },
    ],
    [
      'of two matches for one header the first counts alone',
      route(
        rule(
          path('PathPrefix', '/', ', headers: [{name: x, type: Prefix, value: a}, {name: x, value: b}]'),
          backend('red'),
        ),
      ),
      { headers: { x: 'abc' } },
      { 'shop/red': 1 },
    ],
    [
      'a rule without a path comes after those with one',
      route(`${rule('{}', backend('red'))}, ${rule(path('RegularExpression', '/a'), backend('blue'))}`),
      { path: '/a' },
      { 'shop/blue': 1 },
    ],
    [
      'a backend that is not there hands its share to the others',
      route(
        rule(path('PathPrefix', '/'), `${backend('nothing', 9)}, ${backend('bytes')}, ${backend('red')}`),
      ),
      {},
      { 'shop/red': 1 },
    ],
    [
      'a rule of whose backends none is left hands its requests to the next',
      route(
        `${rule(path('PathPrefix', '/a'), backend('nothing'))}, ${rule(path('PathPrefix', '/'), backend('blue'))}`,
      ),
      { path: '/a' },
      { 'shop/blue': 1 },
    ],
    [
      'and a rule for / that has none left leaves nobody',
      route(rule(path('PathPrefix', '/'), backend('red', 0))),
      {},
      {},
    ],
    [
      'a rule without backends is one to the service',
      route(`{matches: [${path('PathPrefix', '/')}], default: {}}`),
      {},
      thirds,
    ],
    [
      'of two policies the first in the alphabet wins',
      route(rule(path('PathPrefix', '/'), backend('red')), 'a') +
        route(rule(path('PathPrefix', '/'), backend('blue')), 'b'),
      {},
      { 'shop/red': 1 },
    ],
    [
      'a policy for some pods before one for all',
      route(rule(path('PathPrefix', '/'), backend('red')), 'a') +
        policy(
          'MeshHTTPRoute',
          'z',
          `{targetRef: {kind: Dataplane, labels: {app: front}}, to: [{targetRef: {kind: MeshService, name: colour}, rules: [${rule(path('PathPrefix', '/'), backend('blue'))}]}]}`,
        ),
      {},
      { 'shop/blue': 1 },
    ],
    [
      'another namespace says nothing to callers here',
      policy(
        'MeshHTTPRoute',
        'a',
        `{to: [{targetRef: {kind: MeshService, name: colour, namespace: shop}, rules: [${rule(path('PathPrefix', '/'), `{kind: MeshService, name: red, namespace: shop, port: 8080}`)}]}]}`,
        'else',
      ),
      {},
      thirds,
    ],
    [
      'a MeshTCPRoute counts where no MeshHTTPRoute is',
      policy(
        'MeshTCPRoute',
        'a',
        `{to: [{targetRef: {kind: MeshService, name: colour}, rules: [{default: {backendRefs: [${backend('red')}]}}]}]}`,
      ),
      {},
      { 'shop/red': 1 },
    ],
    [
      'and loses against one that is',
      policy(
        'MeshTCPRoute',
        'a',
        `{to: [{targetRef: {kind: MeshService, name: colour}, rules: [{default: {backendRefs: [${backend('red')}]}}]}]}`,
      ) + route(rule(path('PathPrefix', '/a'), backend('blue'))),
      {},
      thirds,
    ],
  ])('%s', (_, policies, request, shares) => {
    const answer = ask(set(policies), 'shop/front', 'colour.shop.svc.cluster.local', request);
    for (const [name, share] of Object.entries(shares)) expect(answer.shares[name]).toBeCloseTo(share);
    expect(Object.keys(answer.shares).sort()).toEqual(Object.keys(shares).sort());
  });

  test('a rewritten path is what the workload sees', () => {
    const filter =
      'filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /v2}}}]';
    const routing = set(
      route(
        `{matches: [${path('PathPrefix', '/a')}], default: {${filter}, backendRefs: [${backend('red')}]}}`,
      ),
    );
    expect(ask(routing, 'shop/front', 'colour', { path: '/a/b?x=1' })).toMatchObject({ path: '/v2/b?x=1' });
  });
});

describe('services of Kong Mesh', () => {
  test('a host is any name that cluster DNS knows a Service by', () => {
    for (const host of ['red', 'red.shop', 'red.shop.svc', 'red.shop.svc.cluster.local']) {
      expect(ask(set(), 'shop/front', host).shares).toEqual({ 'shop/red': 1 });
    }
  });

  test('a HostnameGenerator gives it another', () => {
    const generator = `
apiVersion: kuma.io/v1alpha1
kind: HostnameGenerator
metadata: {name: old, namespace: kong-mesh-system}
spec:
  selector: {meshService: {matchLabels: {k8s.kuma.io/namespace: shop}}}
  template: '{{ .DisplayName }}.shop.local'
---`;
    expect(ask(set(generator), 'shop/front', 'red.shop.local').shares).toEqual({ 'shop/red': 1 });
    expect(ask(set(), 'shop/front', 'red.shop.local').shares).toEqual({});
  });

  test('a Service without a selector is one of every pod of the namespace', () => {
    const found = ask(set('', [service('shop', 'all', undefined)]), 'shop/front', 'all').shares;
    expect(Object.keys(found).sort()).toEqual([
      'shop/blue',
      'shop/bytes',
      'shop/front',
      'shop/green',
      'shop/red',
    ]);
  });

  test('in a namespace that does not inject, a Service is the mesh’s by its label', () => {
    const red = workload('else', 'red', { labels: { app: 'red', 'kuma.io/sidecar-injection': 'enabled' } });
    const labelled = red.map((object) =>
      object.kind === 'Service'
        ? { ...object, metadata: { ...object.metadata, labels: { 'kuma.io/mesh': 'default' } } }
        : object,
    );
    const there = namespace('else', 'disabled');
    expect(ask(set('', [there, ...labelled]), 'shop/front', 'red.else').shares).toEqual({ 'else/red': 1 });
    expect(ask(set('', [there, ...red]), 'shop/front', 'red.else').refused).toMatchObject([
      { reason: expect.stringContaining('no service of the mesh') },
    ]);
  });

  test('pods without a proxy are not behind it', () => {
    const plain = workload('shop', 'plain', {
      labels: { app: 'plain', 'kuma.io/sidecar-injection': 'disabled' },
    });
    expect(ask(set('', plain), 'shop/front', 'plain').shares).toEqual({});
  });

  test('a MeshExternalService is called by its generated name', () => {
    const external = `
apiVersion: kuma.io/v1alpha1
kind: MeshExternalService
metadata: {name: pay, namespace: kong-mesh-system, labels: {kuma.io/mesh: default}}
spec: {match: {type: HostnameGenerator, port: 443, protocol: tcp}, endpoints: [{address: pay.example.com, port: 8443}]}
---`;
    expect(ask(set(external), 'shop/front', 'pay.extsvc.mesh.local', { port: 443 }).shares).toEqual({
      'pay.example.com:8443': 1,
    });
  });

  test.each<[string, string, number, Record<string, number>]>([
    ['what a MeshPassthrough names is let out', 'api.example.com', 443, { 'api.example.com:443': 1 }],
    ['below a wildcard too', 'a.b.example.net', 80, { 'a.b.example.net:80': 1 }],
    ['on its port alone', 'api.example.com', 80, {}],
    ['and nothing else', 'example.net', 80, {}],
  ])('%s', (_, host, port, shares) => {
    const routing = set(
      policy(
        'MeshPassthrough',
        'a',
        "{default: {passthroughMode: Matched, appendMatch: [{type: Domain, value: api.example.com, port: 443, protocol: tls}, {type: Domain, value: '*.example.net', port: 80, protocol: http}]}}",
      ),
    );
    expect(ask(routing, 'shop/front', host, { port }).shares).toEqual(shares);
  });
});

describe('permissions of Kong Mesh', () => {
  const identity = `
apiVersion: kuma.io/v1alpha1
kind: MeshIdentity
metadata: {name: identity, namespace: kong-mesh-system}
spec: {selector: {dataplane: {matchLabels: {}}}, spiffeID: {trustDomain: d}}
---`;
  const permission = (rules: string) =>
    policy(
      'MeshTrafficPermission',
      'red',
      `{targetRef: {kind: Dataplane, labels: {name: red}}, rules: [{default: ${rules}}]}`,
    );
  const front = 'spiffe://d/ns/shop/sa/front';

  test.each<[string, string, boolean]>([
    ['an identity and no permission: nobody', identity, false],
    ['an exact id', identity + permission(`{allow: [{spiffeID: {type: Exact, value: '${front}'}}]}`), true],
    [
      'a prefix',
      identity + permission("{allow: [{spiffeID: {type: Prefix, value: 'spiffe://d/ns/shop'}}]}"),
      true,
    ],
    ['another id', identity + permission(`{allow: [{spiffeID: {type: Exact, value: '${front}-2'}}]}`), false],
    [
      'a denial over what is allowed',
      identity +
        permission(
          `{allow: [{spiffeID: {type: Exact, value: '${front}'}}], deny: [{spiffeID: {type: Prefix, value: 'spiffe://d/'}}]}`,
        ),
      false,
    ],
    ['without any identity nobody is asked', permission('{}'), true],
  ])('%s', (_, policies, allowed) => {
    expect(ask(set(policies), 'shop/front', 'red').shares).toEqual(allowed ? { 'shop/red': 1 } : {});
  });

  test('who has no proxy is refused, but where MeshTLS takes plain text', () => {
    const stranger = { namespace: 'away', name: 'x', labels: {}, serviceAccount: 'default' };
    const away: Manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'away' } };
    const request = { host: 'red.shop', port: 8080, path: '/', method: 'GET', headers: {} };
    const permissive = policy('MeshTLS', 'a', '{rules: [{default: {mode: Permissive}}]}');
    expect(set(identity, [away]).answer(stranger, request).shares).toEqual({});
    expect(set(identity + permissive, [away]).answer(stranger, request).shares).toEqual({ 'shop/red': 1 });
  });

  test.each<[string, string, boolean]>([
    ['from all', '{targetRef: {kind: Mesh}, default: {action: Allow}}', true],
    [
      'from pods of a label',
      '{targetRef: {kind: MeshSubset, tags: {app: front}}, default: {action: Allow}}',
      true,
    ],
    [
      'from a service',
      '{targetRef: {kind: MeshService, name: front_shop_svc_8080}, default: {action: Allow}}',
      true,
    ],
    [
      'the narrowest entry decides',
      '{targetRef: {kind: Mesh}, default: {action: Allow}}, {targetRef: {kind: MeshSubset, tags: {app: front}}, default: {action: Deny}}',
      false,
    ],
  ])('the older form, with the mesh’s own certificates: %s', (_, from, allowed) => {
    const own = mesh.replace(
      'spec: {',
      'spec: {mtls: {enabledBackend: ca, backends: [{name: ca, type: builtin}]}, ',
    );
    const routing = readKongMesh([
      namespace('shop'),
      ...workload('shop', 'front'),
      ...workload('shop', 'red'),
      ...objectsOf(own + policy('MeshTrafficPermission', 'a', `{targetRef: {kind: Mesh}, from: [${from}]}`)),
    ]);
    expect(ask(routing, 'shop/front', 'red').shares).toEqual(allowed ? { 'shop/red': 1 } : {});
  });
});
