/** Health check of each endpoint of a service, by its callers. */
export interface HealthCheck {
  /** Path that answers 200. Needed for http and http2; grpc has a health service of its own, tcp is only connected to. */
  readonly path?: string;
  /** Time between two checks, 5,000 to 300,000 ms. */
  readonly intervalMilliseconds: number;
  /** Time that one check may take, 2,000 to 60,000 ms. */
  readonly timeoutMilliseconds: number;
  /** Successes in a row after which an endpoint is healthy, 2 to 10. */
  readonly healthyThreshold: number;
  /** Failures in a row after which an endpoint is unhealthy, 2 to 10. */
  readonly unhealthyThreshold: number;
}

/** Time limits of a call, in ms; 0 means none, and what is absent is left to the mesh. At least one of them. */
export interface Timeouts {
  /** From the last byte of the request to the last of the answer: how long a request takes to arrive does not count. Not for tcp. */
  readonly requestMilliseconds?: number;
  /** How long a connection may stay without a byte. */
  readonly idleMilliseconds?: number;
  /** How long opening a connection may take, 1 or more. App Mesh has no such setting. */
  readonly connectMilliseconds?: number;
}

/** How long a mesh waits for an answer where nothing is said, in ms: either has this. */
export const defaultRequestMilliseconds = 15_000;

/** How long Kong Mesh lets what a gateway calls be silent where nothing is said, in ms (kuma pkg/defaults/mesh/mesh.go mesh-gateways-timeout-all). */
export const gatewaySilenceMilliseconds = 5_000;

/** In ms, a day: nothing that a mesh waits for takes longer. */
export const longestLimit = 86_400_000;

/** Failures of http and http2 that App Mesh groups in the same way. */
export const httpRetryEvents = ['server-error', 'gateway-error', 'client-error', 'stream-error'] as const;
/** Failures that a gRPC service reports in its status. */
export const grpcRetryEvents = [
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
] as const;
/** A connection that could not be opened. */
export const connectionRetryEvent = 'connection-error';

export type HttpRetryEvent = (typeof httpRetryEvents)[number];
export type GrpcRetryEvent = (typeof grpcRetryEvents)[number];
/**
 * What a caller tries again after: `server-error` is 500 to 511 without 509 and `gateway-error` 502 to 504, an answer that
 * never came among both, `client-error` 409, `stream-error` a refused stream.
 */
export type RetryEvent = HttpRetryEvent | GrpcRetryEvent | typeof connectionRetryEvent;

/** Further tries of a call that failed. Without it each mesh has a default of its own. */
export interface Retries {
  /** Tries after the first one, 0 to 10; 0 switches retries off. */
  readonly attempts: number;
  /** Time limit of each try, in ms, 1 or more. Not for tcp. */
  readonly perTryMilliseconds?: number;
  /** What is tried again, at least one event. */
  readonly on: readonly RetryEvent[];
}

/** Limits that each endpoint of a service puts on all its callers together; each is 1 or more. At least one of them. */
export interface ConnectionLimits {
  /** Connections at the same time: http and tcp. */
  readonly maxConnections?: number;
  /** Requests that wait for a connection: http, together with `maxConnections`. */
  readonly maxPendingRequests?: number;
  /** Requests at the same time: http2 and grpc. */
  readonly maxRequests?: number;
}

/** When callers leave out an endpoint that fails, and for how long. */
export interface OutlierEjection {
  /** Server errors in a row after which an endpoint is left out, 1 or more. */
  readonly consecutiveErrors: number;
  /** Time between two looks at the endpoints, 1 ms or more. */
  readonly intervalMilliseconds: number;
  /** Time for which an endpoint is left out the first time, 1 ms or more. */
  readonly baseEjectionMilliseconds: number;
  /** Share of the endpoints that may be left out at once, 0 to 100 percent. */
  readonly maxEjectionPercent: number;
}
