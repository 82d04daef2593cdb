import type { Construct } from 'constructs';
import {
  calledHosts,
  type GatewayMember,
  type Service,
  type ServiceGraph,
  versionName,
} from '../../../config/graph/service-graph';
import { assertGraph } from '../../../config/graph/validate-graph';
import type { KongMeshConfig } from '../../../config/mesh';
import { addNamedService, addVersionService } from '../services';
import { addWorkload } from '../workload';
import { addConnectionLimits, addOutlierEjection } from './circuit-breaker';
import { addHealthCheck } from './health-check';
import { addHttpRoute } from './http-route';
import { spiffeId } from './names';
import { addPassthrough } from './passthrough';
import { addPermission } from './permission';
import type { PolicyProps } from './policy';
import { addRetry } from './retry';
import { addTcpRoute } from './tcp-route';
import { addTimeout } from './timeout';

/**
 * Compiles a service graph to Kong Mesh: a Service for each service and each version, a route that shares the calls
 * among the versions, the policies of its traffic, a permission that names each caller, and a way out for each service
 * that calls a host outside the mesh.
 *
 * @throws GraphError when the graph is inconsistent, or asks for what Kong Mesh cannot do
 */
export function compileToKongMesh(
  scope: Construct,
  mesh: KongMeshConfig,
  gateway: GatewayMember,
  graph: ServiceGraph,
): void {
  assertGraph(graph, 'kong-mesh');
  const { namespace } = graph;
  for (const service of graph.services) {
    addNamedService(scope, namespace, service, 'all-versions');
    for (const version of service.versions) {
      addVersionService(scope, namespace, service, version);
      addWorkload(scope, { namespace, service, version, mountToken: true });
    }
    const props = { mesh, namespace, service };
    if (service.protocol === 'tcp') {
      addTcpRoute(scope, props);
    } else {
      addHttpRoute(scope, props);
    }
    addTrafficPolicies(scope, props);
    const hosts = calledHosts(graph, service);
    if (hosts.length > 0) {
      addPassthrough(scope, { mesh, name: service.name, namespace, podLabels: { app: service.name }, hosts });
    }
    const callers = callerIdentities(mesh, gateway, graph, service);
    if (callers.length > 0) {
      addPermission(scope, { mesh, namespace, service: service.name, callers });
    }
  }
}

function addTrafficPolicies(scope: Construct, props: PolicyProps): void {
  const { timeouts, retries, healthCheck, connectionLimits, outlierEjection } = props.service;
  if (timeouts !== undefined) {
    addTimeout(scope, props, timeouts);
  }
  if (retries !== undefined) {
    addRetry(scope, props, retries);
  }
  if (healthCheck !== undefined) {
    addHealthCheck(scope, props, healthCheck);
  }
  if (connectionLimits !== undefined) {
    addConnectionLimits(scope, props, connectionLimits);
  }
  if (outlierEjection !== undefined) {
    addOutlierEjection(scope, props, outlierEjection);
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
