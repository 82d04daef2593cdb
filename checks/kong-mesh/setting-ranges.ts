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
  'spiffeID.value': spiffeId,
  'sni.value': preciseHostname,
  'sni.type': namedOneOf(['Exact']),
});

const hashPolicies = under(
  ['hashPolicies[]', 'loadBalancer.ringHash.hashPolicies[]', 'loadBalancer.maglev.hashPolicies[]'].map(
    (list) => `spec.to[].default.${list}`,
  ),
  { 'cookie.path': absolutePath },
);

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

/** Events are listed by the schema too; a status that HTTP does not know is refused by the webhook alone. */
const retryEvent: SettingTest = (value) =>
  typeof value === 'string' &&
  /^\d+$/.test(value) &&
  !statuses.some(([first, last]) => Number(value) >= first && Number(value) <= last)
    ? 'a status that HTTP knows'
    : undefined;

/** Settings whose bounds the schema does not know, by kind, as the validators of Kuma 2.14 have them. */
export const settingRanges: Readonly<Record<string, Ranges>> = {
  MeshAccessLog: {
    ...matches,
    ...under(['items.default.backends[]'], {
      'file.path': filePath,
      'tcp.address': address,
      'openTelemetry.endpoint': collector,
      'openTelemetry.attributes[].key': attributeKey,
      'file.format.plain': filled,
      'tcp.format.plain': filled,
      'file.format.json[].key': filled,
      'file.format.json[].value': filled,
      'tcp.format.json[].key': filled,
      'tcp.format.json[].value': filled,
    }),
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
    'spec.to[].rules[].default.filters[].requestRedirect.hostname': preciseHostname,
    'spec.to[].rules[].default.filters[].urlRewrite.hostname': preciseHostname,
  },
  MeshLoadBalancingStrategy: {
    ...hashPolicies,
    ...under(['spec.to[].default'], {
      'loadBalancer.leastRequest.activeRequestBias': zeroOrMore,
      'localityAwareness.localZone.affinityTags[].key': filled,
      'localityAwareness.localZone.affinityTags[].weight': aboveZero,
      'localityAwareness.crossZone.failover[].from.zones[]': filled,
      'localityAwareness.crossZone.failoverThreshold.percentage': percentageAboveZero,
    }),
  },
  MeshMetric: {
    'spec.default.applications[].port': port,
    'spec.default.backends[].prometheus.port': port,
    'spec.default.backends[].openTelemetry.endpoint': collectorWithPort,
    'spec.default.backends[].openTelemetry.refreshInterval': anyDuration,
  },
  MeshRateLimit: {
    ...matches,
    ...under(['items.default.local'], {
      ...all(aboveZero, 'http.requestRate.num', 'http.onRateLimit.status', 'tcp.connectionRate.num'),
      ...all(longerThan50Milliseconds, 'http.requestRate.interval', 'tcp.connectionRate.interval'),
    }),
  },
  MeshRetry: under(['spec.to[].default'], {
    'tcp.maxConnectAttempt': aboveZero,
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
      'backends[].datadog.url': datadogAgent,
      'backends[].zipkin.url': webAddress,
      'backends[].openTelemetry.endpoint': collector,
    }),
  },
  MeshTrafficPermission: under(
    ['allow', 'allowWithShadowDeny', 'deny'].map((list) => `spec.rules[].default.${list}[]`),
    {
      'spiffeID.value': spiffeId,
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
    'spec.provider.bundled.certificateParameters.expiry': durationOfZeroOrMore,
    'spec.provider.spire.agent.timeout': durationOfZeroOrMore,
    'spec.provider.extension.name': filled,
  },
  MeshMultiZoneService: { 'spec.ports[].name': filled },
  MeshOpenTelemetryBackend: { 'spec.endpoint.address': hostOrAddress, 'spec.endpoint.port': port },
  MeshTrust: { 'spec.trustDomain': filled },
  HostnameGenerator: { 'spec.extension.type': filled, 'spec.template': filled },
};
