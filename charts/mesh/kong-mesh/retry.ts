import type { Construct } from 'constructs';
import { calledName, type Protocol } from '../../../config/graph/service-graph';
import {
  type GrpcRetryEvent,
  grpcRetryEvents,
  type Retries,
  type RetryEvent,
} from '../../../config/graph/traffic';
import {
  MeshRetrySpecToDefaultGrpcRetryOn as GrpcRetryOn,
  MeshRetry,
  MeshRetrySpecTargetRefKind,
  type MeshRetrySpecToDefault,
  MeshRetrySpecToTargetRefKind,
} from '../../../imports/kuma.io';
import { duration } from './duration';
import { type PolicyProps, policyMetadata } from './policy';

/** Further tries of calls to a service, on the service itself: they are made where the route is chosen. */
export function addRetry(
  scope: Construct,
  { mesh, namespace, service }: PolicyProps,
  retries: Retries,
): void {
  new MeshRetry(scope, `retry-${service.name}`, {
    metadata: policyMetadata(mesh, namespace, service.name),
    spec: {
      targetRef: { kind: MeshRetrySpecTargetRefKind.MESH },
      to: [
        {
          targetRef: { kind: MeshRetrySpecToTargetRefKind.MESH_SERVICE, name: calledName(service) },
          default: tries(service.protocol, retries),
        },
      ],
    },
  });
}

/** Kuma counts the tries of tcp with the first one, those of requests without it. */
function tries(protocol: Protocol, { attempts, perTryMilliseconds, on }: Retries): MeshRetrySpecToDefault {
  const perTry = perTryMilliseconds === undefined ? {} : { perTryTimeout: duration(perTryMilliseconds) };
  switch (protocol) {
    case 'tcp':
      return { tcp: { maxConnectAttempt: attempts + 1 } };
    case 'grpc': {
      const events = grpcRetryEvents.filter((event) => on.includes(event));
      return { grpc: { numRetries: attempts, ...perTry, retryOn: events.map((event) => grpcEvents[event]) } };
    }
    default:
      return {
        http: { numRetries: attempts, ...perTry, retryOn: on.flatMap((event) => httpEvents[event] ?? []) },
      };
  }
}

const grpcEvents: Readonly<Record<GrpcRetryEvent, GrpcRetryOn>> = {
  cancelled: GrpcRetryOn.CANCELED,
  'deadline-exceeded': GrpcRetryOn.DEADLINE_EXCEEDED,
  internal: GrpcRetryOn.INTERNAL,
  'resource-exhausted': GrpcRetryOn.RESOURCE_EXHAUSTED,
  unavailable: GrpcRetryOn.UNAVAILABLE,
};

/**
 * What App Mesh counts as `server-error`: its status codes, 509 not among them, and an answer that never came. Source: App
 * Mesh API reference, HttpRetryPolicy.
 */
const serverErrors = ['500', '501', '502', '503', '504', '505', '506', '507', '508', '510', '511', 'Reset'];

const httpEvents: Readonly<Partial<Record<RetryEvent, readonly string[]>>> = {
  'server-error': serverErrors,
  'gateway-error': ['GatewayError'],
  'client-error': ['Retriable4xx'],
  'stream-error': ['RefusedStream'],
  'connection-error': ['ConnectFailure'],
};
