import type { Protocol, Service } from '../../../config/graph/service-graph';
import { defaultRequestMilliseconds, type Timeouts } from '../../../config/graph/traffic';
import {
  type VirtualNodeSpecListenersTimeout,
  VirtualNodeSpecListenersTimeoutGrpcIdleUnit,
  VirtualNodeSpecListenersTimeoutGrpcPerRequestUnit,
  VirtualNodeSpecListenersTimeoutHttp2IdleUnit,
  VirtualNodeSpecListenersTimeoutHttp2PerRequestUnit,
  VirtualNodeSpecListenersTimeoutHttpIdleUnit,
  VirtualNodeSpecListenersTimeoutHttpPerRequestUnit,
  VirtualNodeSpecListenersTimeoutTcpIdleUnit,
} from '../../../imports/appmesh.k8s.aws';
import { milliseconds } from './duration';

/** Whether there is a time limit that App Mesh has: the one of opening a connection it has not. */
export function limitsTime(timeouts: Timeouts | undefined): timeouts is Timeouts {
  return timeouts?.requestMilliseconds !== undefined || timeouts?.idleMilliseconds !== undefined;
}

/** Time limits of requests, in the units of one place. */
export function requestTimeouts<RequestUnit, IdleUnit>(
  timeouts: Timeouts,
  requestUnit: RequestUnit,
  idleUnit: IdleUnit,
) {
  const { requestMilliseconds } = timeouts;
  return {
    ...(requestMilliseconds === undefined
      ? {}
      : { perRequest: milliseconds(requestUnit, requestMilliseconds) }),
    ...idleTimeout(timeouts, idleUnit),
  };
}

/** Time limit of a silent connection, in the unit of one place. */
export function idleTimeout<IdleUnit>({ idleMilliseconds }: Timeouts, unit: IdleUnit) {
  return idleMilliseconds === undefined ? {} : { idle: milliseconds(unit, idleMilliseconds) };
}

/**
 * The time limits of a service at its pods, where the one of a request is as long as that of any route: a route of 60 s waits in vain
 * until the listener has 60 s too (aws-app-mesh-controller-for-k8s test/integration/timeout/timeout_stack.go). Where nothing is said Envoy waits for 15 s (awsdocs
 * aws-app-mesh-user-guide doc_source/virtual_nodes.md).
 */
export function longestTimeouts({ timeouts, routes = [] }: Service): Timeouts | undefined {
  const limits = routes.flatMap((route) => route.timeouts?.requestMilliseconds ?? []);
  if (limits.length === 0) return timeouts;
  const all = [timeouts?.requestMilliseconds ?? defaultRequestMilliseconds, ...limits];
  return { ...timeouts, requestMilliseconds: all.includes(0) ? 0 : Math.max(...all) };
}

/** Time limits of a virtual node's listener: they hold at the service itself, whoever calls. */
export function listenerTimeout(protocol: Protocol, timeouts: Timeouts): VirtualNodeSpecListenersTimeout {
  switch (protocol) {
    case 'http':
      return {
        http: requestTimeouts(
          timeouts,
          VirtualNodeSpecListenersTimeoutHttpPerRequestUnit.MS,
          VirtualNodeSpecListenersTimeoutHttpIdleUnit.MS,
        ),
      };
    case 'http2':
      return {
        http2: requestTimeouts(
          timeouts,
          VirtualNodeSpecListenersTimeoutHttp2PerRequestUnit.MS,
          VirtualNodeSpecListenersTimeoutHttp2IdleUnit.MS,
        ),
      };
    case 'grpc':
      return {
        grpc: requestTimeouts(
          timeouts,
          VirtualNodeSpecListenersTimeoutGrpcPerRequestUnit.MS,
          VirtualNodeSpecListenersTimeoutGrpcIdleUnit.MS,
        ),
      };
    case 'tcp':
      return { tcp: idleTimeout(timeouts, VirtualNodeSpecListenersTimeoutTcpIdleUnit.MS) };
  }
}
