import type { Service } from '../../../config/graph/service-graph';
import { graphProblems } from '../../../config/graph/validate-graph';
import { oneService } from './graph';

const check = {
  intervalMilliseconds: 5_000,
  timeoutMilliseconds: 2_000,
  healthyThreshold: 2,
  unhealthyThreshold: 2,
};
const ejection = {
  consecutiveErrors: 1,
  intervalMilliseconds: 1,
  baseEjectionMilliseconds: 1,
  maxEjectionPercent: 0,
};

test.each<[string, Partial<Service>, readonly string[]]>([
  ['a check without a path', { healthCheck: check }, ['healthCheck.path: null; a path that starts with /']],
  [
    'a check of tcp with a path',
    { protocol: 'tcp', healthCheck: { ...check, path: '/a' } },
    ['healthCheck.path: "/a"; no path: tcp is checked without one'],
  ],
  [
    'a check of grpc with a path',
    { protocol: 'grpc', healthCheck: { ...check, path: '/a' } },
    ['healthCheck.path: "/a"; no path: grpc is checked without one'],
  ],
  [
    'numbers of a check out of range',
    {
      healthCheck: {
        path: '/a',
        intervalMilliseconds: 4_999,
        timeoutMilliseconds: 60_001,
        healthyThreshold: 1,
        unhealthyThreshold: 11,
      },
    },
    [
      'healthCheck.intervalMilliseconds: 4999; a whole number, 5000 to 300000',
      'healthCheck.timeoutMilliseconds: 60001; a whole number, 2000 to 60000',
      'healthCheck.healthyThreshold: 1; a whole number, 2 to 10',
      'healthCheck.unhealthyThreshold: 11; a whole number, 2 to 10',
    ],
  ],
  ['time limits of nothing', { timeouts: {} }, ['timeouts: none; at least one time limit']],
  [
    'a request of tcp',
    { protocol: 'tcp', timeouts: { requestMilliseconds: 1 } },
    ['timeouts.requestMilliseconds: 1; none: tcp has no requests'],
  ],
  [
    'time limits out of range',
    { timeouts: { requestMilliseconds: -1, idleMilliseconds: 0.5, connectMilliseconds: 0 } },
    [
      'timeouts.requestMilliseconds: -1; a whole number, 0 to 86400000',
      'timeouts.idleMilliseconds: 0.5; a whole number, 0 to 86400000',
      'timeouts.connectMilliseconds: 0; a whole number, 1 to 86400000',
    ],
  ],
  ['retries after nothing', { retries: { attempts: 1, on: [] } }, ['retries.on: none; at least one event']],
  [
    'retries out of range',
    { retries: { attempts: 11, perTryMilliseconds: 0, on: ['unavailable', 'server-error', 'server-error'] } },
    [
      'retries.attempts: 11; a whole number, 0 to 10',
      'retries.perTryMilliseconds: 0; a whole number, 1 to 86400000',
      'retries.on[0]: unavailable; one of server-error, gateway-error, client-error, stream-error, connection-error for http',
      'retries.on[2]: a second server-error; each event once',
    ],
  ],
  [
    'requests that tcp tries again',
    { protocol: 'tcp', retries: { attempts: 1, perTryMilliseconds: 5, on: ['server-error'] } },
    [
      'retries.perTryMilliseconds: 5; none: tcp has no requests',
      'retries.on[0]: server-error; one of connection-error for tcp',
    ],
  ],
  ['limits of nothing', { connectionLimits: {} }, ['connectionLimits: none; at least one limit']],
  [
    'limits out of range',
    { connectionLimits: { maxConnections: 0, maxPendingRequests: 1.5, maxRequests: -1 } },
    [
      'connectionLimits.maxConnections: 0; a whole number, 1 to 2147483647',
      'connectionLimits.maxPendingRequests: 1.5; a whole number, 1 to 2147483647',
      'connectionLimits.maxRequests: -1; a whole number, 1 to 2147483647',
    ],
  ],
  ['an ejection that is right', { outlierEjection: ejection }, []],
  [
    'an ejection out of range',
    {
      outlierEjection: {
        consecutiveErrors: 0,
        intervalMilliseconds: 0,
        baseEjectionMilliseconds: 0,
        maxEjectionPercent: 101,
      },
    },
    [
      'outlierEjection.consecutiveErrors: 0; a whole number, 1 to 2147483647',
      'outlierEjection.intervalMilliseconds: 0; a whole number, 1 to 86400000',
      'outlierEjection.baseEjectionMilliseconds: 0; a whole number, 1 to 86400000',
      'outlierEjection.maxEjectionPercent: 101; a whole number, 0 to 100',
    ],
  ],
])('%s', (_, wanted, said) => {
  const problems = graphProblems(oneService(wanted));
  expect(problems.map(({ field, found, expected }) => `${field}: ${found}; ${expected}`)).toEqual(said);
});
