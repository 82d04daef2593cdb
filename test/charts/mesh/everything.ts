import type { Protocol, Service } from '../../../config/graph/service-graph';
import { oneService } from './graph';

const check = {
  intervalMilliseconds: 6_000,
  timeoutMilliseconds: 2_500,
  healthyThreshold: 3,
  unhealthyThreshold: 4,
};

const wanted: Readonly<Record<Protocol, Partial<Service>>> = {
  http: {
    healthCheck: { ...check, path: '/ready' },
    timeouts: { requestMilliseconds: 1_500, idleMilliseconds: 60_000 },
    retries: { attempts: 2, perTryMilliseconds: 700, on: ['server-error', 'connection-error'] },
    connectionLimits: { maxConnections: 11, maxPendingRequests: 12 },
  },
  http2: {
    healthCheck: { ...check, path: '/ready' },
    timeouts: { requestMilliseconds: 1_500, idleMilliseconds: 60_000 },
    connectionLimits: { maxRequests: 13 },
  },
  grpc: {
    healthCheck: check,
    timeouts: { requestMilliseconds: 1_500 },
    retries: { attempts: 2, perTryMilliseconds: 700, on: ['unavailable', 'cancelled'] },
    connectionLimits: { maxRequests: 13 },
  },
  tcp: {
    healthCheck: check,
    timeouts: { idleMilliseconds: 60_000 },
    connectionLimits: { maxConnections: 11 },
  },
};

/** A graph of one service `shop` of a protocol, with everything that the protocol has on both meshes. */
export function withEverything(protocol: Protocol) {
  return oneService({
    protocol,
    ...wanted[protocol],
    outlierEjection: {
      consecutiveErrors: 5,
      intervalMilliseconds: 10_000,
      baseEjectionMilliseconds: 30_500,
      maxEjectionPercent: 40,
    },
  });
}
