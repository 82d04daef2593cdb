import { dig, items } from '../../../references/fields';
import { otherPolicies, shutBy } from '../../kong-mesh/network';
import type { SetRule } from '../../rule';
import { webhookPorts } from '../../webhooks';

export const closedWebhook: SetRule = {
  id: 'general/closed-webhook',
  severity: 'warning',
  title: 'a webhook is shut off from the API server by NetworkPolicies',
  why: 'Where policies are enforced the API server waits for an answer that never comes: it refuses every object of these kinds, or takes them unjudged, and no pod gets a sidecar.',
  source:
    'Kubernetes API reference, NetworkPolicy v1; Kubernetes docs, Dynamic Admission Control, failurePolicy',
  measured:
    'The simulator of NetworkPolicies of cyclonus v0.5.6 says of the failing example that nobody from outside the namespace reaches the webhook at 10250, and of the passing one that they do. No network plugin runs here.',
  *checkSet(context) {
    const seen = new Set<string>();
    for (const { name, pod, port } of webhookPorts(context.index)) {
      const policy = shutBy(context, pod, port);
      const key = `${name} ${pod.namespace} ${port}`;
      if (policy === undefined || seen.has(key)) continue;
      seen.add(key);
      yield {
        object: policy,
        path: items(dig(policy, 'spec', 'ingress')).length === 0 ? '/spec' : '/spec/ingress',
        message: `nobody may call the ${name} at port ${port} of its pods`,
        found: `no ingress rule in ${pod.namespace} with port ${port}`,
        expected: `an ingress rule with port ${port}, for everybody: the API server is no pod`,
        mend: `add ingress: [{ports: [{protocol: TCP, port: ${port}}]}] to a policy that selects these pods`,
        ...otherPolicies(pod.namespace),
      };
    }
  },
  example: { fails: example(8443), passes: example(10_250) },
};

function example(port: number): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: external-secrets}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {name: external-secrets, namespace: external-secrets}
spec: {url: https://charts.external-secrets.io, interval: 1h}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: external-secrets, namespace: external-secrets}
spec:
  interval: 1h
  chart:
    spec:
      chart: external-secrets
      version: 2.9.0
      sourceRef: {kind: HelmRepository, name: external-secrets}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: all, namespace: external-secrets}
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress: [{ports: [{protocol: TCP, port: ${port}}]}]
`;
}
