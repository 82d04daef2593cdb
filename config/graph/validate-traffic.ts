import type { GraphProblem } from './graph-error';
import type { Protocol, Service } from './service-graph';
import {
  type ConnectionLimits,
  connectionRetryEvent,
  grpcRetryEvents,
  type HealthCheck,
  httpRetryEvents,
  longestLimit,
  type OutlierEjection,
  type Retries,
  type RetryEvent,
  type Timeouts,
} from './traffic';

type Report = (field: string, found: string, expected: string) => void;

/** What is inconsistent in the health checks, limits and retries of one service. */
export function trafficProblems(service: Service): readonly GraphProblem[] {
  const problems: GraphProblem[] = [];
  const report: Report = (field, found, expected) =>
    problems.push({ service: service.name, field, found, expected });
  const { protocol, healthCheck, timeouts, retries, connectionLimits, outlierEjection } = service;
  if (healthCheck !== undefined) {
    healthCheckProblems(protocol, healthCheck, report);
  }
  if (timeouts !== undefined) {
    timeoutProblems(protocol, timeouts, report);
  }
  if (retries !== undefined) {
    retryProblems(protocol, retries, report);
  }
  if (connectionLimits !== undefined) {
    connectionProblems(connectionLimits, report);
  }
  if (outlierEjection !== undefined) {
    ejectionProblems(outlierEjection, report);
  }
  return problems;
}

function healthCheckProblems(protocol: Protocol, check: HealthCheck, report: Report): void {
  const hasPath = protocol === 'http' || protocol === 'http2';
  if (hasPath && !check.path?.startsWith('/')) {
    report('healthCheck.path', JSON.stringify(check.path ?? null), 'a path that starts with /');
  }
  if (!hasPath && check.path !== undefined) {
    report('healthCheck.path', JSON.stringify(check.path), `no path: ${protocol} is checked without one`);
  }
  whole('healthCheck.intervalMilliseconds', check.intervalMilliseconds, 5_000, 300_000, report);
  whole('healthCheck.timeoutMilliseconds', check.timeoutMilliseconds, 2_000, 60_000, report);
  whole('healthCheck.healthyThreshold', check.healthyThreshold, 2, 10, report);
  whole('healthCheck.unhealthyThreshold', check.unhealthyThreshold, 2, 10, report);
}

function timeoutProblems(protocol: Protocol, timeouts: Timeouts, report: Report): void {
  const { requestMilliseconds, idleMilliseconds, connectMilliseconds } = timeouts;
  if (
    requestMilliseconds === undefined &&
    idleMilliseconds === undefined &&
    connectMilliseconds === undefined
  ) {
    report('timeouts', 'none', 'at least one time limit');
  }
  if (protocol === 'tcp' && requestMilliseconds !== undefined) {
    report('timeouts.requestMilliseconds', String(requestMilliseconds), 'none: tcp has no requests');
  }
  whole('timeouts.requestMilliseconds', requestMilliseconds, 0, longestLimit, report);
  whole('timeouts.idleMilliseconds', idleMilliseconds, 0, longestLimit, report);
  whole('timeouts.connectMilliseconds', connectMilliseconds, 1, longestLimit, report);
}

const eventsOf: Readonly<Record<Protocol, readonly RetryEvent[]>> = {
  http: [...httpRetryEvents, connectionRetryEvent],
  http2: [...httpRetryEvents, connectionRetryEvent],
  grpc: [...grpcRetryEvents, ...httpRetryEvents, connectionRetryEvent],
  tcp: [connectionRetryEvent],
};

function retryProblems(protocol: Protocol, retries: Retries, report: Report): void {
  whole('retries.attempts', retries.attempts, 0, 10, report);
  whole('retries.perTryMilliseconds', retries.perTryMilliseconds, 1, longestLimit, report);
  if (protocol === 'tcp' && retries.perTryMilliseconds !== undefined) {
    report('retries.perTryMilliseconds', String(retries.perTryMilliseconds), 'none: tcp has no requests');
  }
  if (retries.on.length === 0) {
    report('retries.on', 'none', 'at least one event');
  }
  for (const [index, event] of retries.on.entries()) {
    if (!eventsOf[protocol].includes(event)) {
      report(`retries.on[${index}]`, event, `one of ${eventsOf[protocol].join(', ')} for ${protocol}`);
    }
    if (retries.on.indexOf(event) !== index) {
      report(`retries.on[${index}]`, `a second ${event}`, 'each event once');
    }
  }
}

function connectionProblems(limits: ConnectionLimits, report: Report): void {
  const { maxConnections, maxPendingRequests, maxRequests } = limits;
  if (maxConnections === undefined && maxPendingRequests === undefined && maxRequests === undefined) {
    report('connectionLimits', 'none', 'at least one limit');
  }
  whole('connectionLimits.maxConnections', maxConnections, 1, largest, report);
  whole('connectionLimits.maxPendingRequests', maxPendingRequests, 1, largest, report);
  whole('connectionLimits.maxRequests', maxRequests, 1, largest, report);
}

/** Kuma keeps the limits as 32-bit integers. */
const largest = 2_147_483_647;

function ejectionProblems(ejection: OutlierEjection, report: Report): void {
  whole('outlierEjection.consecutiveErrors', ejection.consecutiveErrors, 1, largest, report);
  whole('outlierEjection.intervalMilliseconds', ejection.intervalMilliseconds, 1, longestLimit, report);
  whole(
    'outlierEjection.baseEjectionMilliseconds',
    ejection.baseEjectionMilliseconds,
    1,
    longestLimit,
    report,
  );
  whole('outlierEjection.maxEjectionPercent', ejection.maxEjectionPercent, 0, 100, report);
}

function whole(field: string, value: number | undefined, from: number, to: number, report: Report): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= from && value <= to)) {
    report(field, String(value), `a whole number, ${from} to ${to}`);
  }
}
