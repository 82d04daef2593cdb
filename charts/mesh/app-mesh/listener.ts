import type { ExternalProtocol, Protocol, Service } from '../../../config/graph/service-graph';
import type { ConnectionLimits, HealthCheck, OutlierEjection } from '../../../config/graph/traffic';
import {
  type VirtualNodeSpecListeners,
  type VirtualNodeSpecListenersConnectionPool,
  VirtualNodeSpecListenersHealthCheckProtocol,
  VirtualNodeSpecListenersOutlierDetectionBaseEjectionDurationUnit,
  VirtualNodeSpecListenersOutlierDetectionIntervalUnit,
  VirtualNodeSpecListenersPortMappingProtocol,
} from '../../../imports/appmesh.k8s.aws';
import { milliseconds } from './duration';
import { limitsTime, listenerTimeout, longestTimeouts } from './timeouts';

const checkProtocols: Readonly<Record<Protocol, VirtualNodeSpecListenersHealthCheckProtocol>> = {
  http: VirtualNodeSpecListenersHealthCheckProtocol.HTTP,
  http2: VirtualNodeSpecListenersHealthCheckProtocol.HTTP2,
  grpc: VirtualNodeSpecListenersHealthCheckProtocol.GRPC,
  tcp: VirtualNodeSpecListenersHealthCheckProtocol.TCP,
};

/** App Mesh has no word for a server name, so `tls` passes as tcp. */
const portProtocols: Readonly<Record<ExternalProtocol, VirtualNodeSpecListenersPortMappingProtocol>> = {
  http: VirtualNodeSpecListenersPortMappingProtocol.HTTP,
  http2: VirtualNodeSpecListenersPortMappingProtocol.HTTP2,
  grpc: VirtualNodeSpecListenersPortMappingProtocol.GRPC,
  tcp: VirtualNodeSpecListenersPortMappingProtocol.TCP,
  tls: VirtualNodeSpecListenersPortMappingProtocol.TCP,
};

/** The port of a virtual node and what it speaks. */
export function portMapping(port: number, protocol: ExternalProtocol) {
  return { port, protocol: portProtocols[protocol] };
}

/** The listener of each version of a service, with everything that holds on its side of a call. */
export function serviceListener(service: Service): VirtualNodeSpecListeners {
  const { protocol, healthCheck, connectionLimits, outlierEjection } = service;
  const timeouts = longestTimeouts(service);
  return {
    portMapping: portMapping(service.port, protocol),
    ...(healthCheck === undefined ? {} : { healthCheck: activeCheck(protocol, healthCheck) }),
    ...(limitsTime(timeouts) ? { timeout: listenerTimeout(protocol, timeouts) } : {}),
    ...(connectionLimits === undefined ? {} : { connectionPool: connectionPool(protocol, connectionLimits) }),
    ...(outlierEjection === undefined ? {} : { outlierDetection: outlierDetection(outlierEjection) }),
  };
}

function activeCheck(
  protocol: Protocol,
  check: HealthCheck,
): NonNullable<VirtualNodeSpecListeners['healthCheck']> {
  return {
    protocol: checkProtocols[protocol],
    ...(check.path === undefined ? {} : { path: check.path }),
    intervalMillis: check.intervalMilliseconds,
    timeoutMillis: check.timeoutMilliseconds,
    healthyThreshold: check.healthyThreshold,
    unhealthyThreshold: check.unhealthyThreshold,
  };
}

/** A limit that the protocol's pool has not is refused before (`unsupportedByAppMesh`). */
function connectionPool(
  protocol: Protocol,
  { maxConnections, maxPendingRequests, maxRequests }: ConnectionLimits,
): VirtualNodeSpecListenersConnectionPool {
  if (maxRequests !== undefined) {
    return protocol === 'grpc' ? { grpc: { maxRequests } } : { http2: { maxRequests } };
  }
  if (maxConnections === undefined) {
    return {};
  }
  return protocol === 'tcp'
    ? { tcp: { maxConnections } }
    : { http: { maxConnections, ...(maxPendingRequests === undefined ? {} : { maxPendingRequests }) } };
}

function outlierDetection(
  ejection: OutlierEjection,
): NonNullable<VirtualNodeSpecListeners['outlierDetection']> {
  return {
    maxServerErrors: ejection.consecutiveErrors,
    interval: milliseconds(
      VirtualNodeSpecListenersOutlierDetectionIntervalUnit.MS,
      ejection.intervalMilliseconds,
    ),
    baseEjectionDuration: milliseconds(
      VirtualNodeSpecListenersOutlierDetectionBaseEjectionDurationUnit.MS,
      ejection.baseEjectionMilliseconds,
    ),
    maxEjectionPercent: ejection.maxEjectionPercent,
  };
}
