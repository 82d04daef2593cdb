import { otherPolicies, shutIn } from '../../kong-mesh/network';
import { kumaFile } from '../../kong-mesh/source';
import type { SetRule } from '../../rule';

/** Ports of DNS servers; CoreDNS has the second where its Service hides it (OpenShift). */
const dnsPorts = [53, 5353].flatMap((port) => [
  { port, protocol: 'UDP' as const },
  { port, protocol: 'TCP' as const },
]);

export const closedProxy: SetRule = {
  id: 'kong-mesh/closed-proxy',
  severity: 'warning',
  title: 'a pod of the mesh is shut off from DNS by NetworkPolicies',
  why: 'Its proxy knows the control plane by name. Where policies are enforced it gets neither configuration nor certificate: the pod is never ready, and takes no call.',
  source: kumaFile('pkg/plugins/runtime/k8s/containers/factory.go'),
  measured:
    'The simulator of NetworkPolicies of cyclonus v0.5.6 says of the failing example that the pod may call the control plane and no DNS server, by UDP or TCP, and of the passing one that it may call both. No network plugin runs here.',
  *checkSet(context) {
    for (const { pod, policy, path } of shutIn(context, dnsPorts)) {
      yield {
        object: policy,
        path,
        message: `the pods of ${pod.name} may ask nobody for the address of a name`,
        found: 'no egress rule with port 53',
        expected: 'an egress rule to the pods of DNS with port 53, UDP and TCP',
        mend: 'add to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}] with these ports',
        ...otherPolicies(pod.namespace),
      };
    }
  },
  example: {
    given: ['kong-mesh', 'Mesh default'],
    fails: example(5679, 'TCP'),
    passes: example(53, 'UDP'),
  },
};

function example(port: number, protocol: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {kuma.io/sidecar-injection: enabled}}
---
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {app: jazz}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0"}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: jazz, namespace: prod}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress: [{ports: [{protocol: TCP, port: 5678}, {protocol: ${protocol}, port: ${port}}]}]
`;
}
