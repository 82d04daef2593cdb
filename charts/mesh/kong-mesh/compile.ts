import type { Construct } from 'constructs';
import {
  calledHosts,
  type GatewayMember,
  isThroughEgress,
  podOwners,
  type Service,
  type ServiceGraph,
  serviceAccountName,
  serviceLabels,
  type Worker,
} from '../../../config/graph/service-graph';
import { assertGraph } from '../../../config/graph/validate-graph';
import { egressOf, type KongMeshConfig } from '../../../config/mesh';
import { addNamedService, addVersionService } from '../services';
import { addWorkload, type RoleOf } from '../workload';
import { addConnectionLimits, addOutlierEjection } from './circuit-breaker';
import { addExternalService } from './external-service';
import { addHealthCheck } from './health-check';
import { addHttpRoute } from './http-route';
import { spiffeId, trustDomain } from './names';
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
 * @param roleOf makes the IAM role of the pods of a version that ask for one
 * @throws GraphError when the graph is inconsistent, or asks for what Kong Mesh cannot do
 */
export function compileToKongMesh(
  scope: Construct,
  mesh: KongMeshConfig,
  gateway: GatewayMember,
  graph: ServiceGraph,
  roleOf: RoleOf = () => undefined,
): void {
  assertGraph(graph, 'kong-mesh', egressOf(mesh) === 'mesh');
  const { namespace } = graph;
  for (const service of graph.services) {
    const props = { mesh, namespace, service };
    addServices(scope, namespace, service);
    if (service.existing === undefined || service.versions.length > 1 || service.routes !== undefined) {
      addTcpRoute(scope, props);
      addHttpRoute(scope, props);
    }
    addTrafficPolicies(scope, props);
    const callers = callerIdentities(mesh, gateway, graph, service);
    addPermission(scope, {
      mesh,
      namespace,
      service: service.name,
      podLabels: serviceLabels(service),
      callers,
      everybody: `spiffe://${trustDomain(mesh)}`,
    });
  }
  for (const owner of podOwners(graph)) {
    for (const version of owner.versions) {
      addWorkload(scope, { namespace, owner, version, mountToken: true, role: roleOf(owner, version) });
    }
    addWaysOut(scope, mesh, graph, owner);
  }
  for (const external of (graph.external ?? []).filter(isThroughEgress)) {
    const callers = podOwners(graph).filter((owner) => owner.calls?.includes(external.name));
    if (callers.length === 0) continue;
    addExternalService(scope, { mesh, namespace, external, callers: identities(mesh, namespace, callers) });
  }
}

function addServices(scope: Construct, namespace: string, service: Service): void {
  if (service.existing === undefined) addNamedService(scope, namespace, service, 'all-versions');
  if (service.existing === undefined || service.versions.length > 1) {
    for (const version of service.versions) addVersionService(scope, namespace, service, version);
  }
}

function addWaysOut(
  scope: Construct,
  mesh: KongMeshConfig,
  graph: ServiceGraph,
  owner: Service | Worker,
): void {
  const hosts = calledHosts(graph, owner).filter((external) => !isThroughEgress(external));
  if (hosts.length === 0) return;
  const podLabels = serviceLabels(owner);
  addPassthrough(scope, { mesh, name: owner.name, namespace: graph.namespace, podLabels, hosts });
}

function addTrafficPolicies(scope: Construct, props: PolicyProps): void {
  const { retries, healthCheck, connectionLimits, outlierEjection } = props.service;
  addTimeout(scope, props);
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
  const callers = podOwners(graph).filter((caller) => (caller.calls ?? []).includes(service.name));
  const foreign = (service.foreignCallers ?? []).map(({ namespace, serviceAccount }) =>
    spiffeId(mesh, namespace, serviceAccount),
  );
  return [...new Set([...fromGateway, ...identities(mesh, graph.namespace, callers), ...foreign])];
}

/** SPIFFE ids of the pods of services, each once. */
function identities(
  mesh: KongMeshConfig,
  namespace: string,
  owners: readonly (Service | Worker)[],
): readonly string[] {
  const all = owners.flatMap((owner) =>
    owner.versions.map((version) => spiffeId(mesh, namespace, serviceAccountName(owner, version))),
  );
  return [...new Set(all)];
}
