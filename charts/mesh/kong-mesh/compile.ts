import type { Construct } from 'constructs';
import {
  calledHosts,
  type GatewayMember,
  isThroughEgress,
  type NamedService,
  podOwners,
  type Service,
  type ServiceGraph,
  serviceAccountName,
  serviceLabels,
  type Worker,
} from '../../../config/graph/service-graph';
import { assertGraph } from '../../../config/graph/validate-graph';
import { egressOf, type KongMeshConfig } from '../../../config/mesh';
import type { AddPart } from '../../part';
import { addNamedService, addVersionService } from '../services';
import { addWorkload, type RoleOf } from '../workload';
import { addConnectionLimits, addOutlierEjection } from './circuit-breaker';
import { addExternalService } from './external-service';
import { addHealthCheck } from './health-check';
import { addHttpRoute } from './http-route';
import { spiffeId, trustDomain } from './names';
import { addPassthrough } from './passthrough';
import { addPermission } from './permission';
import type { PolicyProps, RoutedService, RouteProps } from './policy';
import { addRetry } from './retry';
import { addTcpRoute } from './tcp-route';
import { addTimeout } from './timeout';

/**
 * Compiles a service graph to Kong Mesh: a Service for each service and each version, a route that shares the calls
 * among the versions, the policies of its traffic, a permission that names each caller, and a way out for each service
 * that calls a host outside the mesh. Each part is made of no more than it needs, so that clusters share all that they do not say
 * otherwise.
 *
 * @param roleOf makes the IAM role of the pods of a version that ask for one
 * @throws GraphError when the graph is inconsistent, or asks for what Kong Mesh cannot do
 */
export function compileToKongMesh(
  add: AddPart,
  mesh: KongMeshConfig,
  gateway: GatewayMember,
  graph: ServiceGraph,
  roleOf: RoleOf = () => undefined,
): void {
  assertGraph(graph, 'kong-mesh', egressOf(mesh) === 'mesh');
  const { namespace } = graph;
  const everybody = `spiffe://${trustDomain(mesh)}`;
  const policies = { mesh: { name: mesh.name }, namespace };
  for (const service of graph.services) {
    const { name } = service;
    const named = { ...policies, service: withoutShares(service) };
    add(`services ${name}`, named, addServices);
    if (service.existing === undefined || service.versions.length > 1 || service.routes !== undefined)
      add(`routes ${name}`, { ...policies, service: withoutPods(service) }, addRoutes);
    add(`policies ${name}`, named, addTrafficPolicies);
    const callers = callerIdentities(mesh, gateway, graph, service);
    const podLabels = serviceLabels(service);
    add(`permission ${name}`, { ...policies, service: name, podLabels, callers, everybody }, addPermission);
  }
  for (const owner of podOwners(graph)) {
    const { name } = owner;
    for (const version of owner.versions) {
      const { weight: _, ...own } = version;
      const role = roleOf(owner, version);
      const workload = { namespace, owner: { name }, version: own, mountToken: true, role };
      add(`workload ${name} ${version.name}`, workload, addWorkload);
    }
    const hosts = calledHosts(graph, owner).filter((external) => !isThroughEgress(external));
    if (hosts.length > 0)
      add(`ways out ${name}`, { ...policies, name, podLabels: serviceLabels(owner), hosts }, addPassthrough);
  }
  for (const external of (graph.external ?? []).filter(isThroughEgress)) {
    const callers = podOwners(graph).filter((owner) => owner.calls?.includes(external.name));
    if (callers.length === 0) continue;
    const props = { mesh, namespace, external, callers: identities(mesh, namespace, callers) };
    add(`external ${external.name}`, props, addExternalService);
  }
}

function withoutShares(service: Service): NamedService {
  return {
    ...service,
    versions: service.versions.map(({ name, labels }) => ({
      name,
      ...(labels === undefined ? {} : { labels }),
    })),
  };
}

function withoutPods(service: Service): RoutedService {
  return { ...service, versions: service.versions.map(({ workload: _, ...version }) => version) };
}

function addServices(scope: Construct, { namespace, service }: PolicyProps): void {
  if (service.existing === undefined) addNamedService(scope, namespace, service, 'all-versions');
  if (service.existing === undefined || service.versions.length > 1) {
    for (const version of service.versions) addVersionService(scope, namespace, service, version);
  }
}

function addRoutes(scope: Construct, props: RouteProps): void {
  addTcpRoute(scope, props);
  addHttpRoute(scope, props);
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
