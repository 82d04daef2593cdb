import type { Construct } from 'constructs';
import type { Route } from '../../../config/graph/route';
import {
  defaultWeights,
  type Protocol,
  type Service,
  type ServiceGraph,
  serviceHost,
  versionName,
} from '../../../config/graph/service-graph';
import {
  VirtualRouter,
  VirtualRouterSpecListenersPortMappingProtocol,
  type VirtualRouterSpecRoutes,
  VirtualService,
} from '../../../imports/appmesh.k8s.aws';
import { virtualRouterName } from './names';
import { protocolRoute } from './route';
import { pathForms } from './route-match';

const listenerProtocols: Readonly<Record<Protocol, VirtualRouterSpecListenersPortMappingProtocol>> = {
  http: VirtualRouterSpecListenersPortMappingProtocol.HTTP,
  http2: VirtualRouterSpecListenersPortMappingProtocol.HTTP2,
  grpc: VirtualRouterSpecListenersPortMappingProtocol.GRPC,
  tcp: VirtualRouterSpecListenersPortMappingProtocol.TCP,
};

/**
 * How calls to a service are shared among its versions, and the name under which it is called. `awsName` is what the
 * callers' Envoys match: the controller's default, `<name>.<namespace>`, is not what a client resolves.
 */
export function addServiceRouting(scope: Construct, graph: ServiceGraph, service: Service): void {
  const { namespace } = graph;
  const router = new VirtualRouter(scope, `virtual-router-${service.name}`, {
    metadata: { name: virtualRouterName(service), namespace },
    spec: {
      listeners: [{ portMapping: { port: service.port, protocol: listenerProtocols[service.protocol] } }],
      routes: serviceRoutes(service),
    },
  });
  new VirtualService(scope, `virtual-service-${service.name}`, {
    metadata: { name: service.name, namespace },
    spec: {
      awsName: serviceHost(namespace, service.name),
      provider: { virtualRouter: { virtualRouterRef: { name: router.name } } },
    },
  });
}

/** A service as a route with time limits of its own sees it. */
function withLimits(service: Service, timeouts: Route['timeouts']): Service {
  return timeouts === undefined ? service : { ...service, timeouts: { ...service.timeouts, ...timeouts } };
}

/** The routes in the order in which they are judged, which a priority keeps; a single route needs none. */
function serviceRoutes(service: Service): VirtualRouterSpecRoutes[] {
  const rest: Route = { name: `${service.name}-route`, match: {}, weights: defaultWeights(service) };
  const routes = [...(service.routes ?? []), rest].flatMap(({ name, match, weights, timeouts }) => {
    const targets = service.versions.flatMap((version) => {
      const weight = weights[version.name];
      return weight === undefined ? [] : [{ node: versionName(service, version), weight }];
    });
    return pathForms(match).map(({ suffix, path }) => ({
      name: `${name}${suffix}`,
      ...protocolRoute(withLimits(service, timeouts), { match, path, targets }),
    }));
  });
  return routes.map(({ name, ...route }, priority) => ({
    name,
    ...(routes.length === 1 ? {} : { priority }),
    ...route,
  }));
}
