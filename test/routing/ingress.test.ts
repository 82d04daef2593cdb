import { throughIngress } from '../../routing/kong-mesh/ingress';
import { readKongMesh } from '../../routing/kong-mesh/read';
import type { Request } from '../../routing/request';
import { objectsOf, workload } from './objects';

const gateway = { namespace: 'kong', name: 'gateway', labels: {}, serviceAccount: 'kong-gateway' };

const ingress = (name: string, path: string, more: { host?: string; annotations?: string } = {}) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {namespace: shop, name: ${name}, annotations: {${more.annotations ?? ''}}}
spec:
  ingressClassName: kong
  rules:
    - ${more.host === undefined ? '' : `host: '${more.host}'\n      `}http: {paths: [{${path}, backend: {service: {name: ${name}, port: {number: 8080}}}}]}
---`;
const letters = (path: string) => `path: '${path}', pathType: ImplementationSpecific`;

const place = `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {kuma.io/sidecar-injection: enabled}}
---`;

function ask(ingresses: string, request: Partial<Request> = {}) {
  const objects = [
    ...['red', 'blue'].flatMap((name) => workload('shop', name)),
    ...objectsOf(place + ingresses),
  ];
  const whole = { host: 'shop.example.com', port: 443, path: '/', method: 'GET', headers: {}, ...request };
  return throughIngress(objects, readKongMesh(objects), gateway, whole);
}

test.each<[string, string, Partial<Request>, string | undefined]>([
  [
    'a path without a type of Kubernetes’ own is letters',
    ingress('red', letters('/a')),
    { path: '/ab' },
    'red',
  ],
  ['a prefix is whole segments', ingress('red', 'path: /a, pathType: Prefix'), { path: '/ab' }, undefined],
  ['and what is below them', ingress('red', 'path: /a, pathType: Prefix'), { path: '/a/b' }, 'red'],
  ['an exact path is that alone', ingress('red', 'path: /a, pathType: Exact'), { path: '/a/' }, undefined],
  [
    'the longer path first',
    ingress('red', letters('/a')) + ingress('blue', letters('/a/b')),
    { path: '/a/b' },
    'blue',
  ],
  [
    'an expression before letters',
    ingress('red', letters('/a/long')) + ingress('blue', letters('/~/a')),
    { path: '/a/long' },
    'blue',
  ],
  [
    'of expressions the higher priority',
    ingress('red', letters('/~/a')) +
      ingress('blue', letters('/~/'), { annotations: "konghq.com/regex-priority: '5'" }),
    { path: '/a' },
    'blue',
  ],
  [
    'a host before none',
    ingress('red', letters('/long/path')) + ingress('blue', letters('/'), { host: 'shop.example.com' }),
    { path: '/long/path' },
    'blue',
  ],
  [
    'a header before none, whatever its letters’ case',
    ingress('red', letters('/a')) +
      ingress('blue', letters('/'), { annotations: 'konghq.com/headers.x-c: Blue' }),
    { path: '/a', headers: { 'x-c': 'bLUE' } },
    'blue',
  ],
  [
    'a method',
    ingress('red', letters('/'), { annotations: 'konghq.com/methods: POST' }),
    { method: 'GET' },
    undefined,
  ],
])('%s', (_, ingresses, request, answers) => {
  expect(ask(ingresses, request).shares).toEqual(answers === undefined ? {} : { [`shop/${answers}`]: 1 });
});

test.each<[string, string, string, string]>([
  [
    'a matched path is cut off',
    ingress('red', letters('/a'), { annotations: "konghq.com/strip-path: 'true'" }),
    '/a/b?x=1',
    '/b?x=1',
  ],
  ['or kept', ingress('red', letters('/a')), '/a/b', '/a/b'],
  [
    'or replaced by a plugin',
    ingress('red', letters('/~/a(.*)$'), { annotations: 'konghq.com/plugins: rewrite' }) +
      `
apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: {namespace: shop, name: rewrite}
plugin: request-transformer
config: {replace: {uri: '/c$(uri_captures[1] or "")'}}
---`,
    '/a/b',
    '/c/b',
  ],
])('%s', (_, ingresses, path, seen) => {
  expect(ask(ingresses, { path })).toMatchObject({ path: seen, shares: { 'shop/red': 1 } });
});
