import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { type ServiceMap, serviceMap } from '../../topology/service-map';
import { topologyOf } from '../../topology/topology';
import { BuiltCluster } from '../charts/objects';
import { drawnCluster } from './drawn-cluster';

function mapOf(objects: readonly Manifest[]): ServiceMap {
  const index = buildIndex(objects);
  return serviceMap(topologyOf(index), index);
}
const ofYaml = (yaml: string) => mapOf(parseAllDocuments(yaml).map((document): Manifest => document.toJS()));
const arrows = ({ arrows }: ServiceMap) => arrows.map(({ from, to, kind }) => `${from} ${kind} ${to}`);

test.each(['us-west-2-app-mesh', 'eu-west-1-kong-mesh'])(
  'in %s the gateway is one box, and each service is one with both of its versions in it',
  (name) => {
    const map = mapOf(BuiltCluster.reference(name).manifests);
    expect(map.boxes.filter(({ kind }) => kind !== 'host').map(({ id }) => id)).toEqual([
      'gateway',
      'service prod/jazz',
      'service prod/metal',
    ]);
    expect(map.boxes.find(({ id }) => id === 'service prod/jazz')?.versions).toEqual([
      { name: 'jazz-v1', share: '95 %', image: 'v1.0' },
      { name: 'jazz-v2', share: '5 %', image: 'v1.0' },
    ]);
    expect(arrows(map)).toEqual(
      expect.arrayContaining([
        'gateway permitted service prod/jazz',
        'gateway routed service prod/jazz',
        'gateway permitted service prod/metal',
        'gateway routed service prod/metal',
      ]),
    );
  },
);

test('the way from the gateway over a service to another one and out to its database can be followed', () => {
  const map = mapOf(drawnCluster(12, 3));
  expect(map.boxes.filter(({ kind }) => kind === 'service')).toHaveLength(12);
  expect(arrows(map)).toEqual(
    expect.arrayContaining([
      'gateway routed service team-0/service-0',
      'service team-0/service-0 permitted service team-1/service-1',
      'service team-1/service-1 permitted service team-0/service-3',
      'service team-2/service-5 leaves host db-5.example.com:5432',
    ]),
  );
});

test('the objects behind a box are its Service, workloads, routes, permissions and published routes', () => {
  const map = mapOf(drawnCluster(3, 1));
  const box = map.boxes.find(({ id }) => id === 'service team-0/service-0');
  expect(new Set(box?.objects().map(({ kind }) => kind))).toEqual(
    new Set([
      'Service',
      'Deployment',
      'Ingress',
      'MeshTrafficPermission',
      'MeshPassthrough',
      'MeshHTTPRoute',
    ]),
  );
});

const existing = `
apiVersion: kuma.io/v1alpha1
kind: MeshHTTPRoute
metadata: {name: ledger, namespace: payments}
spec:
  to:
    - targetRef: {kind: MeshService, name: ledger}
      rules: [{default: {backendRefs: [{kind: MeshService, name: ledger-a, weight: 9}, {kind: MeshService, name: ledger-b, weight: 1}]}}]
---
apiVersion: kuma.io/v1alpha1
kind: MeshTrafficPermission
metadata: {name: fraud, namespace: payments}
spec:
  targetRef: {kind: Dataplane, labels: {app: fraud}}
  rules: [{default: {allow: [{spiffeID: {type: Exact, value: "spiffe://default/ns/payments/sa/ledger"}}, {spiffeID: {type: Exact, value: "spiffe://default/ns/batch/sa/nightly"}}]}}]
`;

test('a service whose workloads are not of this output is one box too, and calls by the ServiceAccount of its name', () => {
  const map = ofYaml(existing);
  expect(map.boxes.map(({ id, kind }) => [id, kind])).toEqual([
    ['caller batch/nightly', 'caller'],
    ['service payments/fraud', 'service'],
    ['service payments/ledger', 'service'],
  ]);
  expect(arrows(map)).toEqual([
    'caller batch/nightly permitted service payments/fraud',
    'service payments/ledger permitted service payments/fraud',
  ]);
});

const pair = (name: string) => `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: n}
spec: {selector: {app: ${name}}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: n}
spec: {template: {metadata: {labels: {app: ${name}}}, spec: {serviceAccountName: shared, containers: [{name: a, image: "a@sha256:0123"}]}}}
---`;

test('two services stay two where one sends a part of its calls to the other, or where both have one ServiceAccount', () => {
  const map = ofYaml(`${pair('web')}${pair('api')}
apiVersion: kuma.io/v1alpha1
kind: MeshHTTPRoute
metadata: {name: web, namespace: n}
spec:
  to:
    - targetRef: {kind: MeshService, name: web}
      rules:
        - matches: [{path: {type: PathPrefix, value: /api}}]
          default: {backendRefs: [{kind: MeshService, name: api, weight: 1}]}
---
apiVersion: kuma.io/v1alpha1
kind: MeshTrafficPermission
metadata: {name: db, namespace: n}
spec:
  targetRef: {kind: Dataplane, labels: {app: db}}
  rules: [{default: {allow: [{spiffeID: {type: Exact, value: "spiffe://default/ns/n/sa/shared"}}]}}]
`);
  expect(arrows(map)).toEqual([
    'service n/api permitted service n/db',
    'service n/web routed service n/api',
    'service n/web permitted service n/db',
  ]);
  expect(map.arrows.find(({ kind }) => kind === 'routed')?.says).toEqual(['prefix /api']);
});

const facade = `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: {name: all, namespace: n}
spec: {routes: [{name: a, httpRoute: {match: {prefix: /}, action: {weightedTargets: [{virtualNodeRef: {name: one}, weight: 1}]}}}]}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: one, namespace: n}
spec: {podSelector: {matchLabels: {app: one}}}
${['a', 'b']
  .map(
    (name) => `---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: ${name}, namespace: n}
spec: {provider: {virtualRouter: {virtualRouterRef: {name: all}}}}`,
  )
  .join('\n')}
`;

test('a virtual node that two virtual services lead to belongs to neither', () => {
  expect(arrows(ofYaml(facade))).toEqual([
    'service n/a routed service n/one',
    'service n/b routed service n/one',
  ]);
});
