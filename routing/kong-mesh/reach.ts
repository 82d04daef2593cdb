import { dig, items, strings, text } from '../../references/fields';
import { type Endpoint, includes, keyOf } from '../cluster';
import type { Part, Request } from '../request';
import type { Dataplane } from './dataplanes';
import { type Destination, type DestinationPort, describeDestination } from './destinations';
import { takesPlainText } from './identity';
import type { KumaView } from './view';

/** What becomes of a proxy's requests to one port of a destination. */
export function destinationParts(
  view: KumaView,
  caller: Dataplane,
  destination: Destination,
  port: DestinationPort,
): readonly Part[] {
  if (destination.kind === 'MeshExternalService') return externalParts(view, caller, destination);
  const services = destination.kind === 'MeshService' ? [destination] : chosenServices(view, destination);
  const endpoints = services.flatMap((service) => endpointsOf(view, service, port.port));
  if (endpoints.length === 0) {
    const reason = `no pods with a proxy answer behind ${describeDestination(destination)} on port ${port.port}`;
    return [{ weight: 1, reason }];
  }
  return endpoints.map(({ workload }): Part => {
    const weight = workload.replicas;
    const called = view.dataplane(workload);
    const reason = called && view.refusal(caller)(called);
    return reason === undefined ? { weight, to: keyOf(workload) } : { weight, reason };
  });
}

/** The MeshServices that a MeshMultiZoneService gathers, as far as this zone has them. */
function chosenServices(view: KumaView, { object, mesh }: Destination): readonly Destination[] {
  const labels = strings(dig(object, 'spec', 'selector', 'meshService', 'matchLabels'));
  return view.destinations.filter(
    (each) => each.kind === 'MeshService' && each.mesh === mesh && includes(each.labels, labels),
  );
}

/**
 * Pods behind a MeshService's port: those that carry a proxy, that its Service selects (without a selector: every one of
 * the namespace), and whose proxy takes in the port that it leads to.
 */
function endpointsOf(view: KumaView, { service, mesh }: Destination, port: number): readonly Endpoint[] {
  const { cluster } = view;
  if (service === undefined) return [];
  const all = service.selector === undefined ? { ...service, selector: {} } : service;
  return cluster.endpoints(all, port).filter((endpoint) => {
    const proxy = view.dataplane(endpoint.workload);
    return proxy?.mesh === mesh && !proxy.gateway && view.inbound(endpoint.workload).has(endpoint.port);
  });
}

/** Hosts outside, evenly. Access is every proxy's, unless the Mesh forbids it to all (`defaultForbidMeshExternalServiceAccess`). */
function externalParts(view: KumaView, caller: Dataplane, { object }: Destination): readonly Part[] {
  const mesh = view.mesh(caller.mesh);
  if (dig(mesh, 'spec', 'routing', 'defaultForbidMeshExternalServiceAccess') === true) {
    return [{ weight: 1, reason: `Mesh ${caller.mesh} forbids access to every MeshExternalService` }];
  }
  const match = dig(object, 'spec', 'match', 'port');
  return items(dig(object, 'spec', 'endpoints')).map((endpoint) => {
    const port = dig(endpoint, 'port') ?? match;
    return { weight: 1, to: `${text(dig(endpoint, 'address')) ?? ''}:${String(port)}` };
  });
}

/** Requests without a proxy, or past it: to the pods of a Service, where a proxy may ask for TLS, or outside. */
export function directParts(view: KumaView, namespace: string, { host, port }: Request): readonly Part[] {
  const service = view.cluster.serviceOf(host, namespace);
  if (service === undefined || service.externalName !== undefined) {
    const inside = service === undefined && /\.svc(\.cluster\.local)?$/.test(host);
    return [inside ? { weight: 1, reason: `no Service ${host}` } : { weight: 1, to: `${host}:${port}` }];
  }
  const endpoints = view.cluster.endpoints(service, port);
  if (endpoints.length === 0) {
    return [{ weight: 1, reason: `no pods answer behind Service ${keyOf(service)} on port ${port}` }];
  }
  return endpoints.map((endpoint): Part => {
    const weight = endpoint.workload.replicas;
    const proxy = view.dataplane(endpoint.workload);
    const to = keyOf(endpoint.workload);
    // What a proxy does not take in as an inbound of its own reaches the pod as it came.
    const guarded =
      proxy !== undefined && !proxy.gateway && view.inbound(endpoint.workload).has(endpoint.port);
    return guarded && !takesPlainText(view, proxy)
      ? { weight, reason: `${to} takes the mesh's TLS alone, and the caller has none` }
      : { weight, to };
  });
}
