import {
  aboveZero,
  absolutePath,
  address,
  anyDuration,
  attributeKey,
  bandwidth,
  collector,
  collectorWithPort,
  datadogAgent,
  durationAboveZero,
  durationOfZeroOrMore,
  filePath,
  filled,
  hostName,
  hostOrAddress,
  longerThan50Milliseconds,
  meshName,
  namedOneOf,
  percentage,
  percentageAboveZero,
  port,
  preciseHostname,
  type SettingTest,
  spiffeId,
  statusCode,
  webAddress,
  zeroOrMore,
} from './setting-tests';

type Ranges = Readonly<Record<string, SettingTest>>;

/** The same tests for each of the places. */
function all(test: SettingTest, ...patterns: readonly string[]): Ranges {
  return Object.fromEntries(patterns.map((pattern) => [pattern, test]));
}

/** The same settings under each of the places. */
function under(places: readonly string[], ranges: Ranges): Ranges {
  return Object.fromEntries(
    places.flatMap((place) => Object.entries(ranges).map(([name, test]) => [`${place}.${name}`, test])),
  );
}

/** Who calls, as `rules` of a policy match it. */
const matches = under(['spec.rules[].matches[]'], {
  'spiffeID.value!': spiffeId,
  'sni.value': preciseHostname,
  'sni.type': namedOneOf(['Exact']),
});

const hashLists = [
  'hashPolicies',
  'loadBalancer.ringHash.hashPolicies',
  'loadBalancer.maglev.hashPolicies',
].map((list) => `spec.to[].default.${list}`);
const hashPolicies = {
  ...under(
    hashLists.map((list) => `${list}[type=Cookie]`),
    { 'cookie.path': absolutePath },
  ),
  ...under(
    hashLists.map((list) => `${list}[]`),
    { 'cookie.ttl': anyDuration },
  ),
};

/** Statuses that have a name, as Go's net/http knows them: first and last of each run. */
const statuses = [
  [100, 103],
  [200, 208],
  [226, 226],
  [300, 305],
  [307, 308],
  [400, 418],
  [421, 426],
  [428, 429],
  [431, 431],
  [451, 451],
  [500, 508],
  [510, 511],
] as const;

const retryEvents = new Set([
  '5xx',
  'GatewayError',
  'Reset',
  'Retriable4xx',
  'ConnectFailure',
  'EnvoyRatelimited',
  'RefusedStream',
  'Http3PostConnectFailure',
  ...['Connect', 'Delete', 'Get', 'Head', 'Options', 'Patch', 'Post', 'Put', 'Trace'].map(
    (method) => `HttpMethod${method}`,
  ),
]);

const retryEvent: SettingTest = (value) => {
  // A null is written anew as an empty text.
  const event = value === null ? '' : value;
  if (typeof event !== 'string' || retryEvents.has(event)) return undefined;
  const named = /^\d{3}$/.test(event) && statuses.some(([first, last]) => +event >= first && +event <= last);
  return named ? undefined : 'an event such as 5xx, or a status that HTTP knows';
};

/** Settings whose bounds the schema does not know, by kind, as the validators of Kuma 2.14 have them. */
export const settingRanges: Readonly<Record<string, Ranges>> = {
  MeshAccessLog: {
    ...matches,
    ...under(['items.default'], {
      'backends[type=File].file.path': filePath,
      'backends[type=Tcp].tcp.address': address,
      'backends[type=OpenTelemetry].openTelemetry.endpoint': collector,
      'backends[type=OpenTelemetry].openTelemetry.attributes[].key': attributeKey,
    }),
    ...under(
      ['items.default.backends[type=File].file.format', 'items.default.backends[type=Tcp].tcp.format'],
      { plain: filled, 'json[].key!': filled, 'json[].value!': filled },
    ),
  },
  MeshCircuitBreaker: {
    ...all(
      aboveZero,
      ...['maxConnections', 'maxConnectionPools', 'maxPendingRequests', 'maxRetries', 'maxRequests'].map(
        (name) => `items.default.connectionLimits.${name}`,
      ),
    ),
    ...under(['items.default.outlierDetection'], {
      interval: durationAboveZero,
      baseEjectionTime: durationAboveZero,
      maxEjectionPercent: percentage,
      healthyPanicThreshold: percentage,
      'detectors.totalFailures.consecutive': aboveZero,
      'detectors.gatewayFailures.consecutive': aboveZero,
      'detectors.localOriginFailures.consecutive': aboveZero,
      'detectors.successRate.minimumHosts': aboveZero,
      'detectors.successRate.requestVolume': aboveZero,
      'detectors.successRate.standardDeviationFactor': aboveZero,
      'detectors.failurePercentage.minimumHosts': aboveZero,
      'detectors.failurePercentage.requestVolume': aboveZero,
      'detectors.failurePercentage.threshold': percentage,
    }),
  },
  MeshFaultInjection: {
    ...matches,
    ...under(['items.default.http[]'], {
      'abort.httpStatus': statusCode,
      'abort.percentage': percentage,
      'delay.value': durationOfZeroOrMore,
      'delay.percentage': percentage,
      'responseBandwidth.limit': bandwidth,
      'responseBandwidth.percentage': percentage,
    }),
  },
  MeshHealthCheck: under(['spec.to[].default'], {
    ...all(durationAboveZero, 'interval', 'timeout', 'initialJitter', 'intervalJitter', 'noTrafficInterval'),
    ...all(aboveZero, 'healthyThreshold', 'unhealthyThreshold'),
    ...all(percentage, 'intervalJitterPercent', 'healthyPanicThreshold'),
    eventLogPath: filePath,
    'http.path': filled,
    'http.expectedStatuses[]': statusCode,
  }),
  MeshHTTPRoute: {
    'spec.to[].rules[].default.backendRefs[].port': zeroOrMore,
    'spec.to[].rules[].default.filters[type=RequestRedirect].requestRedirect.hostname': preciseHostname,
    'spec.to[].rules[].default.filters[type=URLRewrite].urlRewrite.hostname': preciseHostname,
  },
  MeshLoadBalancingStrategy: {
    ...hashPolicies,
    ...under(['spec.to[].default'], {
      ...all(
        zeroOrMore,
        'loadBalancer.leastRequest.activeRequestBias',
        'loadBalancer.leastRequest.choiceCount',
        'loadBalancer.ringHash.minRingSize',
        'loadBalancer.ringHash.maxRingSize',
        'loadBalancer.maglev.tableSize',
      ),
      'localityAwareness.localZone.affinityTags[].key': filled,
      'localityAwareness.localZone.affinityTags[].weight': aboveZero,
      'localityAwareness.crossZone.failover[].from.zones[]': filled,
      'localityAwareness.crossZone.failoverThreshold.percentage': percentageAboveZero,
    }),
  },
  MeshMetric: {
    'spec.default.applications[].port': port,
    'spec.default.backends[type=Prometheus].prometheus.port': port,
    'spec.default.backends[type=OpenTelemetry].openTelemetry.endpoint': collectorWithPort,
    'spec.default.backends[].openTelemetry.refreshInterval': anyDuration,
  },
  MeshPassthrough: { 'spec.default.appendMatch[].port': port },
  MeshRateLimit: {
    ...matches,
    ...under(['items.default.local'], {
      ...all(aboveZero, 'http.requestRate.num', 'http.onRateLimit.status', 'tcp.connectionRate.num'),
      ...all(longerThan50Milliseconds, 'http.requestRate.interval!', 'tcp.connectionRate.interval!'),
    }),
  },
  MeshRetry: under(['spec.to[].default'], {
    'tcp.maxConnectAttempt': aboveZero,
    'http.numRetries': zeroOrMore,
    'grpc.numRetries': zeroOrMore,
    'http.perTryTimeout': anyDuration,
    'http.backOff.baseInterval': anyDuration,
    'http.backOff.maxInterval': anyDuration,
    'http.rateLimitedBackOff.maxInterval': durationAboveZero,
    'http.hostSelection[].updateFrequency': aboveZero,
    'http.retryOn[]': retryEvent,
    'grpc.perTryTimeout': anyDuration,
    'grpc.backOff.baseInterval': anyDuration,
    'grpc.backOff.maxInterval': anyDuration,
    'grpc.rateLimitedBackOff.maxInterval': durationAboveZero,
  }),
  MeshTCPRoute: { 'spec.to[].rules[].default.backendRefs[].port': zeroOrMore },
  MeshTimeout: {
    ...matches,
    ...under(['items.default'], {
      connectionTimeout: durationAboveZero,
      ...all(
        durationOfZeroOrMore,
        'idleTimeout',
        'http.requestTimeout',
        'http.streamIdleTimeout',
        'http.maxStreamDuration',
        'http.maxConnectionDuration',
        'http.requestHeadersTimeout',
      ),
    }),
  },
  MeshTrace: {
    ...under(['spec.default'], {
      'tags[].name': filled,
      'sampling.client': percentage,
      'sampling.random': percentage,
      'sampling.overall': percentage,
      'backends[type=Datadog].datadog.url': datadogAgent,
      'backends[type=Zipkin].zipkin.url': webAddress,
      'backends[type=OpenTelemetry].openTelemetry.endpoint': collector,
    }),
  },
  MeshTrafficPermission: under(
    ['allow', 'allowWithShadowDeny', 'deny'].map((list) => `spec.rules[].default.${list}[]`),
    {
      'spiffeID.value!': spiffeId,
      'sni.value': preciseHostname,
      'sni.type': namedOneOf(['Exact']),
    },
  ),
  MeshExternalService: {
    'spec.match.port': port,
    'spec.endpoints[].address': hostOrAddress,
    'spec.endpoints[].port': port,
    'spec.extension.type': filled,
    'spec.tls.verification.serverName': hostName,
  },
  MeshIdentity: {
    'spec.provider.bundled.ca.certificate.secretRef.name!': filled,
    'spec.provider.bundled.ca.privateKey.secretRef.name!': filled,
    'spec.provider.bundled.certificateParameters.expiry': durationOfZeroOrMore,
    'spec.provider.spire.agent.timeout': durationOfZeroOrMore,
    'spec.provider.extension.name': filled,
  },
  MeshMultiZoneService: { 'spec.ports[].name': filled },
  MeshOpenTelemetryBackend: { 'spec.endpoint.address': hostOrAddress, 'spec.endpoint.port': port },
  MeshGateway: { mesh: meshName },
  MeshTrust: { 'spec.trustDomain': filled },
  HostnameGenerator: { 'spec.extension.type': filled, 'spec.template': filled },
};
