import type { Construct } from 'constructs';
import { egressOf, type KongMeshConfig } from '../../config/mesh';
import { systemNamespace } from '../mesh/kong-mesh/names';
import {
  addDefaultDeny,
  addNetworkPolicy,
  anyPod,
  controlPlanePods,
  type IngressRule,
  pods,
  sidecarMetrics,
  tcp,
} from './policy';

/**
 * The namespace of an operator: the API server calls its webhooks, from an address that nobody knows here, and Prometheus asks
 * for its metrics. What operators call is left open: it is the API server and AWS.
 *
 * @param webhooks ports of its pods
 * @param metrics ports of its pods
 */
export function addOperatorPolicies(
  scope: Construct,
  namespace: string,
  { webhooks, metrics }: { readonly webhooks: readonly number[]; readonly metrics: readonly number[] },
): void {
  addDefaultDeny(scope, namespace, 'ingress');
  addNetworkPolicy(scope, {
    namespace,
    name: namespace,
    podLabels: {},
    ingress: [
      ...(webhooks.length === 0 ? [] : [{ ports: tcp(...webhooks) }]),
      { from: [anyPod], ports: tcp(...metrics) },
    ],
  });
}

/**
 * The mesh's own namespace: proxies of all namespaces ask the control plane, its replicas ask each other, other zones come in by
 * the ingress and the own pods go out by the egress. Source: kumahq/kuma v2.14.3 pkg/config/app/kuma-cp/kuma-cp.defaults.yaml.
 */
export function addMeshPolicies(scope: Construct, mesh: KongMeshConfig): void {
  const namespace = systemNamespace;
  addDefaultDeny(scope, namespace, 'ingress');
  addNetworkPolicy(scope, {
    namespace,
    name: 'control-plane',
    podLabels: controlPlanePods,
    ingress: [
      // The webhooks of validation and injection.
      { ports: tcp(5443) },
      { from: [anyPod], ports: tcp(5676, 5678, 5680) },
      { from: [pods(namespace, controlPlanePods)], ports: tcp(5683) },
    ],
  });
  const proxies = [
    ...(mesh.controlPlane === 'konnect' && mesh.zoneIngress
      ? [{ role: 'ingress', rule: { ports: tcp(10001) } satisfies IngressRule }]
      : []),
    ...(egressOf(mesh) === 'none'
      ? []
      : [{ role: 'egress', rule: { from: [anyPod], ports: tcp(10002) } satisfies IngressRule }]),
  ];
  for (const { role, rule } of proxies) {
    const app = mesh.profile === '2.13' ? `kong-mesh-${role}` : `kong-mesh-${mesh.name}-${role}`;
    addNetworkPolicy(scope, {
      namespace,
      name: `zone-${role}`,
      podLabels: { app },
      ingress: [rule, sidecarMetrics],
    });
  }
}
