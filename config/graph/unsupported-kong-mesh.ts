import type { UnsupportedFeature } from './graph-error';
import { isUndecided } from './overlap';
import {
  calledHosts,
  type ExternalService,
  isThroughEgress,
  podOwners,
  type Service,
  type ServiceGraph,
  servicePorts,
} from './service-graph';
import { grpcRetryEvents } from './traffic';

type Report = (
  field: string,
  why: string,
  source: string,
  more?: Pick<UnsupportedFeature, 'hasRule'>,
) => void;

/** What a graph asks for and Kong Mesh cannot do. */
export function unsupportedByKongMesh(
  graph: ServiceGraph,
  hasEgress: boolean,
): readonly UnsupportedFeature[] {
  const found: UnsupportedFeature[] = [];
  const reportOf =
    ({ name: service }: { readonly name: string }): Report =>
    (field, why, source, more) =>
      found.push({ mesh: 'kong-mesh', service, field, why, source, ...more });
  for (const service of graph.services) {
    const report = reportOf(service);
    reportRetries(service, report);
    reportOverlaps(service, report);
    if (service.protocol === 'grpc' && service.timeouts?.idleMilliseconds !== undefined) {
      report(
        'timeouts.idleMilliseconds',
        'the idle limit reaches the connections of http, http2 and tcp, not those of grpc',
        'kuma pkg/plugins/policies/meshtimeout/plugin/xds/configurer.go',
      );
    }
  }
  for (const owner of podOwners(graph)) {
    reportHosts(calledHosts(graph, owner), hasEgress, reportOf(owner));
  }
  return found;
}

/** Kuma keeps the retries of http and of grpc apart, and has none for http2. */
function reportRetries({ protocol, retries }: Service, report: Report): void {
  if (retries === undefined) {
    return;
  }
  if (protocol === 'http2') {
    report(
      'retries',
      'a MeshRetry reaches http, grpc and tcp only',
      'kuma pkg/plugins/policies/meshretry/plugin/xds/configurer.go',
    );
  }
  if (protocol === 'grpc') {
    for (const [index, event] of retries.on.entries()) {
      if (!grpcRetryEvents.some((known) => known === event)) {
        report(`retries.on[${index}]`, `grpc has no retry after ${event}`, 'kumahq/kuma#12931');
      }
    }
  }
}

/**
 * A route with a time limit is a MeshHTTPRoute of its own. Of several the rules of the one whose name is the first in the
 * alphabet come first, so the order of the list is lost where the matches do not decide.
 */
function reportOverlaps(service: Service, report: Report): void {
  const { routes = [] } = service;
  const firstPort = servicePorts(service)[0]?.name;
  for (const [index, route] of routes.entries()) {
    const other = routes
      .slice(0, index)
      .find(
        (before) =>
          (before.timeouts !== undefined || route.timeouts !== undefined) &&
          isUndecided(before, route, firstPort),
      );
    if (other === undefined) continue;
    report(
      `routes[${index}].match`,
      `some calls meet ${other.name} and ${route.name}, of which neither is more specific; with a time limit of its own a route is another MeshHTTPRoute, and their names decide instead of this order`,
      'kuma pkg/plugins/policies/core/rules/sort/sort.go',
      { hasRule: true },
    );
  }
}

/** A MeshPassthrough names a host by its server name or its Host header, so it has to be able to read one of them. */
function reportHosts(hosts: readonly ExternalService[], hasEgress: boolean, report: Report): void {
  const source = 'kuma pkg/plugins/policies/meshpassthrough/api/v1alpha1/validator.go';
  for (const [index, external] of hosts.entries()) {
    const { name, host, port, protocol } = external;
    if (isThroughEgress(external) && !hasEgress) {
      report(
        'calls',
        `${name}: a connection by tcp does not say that it is for ${host}; its addresses (cidr) do, or the zone's egress`,
        source,
        { hasRule: true },
      );
    }
    const other = hosts
      .slice(0, index)
      .find(
        (before) =>
          before.port === port && before.protocol !== protocol && isHttp(before) && isHttp({ protocol }),
      );
    if (other !== undefined) {
      report(
        'calls',
        `${other.name} and ${name} share port ${port} by ${other.protocol} and ${protocol}`,
        source,
      );
    }
  }
}

function isHttp({ protocol }: Pick<ExternalService, 'protocol'>): boolean {
  return protocol === 'http' || protocol === 'http2' || protocol === 'grpc';
}
