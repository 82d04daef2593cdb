import { dig, strings } from '../../../references/fields';
import { helmInstallOf } from '../../../references/helm-install';
import { idOf } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import type { Mutator } from '../fault';
import { installIn, installKinds } from '../helm-values';
import { mutator } from '../mutator';
import { indexOf, ofKind } from '../object-set';

const kongMesh = (kind: string, what: string) => ({ kind, family: 'kong-mesh', what }) as const;

/** A policy beside a permission, of the pods that it is for; it shuts a direction but for a port. */
function policyBeside(permission: Manifest, spec: Readonly<Record<string, unknown>>): Manifest {
  const { name, namespace } = permission.metadata;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    spec: { podSelector: { matchLabels: strings(dig(permission, 'spec', 'targetRef', 'labels')) }, ...spec },
  };
}

function beside(description: string, permission: Manifest, spec: Readonly<Record<string, unknown>>) {
  const policy = policyBeside(permission, spec);
  return { description, by: [permission, policy], at: [idOf(policy)] };
}

/** Faults of NetworkPolicies in a mesh: what they shut that it needs. */
export const networkPolicyMutators: readonly Mutator[] = [
  mutator(
    kongMesh('shut-caller', 'a NetworkPolicy shuts out whom a permission lets in'),
    ['kuma.io/MeshTrafficPermission'],
    function* (object, set) {
      // Who has which identity is known where the zone makes them.
      if (ofKind(set, 'kuma.io/MeshIdentity').length === 0) return;
      yield beside('nothing comes in', object, { policyTypes: ['Ingress'] });
      const ports = [{ protocol: 'TCP', port: 22 }];
      yield beside('another port', object, { policyTypes: ['Ingress'], ingress: [{ ports }] });
      const from = [{ podSelector: { matchLabels: { app: 'stranger' } } }];
      yield beside('another caller', object, { policyTypes: ['Ingress'], ingress: [{ from }] });
    },
  ),
  mutator(
    kongMesh('shut-dns', 'a NetworkPolicy shuts pods of the mesh off from DNS'),
    ['kuma.io/MeshTrafficPermission'],
    function* (object) {
      const ports = [{ protocol: 'TCP', port: 443 }];
      yield beside('nothing goes out', object, { policyTypes: ['Egress'] });
      yield beside('HTTPS alone', object, { policyTypes: ['Egress'], egress: [{ ports }] });
    },
  ),
  mutator(
    kongMesh(
      'shut-control-plane',
      "a NetworkPolicy shuts pods of the mesh off from the mesh's control plane",
    ),
    ['kuma.io/MeshTrafficPermission'],
    function* (object) {
      const ports = [
        { protocol: 'UDP', port: 53 },
        { protocol: 'TCP', port: 443 },
      ];
      yield beside('DNS and HTTPS alone', object, { policyTypes: ['Egress'], egress: [{ ports }] });
    },
  ),
  mutator(
    { kind: 'shut-webhook', family: 'general', what: 'a NetworkPolicy shuts out the calls of a webhook' },
    installKinds,
    function* (object, set) {
      const charts = [
        'external-secrets',
        'cert-manager',
        'kong-mesh',
        'kong-operator',
        'ingress',
        'appmesh-controller',
      ];
      if (installIn(set, object, charts) === undefined) return;
      const { namespace } = helmInstallOf(object, indexOf(set)) ?? {};
      if (namespace === undefined || ofKind(set, 'networking.k8s.io/NetworkPolicy').length > 0) return;
      const policy = (ingress: readonly unknown[]): Manifest => ({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'shut', namespace },
        spec: { podSelector: {}, policyTypes: ['Ingress'], ingress },
      });
      for (const [description, by] of [
        ['nothing comes in', policy([])],
        ['Prometheus alone', policy([{ ports: [{ protocol: 'TCP', port: 8443 }] }])],
      ] as const)
        yield { description, by: [object, by], at: [idOf(by)] };
    },
  ),
];
