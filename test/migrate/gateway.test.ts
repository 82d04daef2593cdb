import { parseAllDocuments } from 'yaml';
import { afterLeaving } from '../../migrate/applied';
import type { Manifest } from '../../references/manifest';
import { readAppMesh } from '../../routing/app-mesh/read';
import { sameAnswer } from '../../routing/compare';
import { throughIngress } from '../../routing/kong-mesh/ingress';
import type { Request } from '../../routing/request';
import { sidesOf } from './routing/compare-sides';
import { shop } from './shop';

const working = shop
  .replace('port: 80, targetPort: 8080', 'port: 8080')
  .replace('match: { prefix: /price }', 'match: { prefix: / }');

/** The shop behind a virtual gateway, with a route to price for each spec. */
function published(...specs: readonly string[]): readonly Manifest[] {
  const text = `${working}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualGateway
metadata: { name: door, namespace: shop }
spec:
  namespaceSelector: { matchLabels: { mesh: shop } }
  podSelector: { matchLabels: { app: door } }
  listeners: [{ portMapping: { port: 8088, protocol: http } }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: door, namespace: shop }
spec:
  selector: { matchLabels: { app: door } }
  template: { metadata: { labels: { app: door } }, spec: { containers: [{ name: envoy, image: example/envoy:1 }] } }
${specs
  .map(
    (spec, i) => `---
apiVersion: appmesh.k8s.aws/v1beta2
kind: GatewayRoute
metadata: { name: route-${i + 1}, namespace: shop }
spec: ${spec}
`,
  )
  .join('')}`;
  return parseAllDocuments(text).map((document): Manifest => document.toJS());
}

const target = 'target: { virtualService: { virtualServiceRef: { name: price } } }';
const http = (match: string, rewrite = '', priority = '') =>
  `{ ${priority} httpRoute: { match: { ${match} }, action: { ${target}${rewrite === '' ? '' : `, rewrite: { ${rewrite} }`} } } }`;

const kong = { namespace: 'kong', name: 'kong-gateway', labels: {}, serviceAccount: 'kong-gateway' };

/** What a client's request is answered with on both sides, and the path that the service sees. */
function asked(gateway: 'ingress' | 'gateway-api', objects: readonly Manifest[], request: Partial<Request>) {
  const { result, kongMesh } = sidesOf(objects, { gateway });
  expect(result.findings).toEqual([]);
  const after = afterLeaving(objects, {
    patches: result.patches.map(({ manifest }) => manifest),
    objects: result.objects.map(({ manifest }) => manifest),
  });
  const appMesh = readAppMesh(objects);
  const door = appMesh.callers.find(({ name }) => name === 'door');
  if (door === undefined) throw new Error('no gateway');
  const whole = { host: 'shop.example.com', port: 80, path: '/', method: 'GET', headers: {}, ...request };
  return {
    before: appMesh.answer(door, whole),
    after: throughIngress(after, kongMesh, kong, whole),
    reported: result.report.requests.some(({ host }) => host === '*' || host === 'shop.example.com'),
  };
}

const cases: readonly (readonly [
  what: string,
  specs: readonly string[],
  requests: readonly Partial<Request>[],
])[] = [
  [
    'a prefix that becomes /',
    [http('prefix: /price/')],
    [{ path: '/price/7' }, { path: '/price/7?a=1' }, { path: '/other' }],
  ],
  [
    'a prefix that stays',
    [http('prefix: /price/', 'prefix: { defaultPrefix: DISABLED }')],
    [{ path: '/price/7' }, { path: '/other' }],
  ],
  [
    'a prefix that becomes another one',
    [http('prefix: /price/', 'prefix: { value: /v2/ }')],
    [{ path: '/price/7' }, { path: '/price/' }],
  ],
  [
    'an exact path, and another one for the service',
    [http('path: { exact: /price }', 'path: { exact: /v2/price }')],
    [{ path: '/price' }, { path: '/price/7' }],
  ],
  [
    'an expression',
    [http('path: { regex: "/p[a-z]+" }')],
    [{ path: '/price' }, { path: '/price/7' }, { path: '/P' }],
  ],
  [
    'an exact host, and a method',
    [http('prefix: /, hostname: { exact: shop.example.com }, method: GET')],
    [{ path: '/a' }, { path: '/a', method: 'POST' }, { path: '/a', host: 'other.example.com' }],
  ],
  [
    'the end of a host',
    [http('prefix: /, hostname: { suffix: ".example.com" }')],
    [{ path: '/a' }, { path: '/a', host: 'example.org' }],
  ],
  [
    'conditions on headers',
    [
      http(
        'prefix: /, headers: [{ name: x-a, match: { prefix: b } }, { name: x-c, match: { regex: "[0-9]+" } }, { name: x-d, match: { suffix: e } }]',
      ),
    ],
    [
      { headers: { 'x-a': 'bc', 'x-c': '12', 'x-d': 'de' } },
      { headers: { 'x-a': 'abc', 'x-c': '12', 'x-d': 'de' } },
      { headers: { 'x-a': 'bc', 'x-c': 'a12', 'x-d': 'de' } },
      { headers: { 'x-a': 'bc', 'x-c': '12', 'x-d': 'ed' } },
      {},
    ],
  ],
  [
    'the longer of two prefixes',
    [http('prefix: /', 'prefix: { value: /short/ }'), http('prefix: /price/', 'prefix: { value: /long/ }')],
    [{ path: '/price/7' }, { path: '/7' }],
  ],
];

describe.each(['ingress', 'gateway-api'] as const)(
  'as %s, clients get what they got of the virtual gateway',
  (gateway) => {
    it.each(cases)('%s', (_, specs, requests) => {
      const objects = published(...specs);
      for (const request of requests) {
        const { before, after, reported } = asked(gateway, objects, request);
        const same =
          sameAnswer(before, after) &&
          (Object.keys(before.shares).length === 0 || before.path === after.path);
        expect({ request, before, after, same: same || reported }).toMatchObject({ same: true });
      }
      // Somebody answers the first one: what is compared is not nothing.
      expect(Object.keys(asked(gateway, objects, requests[0] ?? {}).before.shares)).not.toEqual([]);
    });

    it('a query that cannot be asked for is lost, and the report says what is answered otherwise', () => {
      const objects = published(http('prefix: /, queryParameters: [{ name: q, match: { exact: "1" } }]'));
      const { result } = sidesOf(objects, { gateway });
      expect(result.report.losses.map(({ field }) => field)).toContain(
        '/spec/httpRoute/match/queryParameters/0/name',
      );
      expect(result.report.requests.some(({ before }) => before.includes('GatewayRoute shop/route-1'))).toBe(
        true,
      );
    });

    it('lets the gateway in to the pods that it calls, and to no others', () => {
      const { result } = sidesOf(published(http('prefix: /')), { gateway });
      const allows = (name: string) =>
        JSON.stringify(
          result.objects.find(
            ({ manifest: { kind, metadata } }) => kind === 'MeshTrafficPermission' && metadata.name === name,
          ),
        ).includes('/ns/kong/sa/kong-gateway');
      expect([allows('price-1'), allows('price-2'), allows('front')]).toEqual([true, true, false]);
    });
  },
);

test('priorities that say another order than Kong are kept as priorities of expressions', () => {
  const objects = published(
    http('prefix: /', 'prefix: { value: /first/ }', 'priority: 1,'),
    http('prefix: /price/', 'prefix: { value: /second/ }', 'priority: 2,'),
  );
  const { before, after } = asked('ingress', objects, { path: '/price/7' });
  expect(after.path).toBe(before.path);
  expect(sameAnswer(before, after)).toBe(true);
});
