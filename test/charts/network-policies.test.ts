import fc from 'fast-check';
import { clusterObjects } from '../../charts/cluster';
import { gatewayMember } from '../../charts/gateway/names';
import { addApplicationPolicies } from '../../charts/network-policies/application';
import type { ServiceGraph } from '../../config/graph/service-graph';
import { dig, items, strings, text } from '../../references/fields';
import { type Labels, matches } from '../../references/labels';
import type { Manifest } from '../../references/manifest';
import { passes } from '../../references/network-policy';
import { buildIndex } from '../../references/reference-index';
import { kongMeshConfig, kongMeshObjects, objectsIn } from '../mesh/compile-pair';
import { randomGraph } from '../mesh/random-graph';
import { referenceConfig } from './objects';

interface Pod {
  readonly namespace: string;
  readonly labels: Labels;
  readonly serviceAccount: string;
  readonly ports: readonly number[];
}

/** Whether the policies of a set let a connection through, on its way out and on its way in. */
function lets(policies: readonly Manifest[], from: Pod, to: Pod, port: number): boolean {
  const facts = { namespaceLabels: () => ({}) };
  const [caller, called] = [from, to].map(({ namespace, labels, ports }) => ({
    namespace,
    labels,
    containers: [{ ports: ports.map((containerPort) => ({ containerPort })) }],
  }));
  return (
    caller !== undefined &&
    called !== undefined &&
    passes(policies, { direction: 'Egress', of: caller, other: called, port }, facts) &&
    passes(policies, { direction: 'Ingress', of: called, other: caller, port }, facts)
  );
}

/** Whether the mesh permits a call: the pods that a permission chooses, and the identities that it lets in. */
function permits(objects: readonly Manifest[], from: Pod, to: Pod): boolean {
  return objects
    .filter(({ kind, metadata }) => kind === 'MeshTrafficPermission' && metadata.namespace === to.namespace)
    .filter(({ spec }) =>
      matches({ matchLabels: strings(dig(spec, 'targetRef', 'labels')), matchExpressions: [] }, to.labels),
    )
    .flatMap(({ spec }) => items(dig(spec, 'rules')))
    .flatMap((rule) => items(dig(rule, 'default', 'allow')))
    .some((allow) =>
      (text(dig(allow, 'spiffeID', 'value')) ?? '').endsWith(
        `/ns/${from.namespace}/sa/${from.serviceAccount}`,
      ),
    );
}

/** The pods that the objects bring, read from the reference index. */
function podsIn(objects: readonly Manifest[]): readonly Pod[] {
  const index = buildIndex(objects, { given: [] });
  return index.objects
    .flatMap((object) => index.podsBroughtBy(object))
    .map(({ namespace, labels, serviceAccount, containers }) => ({
      namespace,
      labels,
      serviceAccount,
      ports: containers.flatMap(({ ports }) => ports.map(({ containerPort }) => containerPort)),
    }));
}

const gateway: Pod = {
  namespace: gatewayMember.namespace,
  labels: gatewayMember.podLabels,
  serviceAccount: gatewayMember.serviceAccount,
  ports: [8000],
};
/** Who nobody has heard of, here and elsewhere. */
const strangers = (namespace: string): readonly Pod[] =>
  [namespace, 'elsewhere', 'kong'].map((where) => ({
    namespace: where,
    labels: { app: 'stranger' },
    serviceAccount: 'stranger',
    ports: [],
  }));

/** What is let through otherwise than the mesh permits: `from -> to:port`. */
function differences(objects: readonly Manifest[], ports: (to: Pod) => readonly number[]): readonly string[] {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
  const judged = new Set(
    objects.filter(({ kind }) => kind === 'MeshTrafficPermission').map(({ metadata }) => metadata.namespace),
  );
  const brought = podsIn(objects);
  const all = brought.filter(({ namespace }) => judged.has(namespace));
  const callers = [...brought, gateway, ...strangers(all[0]?.namespace ?? 'prod')];
  const shown = ({ namespace, labels }: Pod) => `${namespace}/${JSON.stringify(labels)}`;
  return all.flatMap((to) =>
    callers
      .filter((from) => from !== to)
      .flatMap((from) => [
        ...ports(to)
          .filter((port) => lets(policies, from, to, port) !== permits(objects, from, to))
          .map((port) => `${shown(from)} -> ${shown(to)}:${port}`),
        ...[22, 15006, 15001, 9901]
          .filter((port) => !to.ports.includes(port) && lets(policies, from, to, port))
          .map((port) => `${shown(from)} -> ${shown(to)}:${port}, which is no port of it`),
      ]),
  );
}

function withPolicies(graph: ServiceGraph): readonly Manifest[] {
  const props = { graph, gateway: gatewayMember, mesh: kongMeshConfig(), observability: undefined };
  return [...kongMeshObjects(graph), ...objectsIn((chart) => addApplicationPolicies(chart, props))];
}

test('of any application every call that the mesh permits is let through, and nothing else', () => {
  fc.assert(
    fc.property(randomGraph, (graph) => {
      expect(differences(withPolicies(graph), ({ ports }) => ports)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('the evaluator sees a call too many, and one too few', () => {
  const graph: ServiceGraph = {
    namespace: 'prod',
    services: [
      { name: 'a', port: 80, protocol: 'http', versions: [version(80)], calls: ['b'] },
      { name: 'b', port: 81, protocol: 'http', versions: [version(81)] },
    ],
    entry: ['a'],
  };
  const other = { ...graph, services: graph.services.map((service) => ({ ...service, calls: [] })) };
  const policies = (of: ServiceGraph) => withPolicies(of).filter(({ kind }) => kind === 'NetworkPolicy');
  const mesh = (of: ServiceGraph) => withPolicies(of).filter(({ kind }) => kind !== 'NetworkPolicy');
  expect(differences([...mesh(graph), ...policies(graph)], ({ ports }) => ports)).toEqual([]);
  expect(differences([...mesh(other), ...policies(graph)], ({ ports }) => ports)).toHaveLength(1);
  expect(differences([...mesh(graph), ...policies(other)], ({ ports }) => ports)).toHaveLength(1);
});

function version(port: number) {
  return {
    name: 'v1',
    weight: 100,
    workload: {
      kind: 'Deployment' as const,
      spec: {},
      pod: { containers: [{ name: 'x', image: 'x:1', ports: [{ containerPort: port }] }] },
    },
  };
}

const asked = (text: string) => `${text}production: {networkPolicies: true}\n`;

test.each(['us-west-2-kong-mesh', 'eu-west-1-kong-mesh'])(
  'on %s the gateway reaches what is published, and the pods of the platform what they need',
  (name) => {
    const objects = clusterObjects(referenceConfig(name, asked)).objects.map(({ manifest }) => manifest);
    expect(differences(objects, ({ ports }) => ports)).toEqual([]);
    const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
    const pod = (namespace: string, labels: Labels): Pod => ({
      namespace,
      labels,
      serviceAccount: '',
      ports: [],
    });
    const controller = pod('kong', { ...gatewayMember.podLabels, 'app.kubernetes.io/name': 'controller' });
    const controlPlane = pod('kong-mesh-system', { app: 'kong-mesh-control-plane' });
    const jazz = pod('prod', { app: 'jazz', version: 'v1' });
    const apiServer = pod('nowhere', {});
    for (const [from, to, port, expected] of [
      [jazz, controlPlane, 5678, true],
      [gateway, controlPlane, 5678, true],
      [controlPlane, controlPlane, 5683, true],
      [jazz, controlPlane, 5683, false],
      [jazz, controlPlane, 5681, false],
      [apiServer, controlPlane, 5443, true],
      [apiServer, controller, 8080, true],
      [controller, gateway, 8444, true],
      [jazz, gateway, 8444, false],
      [apiServer, gateway, 8000, true],
      [
        apiServer,
        pod('external-secrets', { 'app.kubernetes.io/name': 'external-secrets-webhook' }),
        10250,
        true,
      ],
      [jazz, pod('external-secrets', { 'app.kubernetes.io/name': 'external-secrets' }), 8443, false],
      [gateway, pod('prod', { app: 'stranger' }), 9080, false],
      [jazz, pod('elsewhere', {}), 5432, false],
    ] as const)
      expect([from.namespace, to.namespace, port, lets(policies, from, to, port)]).toEqual([
        from.namespace,
        to.namespace,
        port,
        expected,
      ]);
  },
);

test('every namespace that is made is shut by default, and none is without the field', () => {
  const policies = (change?: (text: string) => string) =>
    clusterObjects(referenceConfig('us-west-2-app-mesh', change))
      .objects.map(({ manifest }) => manifest)
      .filter(({ kind }) => kind === 'NetworkPolicy')
      .filter(({ metadata }) => metadata.name === 'default-deny')
      .map(({ metadata }) => metadata.namespace);
  expect(policies(asked).toSorted()).toEqual(['appmesh-system', 'external-secrets', 'kong', 'prod']);
  expect(policies()).toEqual([]);
});
