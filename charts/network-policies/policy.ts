import type { Construct } from 'constructs';
import type { ObservabilityConfig } from '../../config/observability';
import { systemNamespace } from '../mesh/kong-mesh/names';
import { PlainObject } from '../plain-object';

type Labels = Readonly<Record<string, string>>;

/** Who is at the other end, as a NetworkPolicy says it. */
type Peer = Readonly<Record<string, unknown>>;

interface Port {
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
}

/** What may come in; from anywhere where nobody is named. */
export interface IngressRule {
  readonly from?: readonly Peer[];
  readonly ports?: readonly Port[];
}

/** What may go out; anywhere where nobody is named. */
export interface EgressRule {
  readonly to?: readonly Peer[];
  readonly ports?: readonly Port[];
}

/** Pods by their namespace and labels. */
export function pods(namespace: string, labels: Labels): Peer {
  return { ...ofNamespace(namespace), podSelector: { matchLabels: { ...labels } } };
}

/** All pods of a namespace; the API server writes the label. */
export function ofNamespace(namespace: string): Peer {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } };
}

/** All pods of the cluster, and nobody outside of it. */
export const anyPod: Peer = { namespaceSelector: {} };

/** TCP ports, each once, in order. */
export function tcp(...ports: readonly number[]): readonly Port[] {
  return [...new Set(ports)].toSorted((a, b) => a - b).map((port) => ({ protocol: 'TCP', port }));
}

/** Names of hosts are asked of CoreDNS. */
export const dns: EgressRule = {
  to: [pods('kube-system', { 'k8s-app': 'kube-dns' })],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};

/** Labels of the mesh's control plane; no more than its Service selects by, which the VPC CNI compares. */
export const controlPlanePods: Labels = { app: 'kong-mesh-control-plane' };

/** A proxy of Kong Mesh asks the control plane for its configuration and certificates (kuma-dp, port of the dp-server). */
export const toControlPlane: EgressRule = {
  to: [pods(systemNamespace, controlPlanePods)],
  ports: tcp(5678),
};

/** Port of a proxy's metrics, which Prometheus asks for wherever it runs (kuma pkg/plugins/policies/meshmetric). */
export const sidecarMetrics: IngressRule = { from: [anyPod], ports: tcp(5670) };

/**
 * Collectors of OpenTelemetry. A host outside the cluster has a name and no address here, so its port is open to everywhere.
 *
 * @param port which of a collector's ports is called
 */
export function toCollectors(
  observability: ObservabilityConfig | undefined,
  port: 'grpcPort' | 'httpPort',
): readonly EgressRule[] {
  return Object.values(observability?.collectors ?? {}).map((collector) => {
    const [, namespace] = /^[^.]+\.([^.]+)\.svc(?:\.|$)/.exec(collector.host) ?? [];
    const ports = tcp(collector[port]);
    return namespace === undefined ? { ports } : { to: [ofNamespace(namespace)], ports };
  });
}

/** One NetworkPolicy. A direction without rules is shut; one that is left out is as it was. */
export function addNetworkPolicy(
  scope: Construct,
  props: {
    readonly namespace: string;
    readonly name: string;
    readonly podLabels: Labels;
    readonly ingress?: readonly IngressRule[];
    readonly egress?: readonly EgressRule[];
  },
): void {
  const { namespace, name, podLabels, ingress, egress } = props;
  new PlainObject(scope, `network-policy-${namespace}-${name}`, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: {
      podSelector: Object.keys(podLabels).length === 0 ? {} : { matchLabels: { ...podLabels } },
      policyTypes: [
        ...(ingress === undefined ? [] : ['Ingress']),
        ...(egress === undefined ? [] : ['Egress']),
      ],
      ...(ingress === undefined || ingress.length === 0 ? {} : { ingress }),
      ...(egress === undefined || egress.length === 0 ? {} : { egress }),
    },
  });
}

/** Nothing comes in, and nothing goes out, but what another policy lets through. */
export function addDefaultDeny(
  scope: Construct,
  namespace: string,
  directions: 'both' | 'ingress' = 'both',
): void {
  addNetworkPolicy(scope, {
    namespace,
    name: 'default-deny',
    podLabels: {},
    ingress: [],
    ...(directions === 'both' ? { egress: [] } : {}),
  });
}
