import { dig, strings, text } from '../../../references/fields';
import { kumaGroup, meshOf } from '../../../references/kinds/kuma';
import { isInKongMesh } from '../../../references/kinds/kuma-pods';
import { byLabels } from '../../../references/labels';
import type { Manifest } from '../../../references/manifest';
import { passes, policiesOf } from '../../../references/network-policy';
import type { PodTemplate } from '../../../references/provision';
import { trustDomains } from '../../kong-mesh/identity';
import { allPolicies, calledPorts, isOnHost, networkFacts, otherPolicies } from '../../kong-mesh/network';
import { namedCallers } from '../../kong-mesh/permissions';
import type { CheckContext, SetRule } from '../../rule';

export const blockedCall: SetRule = {
  id: 'kong-mesh/blocked-call',
  severity: 'warning',
  title: 'a permission lets a caller in, and NetworkPolicies shut it out',
  why: 'Both have to let a call through. Where policies are enforced the connection is never made, and the mesh shows nothing of it: its caller waits until it gives up.',
  source: 'Kubernetes API reference, NetworkPolicy v1; Kuma 2.14 docs, MeshTrafficPermission',
  measured:
    "The simulator of NetworkPolicies of cyclonus v0.5.6 says of the failing example that the gateway's call to port 9080 is not allowed, and of the passing one that it is. No network plugin runs here.",
  *checkSet(context) {
    const { index } = context;
    if (index.ofKind('networking.k8s.io', 'NetworkPolicy').length === 0) return;
    for (const permission of index.ofKind(kumaGroup, 'MeshTrafficPermission')) {
      const called = calledPods(context, permission);
      const callers = namedCallers(permission);
      if (called.length === 0 || callers.some(({ list }) => list === 'deny')) continue;
      for (const { type, value } of callers) {
        if (type !== 'Exact') continue;
        const blocked = blockedBy(context, callersOf(context, permission, value), called);
        if (blocked === undefined) continue;
        const { policy, side, ports } = blocked;
        const { name, namespace = 'default' } = policy.metadata;
        const [to] = called;
        const [list, peers] =
          side === 'Ingress' ? (['ingress', 'from'] as const) : (['egress', 'to'] as const);
        const many = ports.length === 1 ? 'port' : 'ports';
        yield {
          object: policy,
          path: dig(policy, 'spec', list) === undefined ? '/spec' : `/spec/${list}`,
          message: `no NetworkPolicy of ${namespace} lets through what MeshTrafficPermission ${permission.metadata.name} permits: ${value} calling ${to?.name ?? ''}`,
          found: `${many} ${ports.join(', ')} shut ${side === 'Ingress' ? 'on the way in' : 'on the way out'}`,
          expected: `an ${list} rule of ${name}, or of another policy that selects these pods, with the other end among ${peers}`,
          mend: `add the rule, or take the caller out of the permission`,
          ...otherPolicies(namespace),
        };
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace kong-mesh-system', 'Mesh default'],
    fails: example('gatewy'),
    passes: example('gateway'),
  },
};

/** The pods that a permission is for, where all of them are known, and none is outside of the mesh's or the network's say. */
function calledPods({ index, given }: CheckContext, permission: Manifest): readonly PodTemplate[] {
  const { namespace } = permission.metadata;
  const target = dig(permission, 'spec', 'targetRef');
  if (namespace === undefined || given.includes(`Pods ${namespace}`)) return [];
  if (target !== undefined && text(dig(target, 'kind')) !== 'Dataplane') return [];
  const pods = index.pods(namespace, byLabels(strings(dig(target, 'labels'))));
  return pods.every((pod) => isInKongMesh(pod, index) && !isOnHost(pod)) ? pods : [];
}

/** The pods with an identity of Kuma's usual form, where all of them are known. */
function callersOf({ index, given }: CheckContext, permission: Manifest, id: string): readonly PodTemplate[] {
  const [, domain = '', namespace = '', account] =
    /^spiffe:\/\/([^/]+)\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(id) ?? [];
  if (trustDomains(index, meshOf(permission))?.includes(domain) !== true) return [];
  if (given.includes(`Pods ${namespace}`)) return [];
  const pods = index.pods(namespace, byLabels({})).filter(({ serviceAccount }) => serviceAccount === account);
  return pods.every((pod) => isInKongMesh(pod, index) && !isOnHost(pod)) ? pods : [];
}

/** Which policy shuts every caller out of every port of every pod, and on which side; undefined where one of them may get in. */
function blockedBy(
  context: CheckContext,
  callers: readonly PodTemplate[],
  called: readonly PodTemplate[],
):
  | { readonly policy: Manifest; readonly side: 'Ingress' | 'Egress'; readonly ports: readonly number[] }
  | undefined {
  const { index } = context;
  const facts = networkFacts(index);
  let first: ReturnType<typeof blockedBy>;
  for (const to of called) {
    const ports = calledPorts(index, to);
    if (ports.length === 0) return undefined;
    for (const from of callers) {
      if (from.by === to.by) return undefined;
      const sides = [
        { side: 'Ingress', of: to, other: from },
        { side: 'Egress', of: from, other: to },
      ] as const;
      const shut = sides.flatMap(({ side, of, other }) => {
        const all = allPolicies(context, of.namespace) ?? [];
        const closed = ports.filter((port) => !passes(all, { direction: side, of, other, port }, facts));
        // The policy that says most of these pods is where the rule is missing.
        const policy = policiesOf(all, { direction: side, of }).toSorted((a, b) => width(b) - width(a))[0];
        return closed.length === 0 || policy === undefined ? [] : [{ policy, side, ports: closed }];
      });
      const open = ports.filter((port) => !shut.some(({ ports: closed }) => closed.includes(port)));
      if (open.length > 0) return undefined;
      first ??= shut[0];
    }
  }
  return first;
}

function width(policy: Manifest): number {
  return Object.keys(strings(dig(policy, 'spec', 'podSelector', 'matchLabels'))).length;
}

function example(caller: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {kuma.io/sidecar-injection: enabled}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshIdentity
metadata: {name: identity, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec:
  selector: {dataplane: {matchLabels: {}}}
  spiffeID: {trustDomain: default.zone-1.mesh.local, path: '/ns/{{ .Namespace }}/sa/{{ .ServiceAccount }}'}
  provider: {type: Bundled, bundled: {insecureAllowSelfSigned: true, autogenerate: {enabled: true}}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: gateway, namespace: prod}
---
apiVersion: v1
kind: Pod
metadata: {name: gateway, namespace: prod, labels: {app: gateway}}
spec: {serviceAccountName: gateway, containers: [{name: proxy, image: "registry.example/gateway:1.0"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {app: jazz}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0", ports: [{containerPort: 9080}]}]}
---
apiVersion: kuma.io/v1alpha1
kind: MeshTrafficPermission
metadata: {name: jazz, namespace: prod}
spec:
  targetRef: {kind: Dataplane, labels: {app: jazz}}
  rules: [{default: {allow: [{spiffeID: {type: Exact, value: spiffe://default.zone-1.mesh.local/ns/prod/sa/gateway}}]}}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: jazz, namespace: prod}
spec:
  podSelector: {matchLabels: {app: jazz}}
  policyTypes: [Ingress]
  ingress: [{from: [{podSelector: {matchLabels: {app: ${caller}}}}], ports: [{protocol: TCP, port: 9080}]}]
`;
}
