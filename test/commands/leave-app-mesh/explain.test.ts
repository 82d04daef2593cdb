import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { explainRouting } from '../../../commands/leave-app-mesh/explain';
import type { Manifest } from '../../../references/manifest';
import { objectsOf, service, workload } from '../../routing/objects';

const folder = mkdtempSync(join(tmpdir(), 'explain-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, objects: readonly Manifest[]): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), objects.map((object) => stringify(object)).join('---\n'));
}

const node = (name: string, backends = '[]') => `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {namespace: shop, name: ${name}}
spec:
  podSelector: {matchLabels: {app: ${name}}}
  listeners: [{portMapping: {port: 8080, protocol: http}}]
  serviceDiscovery: {dns: {hostname: ${name}.shop.svc.cluster.local}}
  backends: ${backends}
---`;

write('in/all.yaml', [
  ...['front', 'red', 'blue'].flatMap((name) => workload('shop', name)),
  service('shop', 'colour', undefined),
  ...objectsOf(`
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {appmesh.k8s.aws/sidecarInjectorWebhook: enabled}}
---
${node('front', '[{virtualService: {virtualServiceRef: {name: colour}}}]')}
${node('red')}
${node('blue')}
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {namespace: shop, name: colour}
spec: {awsName: colour.shop.svc.cluster.local, provider: {virtualRouter: {virtualRouterRef: {name: colour}}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: {namespace: shop, name: colour}
spec:
  listeners: [{portMapping: {port: 8080, protocol: http}}]
  routes:
    - name: testers
      priority: 1
      httpRoute:
        match: {prefix: /, headers: [{name: x-tester}]}
        action: {weightedTargets: [{virtualNodeRef: {name: blue}, weight: 1}]}
    - name: rest
      priority: 2
      httpRoute:
        match: {prefix: /colour}
        action: {weightedTargets: [{virtualNodeRef: {name: red}, weight: 3}, {virtualNodeRef: {name: blue}, weight: 1}]}
`),
]);
write(
  'out/patches/namespace.yaml',
  objectsOf(
    '{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {kuma.io/sidecar-injection: enabled}}}',
  ),
);
write(
  'out/30-routes/routes.yaml',
  objectsOf(`
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: default}
spec: {meshServices: {mode: Exclusive}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshHTTPRoute
metadata: {namespace: shop, name: colour}
spec:
  to:
    - targetRef: {kind: MeshService, name: colour}
      rules:
        - matches: [{path: {type: PathPrefix, value: /colour}}]
          default: {backendRefs: [{kind: MeshService, name: red, port: 8080, weight: 3}, {kind: MeshService, name: blue, port: 8080, weight: 1}]}
        - matches: [{path: {type: PathPrefix, value: /}, headers: [{name: x-tester, type: Present}]}]
          default: {backendRefs: [{kind: MeshService, name: blue, port: 8080}]}
`),
);

// As leave-app-mesh writes it: a root of kustomize, which is not what is asked.
writeFileSync(
  join(folder, 'out/patches/kustomization.yaml'),
  'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches: [{path: namespace.yaml}]\n',
);

function explain(...argv: readonly string[]) {
  const said = { status: 0, out: '', err: '' };
  said.status = explainRouting(argv, {
    environment: {},
    stdout: { write: (text) => (said.out += text) },
    stderr: { write: (text) => (said.err += text) },
  });
  return said;
}

const [input, output] = [join(folder, 'in'), join(folder, 'out')];

test('says who answers on both sides, and by which objects', () => {
  const { status, out } = explain('GET', '/colour', '--from', 'shop/front', input, output);
  expect(status).toBe(0);
  expect(out).toBe(`GET colour.shop.svc.cluster.local:8080/colour from shop/front
App Mesh
     75 %  shop/red
     25 %  shop/blue
  by VirtualNode shop/front
  by VirtualService shop/colour
  by VirtualRouter shop/colour route rest
Kong Mesh
     75 %  shop/red
     25 %  shop/blue
  by MeshService shop/colour
  by MeshHTTPRoute shop/colour
answered alike
`);
});

test('ends with 3 where a header makes another order of the rules count', () => {
  const { status, out } = explain(
    'GET',
    '/colour',
    '-H',
    'X-Tester: 1',
    '--from',
    'shop/front',
    input,
    output,
  );
  expect(status).toBe(3);
  expect(out).toContain('answered otherwise');
});

test('asks one side alone where nothing was written yet, and says why nobody answers', () => {
  const { status, out } = explain('GET', '/', '--from', 'shop/front', '--host', 'red.shop:8080', input);
  expect(status).toBe(0);
  expect(out).toContain('100 %  nobody: red.shop:8080 is no backend of VirtualNode shop/front');
});

test('gives the same as data', () => {
  const { out } = explain('GET', '/colour', '--from', 'shop/front', '--format', 'json', input, output);
  expect(JSON.parse(out)).toMatchObject([
    { host: 'colour.shop.svc.cluster.local', port: 8080, appMesh: { shares: { 'shop/red': 0.75 } } },
  ]);
});

test.each([
  [
    1,
    'a caller that is not there',
    ['GET', '/', '--from', 'shop/nobody', input],
    'shop/blue, shop/front, shop/red',
  ],
  [1, 'a caller without backends', ['GET', '/', '--from', 'shop/red', input], 'no backend'],
  [2, 'a path that is none', ['GET', 'colour', '--from', 'shop/front', input], 'PATH starts with /'],
  [2, 'no caller', ['GET', '/', input], '--from'],
  [2, 'a header that is none', ['GET', '/', '-H', 'x', '--from', 'shop/front', input], 'NAME: VALUE'],
  [2, 'a folder that is not there', ['GET', '/', '--from', 'shop/front', join(folder, 'none')], 'none'],
])('ends with %i for %s', (status, _, argv, message) => {
  const said = explain(...argv);
  expect(said.status).toBe(status);
  expect(said.err).toContain(message);
});
