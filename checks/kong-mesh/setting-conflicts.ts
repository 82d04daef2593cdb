import { balancing, failover } from './conflicts/balancing';
import { byIdentity, type Conflicts, oneOfTwo } from './conflicts/conflict';
import { emptyPermission, onceSelected, routeTimeouts, tlsRange, wholeMeshOnly } from './conflicts/limits';
import {
  backendPort,
  gatewayBackends,
  gatewayHosts,
  repeatedHeaders,
  rewrittenHost,
  tcpBackends,
} from './conflicts/routes';
import { backendLabels, jsonFields, oneTraceBackend, profilePatterns } from './conflicts/telemetry';

/** What may not stand together, by kind, as the validators of Kuma 2.14 have it. */
export const settingConflicts: Readonly<Record<string, readonly Conflicts[]>> = {
  MeshAccessLog: [
    oneOfTwo('items.default.backends[type=OpenTelemetry].openTelemetry', 'endpoint', 'backendRef'),
    backendLabels('items.default.backends[type=OpenTelemetry].openTelemetry'),
    jsonFields,
  ],
  MeshHTTPRoute: [gatewayHosts, gatewayBackends, backendPort, rewrittenHost, repeatedHeaders],
  MeshLoadBalancingStrategy: [balancing, failover],
  MeshMetric: [
    oneOfTwo('spec.default.backends[type=OpenTelemetry].openTelemetry', 'endpoint', 'backendRef'),
    backendLabels('spec.default.backends[type=OpenTelemetry].openTelemetry'),
    profilePatterns,
  ],
  MeshRateLimit: [byIdentity(['local.tcp'])],
  MeshRetry: [onceSelected],
  MeshTCPRoute: [tcpBackends, backendPort],
  MeshTimeout: [
    routeTimeouts,
    byIdentity([
      'connectionTimeout',
      'idleTimeout',
      'http.requestHeadersTimeout',
      'http.maxStreamDuration',
      'http.maxConnectionDuration',
    ]),
  ],
  MeshTLS: [wholeMeshOnly, tlsRange],
  MeshTrace: [
    oneTraceBackend,
    oneOfTwo('spec.default.tags[]', 'header', 'literal'),
    oneOfTwo('spec.default.backends[type=OpenTelemetry].openTelemetry', 'endpoint', 'backendRef'),
    backendLabels('spec.default.backends[type=OpenTelemetry].openTelemetry'),
  ],
  MeshTrafficPermission: [emptyPermission],
};
