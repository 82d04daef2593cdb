import type { Construct } from 'constructs';
import {
  calledHosts,
  calledServices,
  type GatewayMember,
  type Service,
  type ServiceAddress,
  type ServiceGraph,
  type ServiceVersion,
  serviceHost,
  versionLabels,
  versionName,
  type Worker,
} from '../../../config/graph/service-graph';
import { VirtualNode, type VirtualNodeSpecBackends } from '../../../imports/appmesh.k8s.aws';
import { portMapping, serviceListener } from './listener';

/** The virtual node of one version of a service; its backends are the services and hosts that the service calls. */
export function addVersionNode(
  scope: Construct,
  graph: ServiceGraph,
  service: Service,
  version: ServiceVersion,
): VirtualNode {
  const name = versionName(service, version);
  const { namespace } = graph;
  return new VirtualNode(scope, `virtual-node-${name}`, {
    metadata: { name, namespace },
    spec: {
      podSelector: { matchLabels: { ...versionLabels(service, version) } },
      listeners: [serviceListener(service)],
      serviceDiscovery: { dns: { hostname: serviceHost(namespace, name) } },
      ...backendsOf(callsOf(graph, service)),
    },
  });
}

/** The virtual node of one version of a worker: it takes no calls, so it has no listener and nobody discovers it. */
export function addWorkerNode(
  scope: Construct,
  graph: ServiceGraph,
  worker: Worker,
  version: ServiceVersion,
): VirtualNode {
  const name = versionName(worker, version);
  return new VirtualNode(scope, `virtual-node-${name}`, {
    metadata: { name, namespace: graph.namespace },
    spec: {
      podSelector: { matchLabels: { ...versionLabels(worker, version) } },
      ...backendsOf(callsOf(graph, worker)),
    },
  });
}

function callsOf(graph: ServiceGraph, caller: Service | Worker): readonly ServiceAddress[] {
  const { namespace } = graph;
  const own = [...calledServices(graph, caller), ...calledHosts(graph, caller)];
  return [...own.map(({ name }) => ({ namespace, name })), ...(caller.foreignCalls ?? [])];
}

/**
 * The virtual node of the API gateway. Its listener is on the container's port: App Mesh intercepts the ports of a
 * virtual node's listeners, and a Service's port is not one of them (aws-app-mesh-controller-for-k8s pkg/inject/proxy.go).
 */
export function addGatewayNode(
  scope: Construct,
  gateway: GatewayMember,
  calls: readonly ServiceAddress[],
): VirtualNode {
  return new VirtualNode(scope, `virtual-node-${gateway.name}`, {
    metadata: { name: gateway.name, namespace: gateway.namespace },
    spec: {
      podSelector: { matchLabels: { ...gateway.podLabels } },
      listeners: [{ portMapping: portMapping(gateway.port, 'http') }],
      serviceDiscovery: { dns: { hostname: gateway.hostname } },
      ...backendsOf(calls),
    },
  });
}

/** Where a mesh drops all other egress, the backends are also the only ways out. */
function backendsOf(calls: readonly ServiceAddress[]): { backends?: VirtualNodeSpecBackends[] } {
  if (calls.length === 0) {
    return {};
  }
  return {
    backends: calls.map(({ name, namespace }) => ({
      virtualService: { virtualServiceRef: { name, namespace } },
    })),
  };
}
