/** Kinds that a policy’s target references may name, by position. An absent position is one that the policy does not have. */
export interface PolicyTargets {
  readonly top: readonly string[];
  readonly to?: readonly string[];
  readonly from?: readonly string[];
  readonly rules?: true;
  /** True where `to` is for built-in gateways alone, and proxies need another position. */
  readonly toForGateways?: true;
}

const proxies = ['Mesh', 'Dataplane', 'MeshSubset', 'MeshService', 'MeshServiceSubset'];
const anyTop = [...proxies, 'MeshGateway'];
const withRoutes = [...anyTop, 'MeshHTTPRoute'];
const services = ['MeshService', 'MeshExternalService', 'MeshMultiZoneService'];
const destinations = ['Mesh', ...services];
const callers = ['Mesh', 'MeshSubset', 'MeshService', 'MeshServiceSubset'];

/** The targets of each policy, as the validators of Kuma 2.14 have them. */
export const policyTargets: Readonly<Record<string, PolicyTargets>> = {
  MeshAccessLog: { top: anyTop, to: [...destinations, 'MeshHTTPRoute'], from: ['Mesh'], rules: true },
  MeshCircuitBreaker: { top: anyTop, to: destinations, from: ['Mesh'], rules: true },
  MeshFaultInjection: { top: anyTop, to: ['Mesh'], from: callers, rules: true, toForGateways: true },
  MeshHealthCheck: { top: anyTop, to: destinations },
  MeshHTTPRoute: { top: anyTop, to: services },
  MeshLoadBalancingStrategy: { top: anyTop, to: [...destinations, 'MeshHTTPRoute'] },
  MeshMetric: { top: anyTop },
  MeshPassthrough: { top: ['Mesh', 'Dataplane', 'MeshSubset'] },
  MeshProxyPatch: { top: anyTop },
  MeshRateLimit: { top: withRoutes, to: ['Mesh'], from: ['Mesh'], rules: true, toForGateways: true },
  MeshRetry: { top: withRoutes, to: [...destinations, 'MeshHTTPRoute'] },
  MeshTCPRoute: { top: anyTop, to: services },
  MeshTimeout: { top: withRoutes, to: [...destinations, 'MeshHTTPRoute'], from: ['Mesh'], rules: true },
  MeshTLS: { top: ['Mesh', 'Dataplane', 'MeshSubset'], from: ['Mesh'], rules: true },
  MeshTrace: { top: anyTop },
  MeshTrafficPermission: { top: proxies, from: callers, rules: true },
};

/** Kinds of policies, as rules name the kinds that they look at. */
export const policyKinds: readonly string[] = Object.keys(policyTargets).map((kind) => `kuma.io/${kind}`);

/** Kinds that a route may send calls to. */
export const backendKinds: readonly string[] = [...services, 'MeshServiceSubset'];
