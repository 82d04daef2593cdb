/** Kinds that a policy’s target references may name, by position. An absent position is one that the policy does not have. */
export interface PolicyTargets {
  readonly top: readonly string[];
  /** Kinds that `spec.targetRef` may name besides, where the policy is in the namespace of the control plane. */
  readonly systemTop?: readonly string[];
  /** True where `spec.targetRef` may pick listeners of a built-in gateway by tags. */
  readonly listenerTags?: true;
  readonly to?: readonly string[];
  /** What `to` may name instead where `spec.targetRef` is of the kind. */
  readonly toUnder?: Readonly<Record<string, readonly string[]>>;
  readonly from?: readonly string[];
  readonly rules?: true;
  /** True where `to` is for built-in gateways, and the two other lists for proxies that are none. */
  readonly toForGateways?: true;
  /** Lists that may not stand beside `rules`. */
  readonly notBesideRules?: readonly ('to' | 'from')[];
}

const proxies = ['Mesh', 'Dataplane', 'MeshSubset', 'MeshService', 'MeshServiceSubset'];
const anyTop = [...proxies, 'MeshGateway'];
const gateways = ['MeshGateway'];
const gatewaysAndRoutes = ['MeshGateway', 'MeshHTTPRoute'];
const services = ['MeshService', 'MeshExternalService', 'MeshMultiZoneService'];
const destinations = ['Mesh', ...services];
const destinationsAndRoutes = [...destinations, 'MeshHTTPRoute'];
const callers = ['Mesh', 'MeshSubset', 'MeshService', 'MeshServiceSubset'];
const underGateway = { MeshGateway: ['Mesh'] };
const underGatewayOrRoute = {
  MeshGateway: ['Mesh', 'MeshExternalService'],
  MeshHTTPRoute: ['Mesh', 'MeshExternalService'],
};

/** The targets of each policy, as the validators of Kuma 2.14 have them. */
export const policyTargets: Readonly<Record<string, PolicyTargets>> = {
  MeshAccessLog: {
    top: anyTop,
    listenerTags: true,
    to: destinationsAndRoutes,
    toUnder: underGateway,
    from: ['Mesh'],
    rules: true,
    notBesideRules: ['to', 'from'],
  },
  MeshCircuitBreaker: {
    top: anyTop,
    listenerTags: true,
    to: destinations,
    from: ['Mesh'],
    rules: true,
    notBesideRules: ['to', 'from'],
  },
  MeshFaultInjection: {
    top: proxies,
    systemTop: gateways,
    listenerTags: true,
    to: ['Mesh'],
    from: callers,
    rules: true,
    toForGateways: true,
    notBesideRules: ['from'],
  },
  MeshHealthCheck: { top: anyTop, listenerTags: true, to: destinations },
  MeshHTTPRoute: {
    top: proxies,
    systemTop: gateways,
    listenerTags: true,
    to: services,
    toUnder: underGateway,
  },
  // Balancing to external services is configured on the zone egress, and no item of `to` may name one.
  MeshLoadBalancingStrategy: {
    top: anyTop,
    listenerTags: true,
    to: ['Mesh', 'MeshService', 'MeshMultiZoneService', 'MeshHTTPRoute'],
    toUnder: { MeshGateway: ['Mesh', 'MeshService', 'MeshMultiZoneService'] },
  },
  MeshMetric: { top: proxies, systemTop: gateways, listenerTags: true },
  MeshPassthrough: { top: ['Mesh', 'Dataplane', 'MeshSubset'] },
  MeshProxyPatch: { top: proxies, systemTop: gateways },
  MeshRateLimit: {
    top: proxies,
    systemTop: gatewaysAndRoutes,
    listenerTags: true,
    to: ['Mesh'],
    from: ['Mesh'],
    rules: true,
    toForGateways: true,
    notBesideRules: ['to', 'from'],
  },
  MeshRetry: {
    top: proxies,
    systemTop: gatewaysAndRoutes,
    listenerTags: true,
    to: destinationsAndRoutes,
    toUnder: underGatewayOrRoute,
  },
  MeshTCPRoute: {
    top: proxies,
    systemTop: gateways,
    listenerTags: true,
    to: services,
    toUnder: underGateway,
  },
  MeshTimeout: {
    top: proxies,
    systemTop: gatewaysAndRoutes,
    listenerTags: true,
    to: destinationsAndRoutes,
    toUnder: underGatewayOrRoute,
    from: ['Mesh'],
    rules: true,
    notBesideRules: ['to', 'from'],
  },
  MeshTLS: {
    top: ['Mesh', 'Dataplane', 'MeshSubset'],
    from: ['Mesh'],
    rules: true,
    notBesideRules: ['from'],
  },
  MeshTrace: { top: proxies, systemTop: gateways },
  MeshTrafficPermission: { top: proxies, from: callers, rules: true, notBesideRules: ['from'] },
};

/** Kinds of policies, as rules name the kinds that they look at. */
export const policyKinds: readonly string[] = Object.keys(policyTargets).map((kind) => `kuma.io/${kind}`);

/** Kinds that a route may send calls to. */
export const backendKinds: readonly string[] = [...services, 'MeshServiceSubset'];

/** Kinds that a route may send copies of calls to. */
export const mirrorKinds: readonly string[] = ['MeshService', 'MeshServiceSubset'];
