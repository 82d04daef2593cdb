import { type Endpoint, keyOf } from '../cluster';
import type { Part, Request } from '../request';
import { describeMember, type MeshView } from './mesh-view';
import type { ClientTls, Listener, Member } from './objects';

/** What becomes of requests to one listener of a virtual node. */
export function nodeParts(
  view: MeshView,
  node: Member,
  listener: Listener,
  tls: ClientTls | undefined,
): readonly Part[] {
  const wrong = tlsProblem(node, listener, tls);
  if (wrong !== undefined) return [{ weight: 1, reason: wrong }];
  const endpoints = view.endpoints(node, listener);
  if (endpoints === undefined) {
    const host = typeof node.discovery === 'object' ? node.discovery.hostname : node.name;
    return [{ weight: 1, to: `${host}:${listener.port}` }];
  }
  if (endpoints.length === 0) {
    return [{ weight: 1, reason: `no pods answer behind ${describeMember(node)} on port ${listener.port}` }];
  }
  return byReplicas(endpoints);
}

/**
 * Requests of pods without an Envoy, or that the egress filter lets out: to the pods of a Service, whose own Envoy still
 * asks for TLS where its listener is strict, or to a host outside.
 */
export function directParts(view: MeshView, namespace: string, request: Request): readonly Part[] {
  const { host, port } = request;
  const service = view.cluster.serviceOf(host, namespace);
  if (service === undefined || service.externalName !== undefined) {
    const inside = service === undefined && /\.svc(\.cluster\.local)?$/.test(host);
    return [inside ? { weight: 1, reason: `no Service ${host}` } : { weight: 1, to: `${host}:${port}` }];
  }
  const endpoints = view.cluster
    .endpoints(service, port)
    .filter(({ workload }) => view.memberOfPods(workload) !== 'refused');
  if (endpoints.length === 0) {
    return [{ weight: 1, reason: `no pods answer behind Service ${keyOf(service)} on port ${port}` }];
  }
  return endpoints.map((endpoint): Part => {
    const weight = endpoint.workload.replicas;
    const strict = view.listenerOf(endpoint)?.tls === 'STRICT';
    const to = keyOf(endpoint.workload);
    return strict ? { weight, reason: `${to} takes TLS alone, and the caller has none` } : { weight, to };
  });
}

function byReplicas(endpoints: readonly Endpoint[]): readonly Part[] {
  return endpoints.map(({ workload }) => ({ weight: workload.replicas, to: keyOf(workload) }));
}

/**
 * Why two Envoys cannot speak TLS to each other, as far as the objects say: whose certificates are trusted they do not. A
 * client without a policy takes the TLS that a listener offers.
 */
function tlsProblem(node: Member, listener: Listener, tls: ClientTls | undefined): string | undefined {
  const name = describeMember(node);
  const enforced = tls?.enforce === true && (tls.ports?.includes(listener.port) ?? true);
  // A host outside has a listener here for its port alone: whether it speaks TLS is not said.
  const inside = node.podSelector !== undefined;
  if (enforced && inside && listener.tls === 'DISABLED') {
    return `the client policy enforces TLS, and ${name} listens without it`;
  }
  if (listener.tls === 'STRICT' && listener.asksCertificate && tls?.hasCertificate !== true) {
    return `${name} asks for a certificate, and the caller's client policy has none`;
  }
  return undefined;
}
