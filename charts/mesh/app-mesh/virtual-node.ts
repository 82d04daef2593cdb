import type { Construct } from 'constructs';
import {
  VirtualNode,
  type VirtualNodeSpecBackends,
  type VirtualNodeSpecListeners,
  VirtualNodeSpecListenersHealthCheckProtocol,
  VirtualNodeSpecListenersPortMappingProtocol,
  VirtualNodeSpecListenersTimeoutHttpIdleUnit,
  VirtualNodeSpecListenersTimeoutHttpPerRequestUnit,
} from '../../../imports/appmesh.k8s.aws';
import {
  calledServices,
  type GatewayMember,
  type HealthCheck,
  type Service,
  type ServiceAddress,
  type ServiceGraph,
  type ServiceVersion,
  serviceHost,
  type Timeouts,
  versionLabels,
  versionName,
} from '../service-graph';

/** The virtual node of one version of a service; its backends are the services that the service calls. */
export function addVersionNode(
  scope: Construct,
  graph: ServiceGraph,
  service: Service,
  version: ServiceVersion,
): VirtualNode {
  const name = versionName(service, version);
  const { namespace } = graph;
  const calls = calledServices(graph, service).map((called) => ({ namespace, name: called.name }));
  return new VirtualNode(scope, `virtual-node-${name}`, {
    metadata: { name, namespace },
    spec: {
      podSelector: { matchLabels: { ...versionLabels(service, version) } },
      listeners: [listener(service)],
      serviceDiscovery: { dns: { hostname: serviceHost(namespace, name) } },
      ...backendsOf(calls),
    },
  });
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
      listeners: [
        { portMapping: { port: gateway.port, protocol: VirtualNodeSpecListenersPortMappingProtocol.HTTP } },
      ],
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

function listener(service: Service): VirtualNodeSpecListeners {
  return {
    portMapping: { port: service.port, protocol: VirtualNodeSpecListenersPortMappingProtocol.HTTP },
    ...(service.healthCheck === undefined ? {} : { healthCheck: healthCheck(service.healthCheck) }),
    ...(service.timeouts === undefined ? {} : { timeout: { http: httpTimeout(service.timeouts) } }),
  };
}

function healthCheck(check: HealthCheck): NonNullable<VirtualNodeSpecListeners['healthCheck']> {
  return {
    protocol: VirtualNodeSpecListenersHealthCheckProtocol.HTTP,
    ...(check.path === undefined ? {} : { path: check.path }),
    intervalMillis: check.intervalMilliseconds,
    timeoutMillis: check.timeoutMilliseconds,
    healthyThreshold: check.healthyThreshold,
    unhealthyThreshold: check.unhealthyThreshold,
  };
}

function httpTimeout(timeouts: Timeouts) {
  return {
    perRequest: {
      unit: VirtualNodeSpecListenersTimeoutHttpPerRequestUnit.MS,
      value: timeouts.requestMilliseconds,
    },
    idle: { unit: VirtualNodeSpecListenersTimeoutHttpIdleUnit.MS, value: timeouts.idleMilliseconds },
  };
}
