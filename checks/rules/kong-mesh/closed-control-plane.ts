import { dig, items } from '../../../references/fields';
import { controlPlanes } from '../../kong-mesh/control-plane';
import { otherPolicies, shutBy, shutIn } from '../../kong-mesh/network';
import { kumaFile } from '../../kong-mesh/source';
import type { SetRule } from '../../rule';

/** The port at which proxies ask a control plane for their configuration. */
const port = 5678;

export const closedControlPlane: SetRule = {
  id: 'kong-mesh/closed-control-plane',
  severity: 'warning',
  title: "a pod of the mesh is shut off from the mesh's control plane by NetworkPolicies",
  why: 'Where policies are enforced its proxy gets neither configuration nor certificate: a new pod is never ready, and a running one stays as it is until its certificate expires.',
  source: kumaFile('pkg/config/app/kuma-cp/kuma-cp.defaults.yaml'),
  measured:
    'The simulator of NetworkPolicies of cyclonus v0.5.6 says of the failing example that the pod may call DNS and not the control plane at 5678, and of the passing one that it may call both. No network plugin runs here.',
  *checkSet(context) {
    const { index } = context;
    const planes = controlPlanes(index);
    // Another port, said by a variable or a value.
    if (planes.some(({ values }) => /DP_SERVER_PORT/.test(JSON.stringify(values)))) return;
    for (const { install, values } of planes) {
      // No policy of pods holds for one that has its node's address, or is sure to be all beside the chart's own.
      if (/network-?polic|"hostNetwork":true/i.test(JSON.stringify(values))) continue;
      for (const pod of index.podsBroughtBy(install.by)) {
        const policy = shutBy(context, pod, port);
        if (policy === undefined) continue;
        yield {
          object: policy,
          path: items(dig(policy, 'spec', 'ingress')).length === 0 ? '/spec' : '/spec/ingress',
          message: `no proxy may call the control plane at port ${port} of its pods`,
          found: `no ingress rule in ${pod.namespace} with port ${port}`,
          expected: `an ingress rule with port ${port} from the pods of the mesh`,
          mend: `add ingress: [{from: [{namespaceSelector: {}}], ports: [{protocol: TCP, port: ${port}}]}] to a policy that selects these pods`,
          ...otherPolicies(pod.namespace),
        };
      }
    }
    const told = new Set<unknown>();
    for (const { pod, policy, path } of shutIn(context, [{ port }])) {
      if (told.has(policy)) continue;
      told.add(policy);
      yield {
        object: policy,
        path,
        message: `the pods of ${pod.name} may not call the mesh's control plane`,
        found: `no egress rule with port ${port}`,
        expected: `an egress rule to the pods of the control plane with port ${port}`,
        mend: `add to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kong-mesh-system}}}] with port ${port}`,
        ...otherPolicies(pod.namespace),
      };
    }
  },
  example: {
    given: ['kong-mesh', 'Mesh default'],
    fails: example(5679),
    passes: example(port),
  },
};

function example(opened: number): string {
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
  egress: [{ports: [{protocol: TCP, port: ${opened}}, {protocol: UDP, port: 53}]}]
`;
}
