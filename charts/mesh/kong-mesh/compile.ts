import type { Construct } from 'constructs';
import type { KongMeshConfig } from '../../../config/mesh';
import { type GatewayMember, type Service, type ServiceGraph, versionName } from '../service-graph';
import { addNamedService, addVersionService } from '../services';
import { addWorkload } from '../workload';
import { addHttpRoute } from './http-route';
import { spiffeId } from './names';
import { addPermission } from './permission';
import { addHealthCheck, addTimeout } from './traffic-policies';

/**
 * Compiles a service graph to Kong Mesh: a Service for each service and each version, a route that shares the calls
 * among the versions, and a permission that names each caller.
 */
export function compileToKongMesh(
  scope: Construct,
  mesh: KongMeshConfig,
  gateway: GatewayMember,
  graph: ServiceGraph,
): void {
  const { namespace } = graph;
  for (const service of graph.services) {
    addNamedService(scope, namespace, service, 'all-versions');
    for (const version of service.versions) {
      addVersionService(scope, namespace, service, version);
      addWorkload(scope, { namespace, service, version, mountToken: true });
    }
    addHttpRoute(scope, mesh, namespace, service);
    if (service.timeouts !== undefined) {
      addTimeout(scope, mesh, namespace, service, service.timeouts);
    }
    if (service.healthCheck !== undefined) {
      addHealthCheck(scope, mesh, namespace, service, service.healthCheck);
    }
    const callers = callerIdentities(mesh, gateway, graph, service);
    if (callers.length > 0) {
      addPermission(scope, { mesh, namespace, service: service.name, callers });
    }
  }
}

/** SPIFFE ids of all that call a service: the gateway where it is an entry, and each version of each calling service. */
function callerIdentities(
  mesh: KongMeshConfig,
  gateway: GatewayMember,
  graph: ServiceGraph,
  service: Service,
): readonly string[] {
  const fromGateway = graph.entry.includes(service.name)
    ? [spiffeId(mesh, gateway.namespace, gateway.serviceAccount)]
    : [];
  const fromServices = graph.services
    .filter((caller) => (caller.calls ?? []).includes(service.name))
    .flatMap((caller) =>
      caller.versions.map((version) => spiffeId(mesh, graph.namespace, versionName(caller, version))),
    );
  return [...fromGateway, ...fromServices];
}
