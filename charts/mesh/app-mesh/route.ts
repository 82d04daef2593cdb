import type { HttpMethod, RouteMatch } from '../../../config/graph/route';
import type { Service } from '../../../config/graph/service-graph';
import { type GrpcRetryEvent, grpcRetryEvents } from '../../../config/graph/traffic';
import {
  VirtualRouterSpecRoutesGrpcRouteRetryPolicyGrpcRetryEvents as GrpcEvents,
  VirtualRouterSpecRoutesGrpcRouteRetryPolicyHttpRetryEvents as GrpcHttpEvents,
  VirtualRouterSpecRoutesGrpcRouteTimeoutIdleUnit as GrpcIdleUnit,
  VirtualRouterSpecRoutesGrpcRouteTimeoutPerRequestUnit as GrpcRequestUnit,
  VirtualRouterSpecRoutesGrpcRouteRetryPolicyPerRetryTimeoutUnit as GrpcRetryUnit,
  VirtualRouterSpecRoutesGrpcRouteRetryPolicyTcpRetryEvents as GrpcTcpEvents,
  VirtualRouterSpecRoutesHttp2RouteRetryPolicyHttpRetryEvents as Http2Events,
  VirtualRouterSpecRoutesHttp2RouteTimeoutIdleUnit as Http2IdleUnit,
  VirtualRouterSpecRoutesHttp2RouteMatchMethod as Http2Method,
  VirtualRouterSpecRoutesHttp2RouteTimeoutPerRequestUnit as Http2RequestUnit,
  VirtualRouterSpecRoutesHttp2RouteRetryPolicyPerRetryTimeoutUnit as Http2RetryUnit,
  VirtualRouterSpecRoutesHttp2RouteRetryPolicyTcpRetryEvents as Http2TcpEvents,
  VirtualRouterSpecRoutesHttpRouteRetryPolicyHttpRetryEvents as HttpEvents,
  VirtualRouterSpecRoutesHttpRouteTimeoutIdleUnit as HttpIdleUnit,
  VirtualRouterSpecRoutesHttpRouteMatchMethod as HttpMethods,
  VirtualRouterSpecRoutesHttpRouteTimeoutPerRequestUnit as HttpRequestUnit,
  VirtualRouterSpecRoutesHttpRouteRetryPolicyPerRetryTimeoutUnit as HttpRetryUnit,
  VirtualRouterSpecRoutesHttpRouteRetryPolicyTcpRetryEvents as HttpTcpEvents,
  VirtualRouterSpecRoutesTcpRouteTimeoutIdleUnit as TcpIdleUnit,
  type VirtualRouterSpecRoutes,
} from '../../../imports/appmesh.k8s.aws';
import { httpEvents, type RetryEnumerations, retryPolicy } from './retry-policy';
import { type AppMeshPath, headerMatches } from './route-match';
import { idleTimeout, limitsTime, requestTimeouts } from './timeouts';

/** One route of a virtual router, before it has a protocol. */
export interface AppMeshRoute {
  readonly match: RouteMatch;
  readonly path: AppMeshPath;
  /** Virtual nodes and their weights. */
  readonly targets: readonly { readonly node: string; readonly weight: number }[];
}

/** The part of a route that its service's protocol decides: exactly one of the four kinds of route. */
export function protocolRoute(
  service: Service,
  route: AppMeshRoute,
): Pick<VirtualRouterSpecRoutes, 'httpRoute' | 'http2Route' | 'grpcRoute' | 'tcpRoute'> {
  switch (service.protocol) {
    case 'http':
      return { httpRoute: httpRoute(service, route, http1) };
    case 'http2':
      return { http2Route: httpRoute(service, route, http2) };
    case 'grpc':
      return { grpcRoute: grpcRoute(service, route) };
    case 'tcp':
      return { tcpRoute: tcpRoute(service, route) };
  }
}

interface HttpEnumerations<Method, HttpEvent, TcpEvent, RetryUnit, RequestUnit, IdleUnit> {
  readonly methods: Readonly<Record<HttpMethod, Method>>;
  readonly retries: RetryEnumerations<HttpEvent, TcpEvent, RetryUnit>;
  readonly requestUnit: RequestUnit;
  readonly idleUnit: IdleUnit;
}

const http1 = {
  methods: HttpMethods,
  retries: {
    http: httpEvents(HttpEvents),
    connection: HttpTcpEvents.CONNECTION_HYPHEN_ERROR,
    unit: HttpRetryUnit.MS,
  },
  requestUnit: HttpRequestUnit.MS,
  idleUnit: HttpIdleUnit.MS,
};

const http2 = {
  methods: Http2Method,
  retries: {
    http: httpEvents(Http2Events),
    connection: Http2TcpEvents.CONNECTION_HYPHEN_ERROR,
    unit: Http2RetryUnit.MS,
  },
  requestUnit: Http2RequestUnit.MS,
  idleUnit: Http2IdleUnit.MS,
};

function httpRoute<Method, HttpEvent, TcpEvent, RetryUnit, RequestUnit, IdleUnit>(
  { retries, timeouts }: Service,
  route: AppMeshRoute,
  enumerations: HttpEnumerations<Method, HttpEvent, TcpEvent, RetryUnit, RequestUnit, IdleUnit>,
) {
  const { method, headers = [] } = route.match;
  return {
    match: {
      ...route.path,
      ...(method === undefined ? {} : { method: enumerations.methods[method] }),
      ...(headers.length === 0 ? {} : { headers: headerMatches(headers) }),
    },
    action: action(route),
    ...(retries === undefined ? {} : { retryPolicy: retryPolicy(retries, enumerations.retries) }),
    ...(limitsTime(timeouts)
      ? { timeout: requestTimeouts(timeouts, enumerations.requestUnit, enumerations.idleUnit) }
      : {}),
  };
}

const grpcEvents: Readonly<Record<GrpcRetryEvent, GrpcEvents>> = {
  cancelled: GrpcEvents.CANCELLED,
  'deadline-exceeded': GrpcEvents.DEADLINE_HYPHEN_EXCEEDED,
  internal: GrpcEvents.INTERNAL,
  'resource-exhausted': GrpcEvents.RESOURCE_HYPHEN_EXHAUSTED,
  unavailable: GrpcEvents.UNAVAILABLE,
};

function grpcRoute({ retries, timeouts }: Service, route: AppMeshRoute) {
  const { grpc, headers = [] } = route.match;
  const events = grpcRetryEvents
    .filter((event) => retries?.on.includes(event))
    .map((event) => grpcEvents[event]);
  return {
    match: {
      ...(grpc === undefined ? {} : { serviceName: grpc.service }),
      ...(grpc?.method === undefined ? {} : { methodName: grpc.method }),
      ...(headers.length === 0 ? {} : { metadata: headerMatches(headers) }),
    },
    action: action(route),
    ...(retries === undefined
      ? {}
      : {
          retryPolicy: {
            ...retryPolicy(retries, {
              http: httpEvents(GrpcHttpEvents),
              connection: GrpcTcpEvents.CONNECTION_HYPHEN_ERROR,
              unit: GrpcRetryUnit.MS,
            }),
            ...(events.length === 0 ? {} : { grpcRetryEvents: events }),
          },
        }),
    ...(limitsTime(timeouts)
      ? { timeout: requestTimeouts(timeouts, GrpcRequestUnit.MS, GrpcIdleUnit.MS) }
      : {}),
  };
}

function tcpRoute({ timeouts }: Service, route: AppMeshRoute) {
  return {
    action: action(route),
    ...(limitsTime(timeouts) ? { timeout: idleTimeout(timeouts, TcpIdleUnit.MS) } : {}),
  };
}

function action({ targets }: AppMeshRoute) {
  return { weightedTargets: targets.map(({ node, weight }) => ({ virtualNodeRef: { name: node }, weight })) };
}
