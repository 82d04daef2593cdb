import type { Construct } from 'constructs';
import {
  VirtualRouter,
  VirtualRouterSpecListenersPortMappingProtocol,
  type VirtualRouterSpecRoutes,
  VirtualRouterSpecRoutesHttpRouteTimeoutIdleUnit,
  VirtualRouterSpecRoutesHttpRouteTimeoutPerRequestUnit,
  VirtualService,
} from '../../../imports/appmesh.k8s.aws';
import { type Service, type ServiceGraph, serviceHost, versionName } from '../service-graph';
import { virtualRouterName } from './names';

/**
 * How calls to a service are shared among its versions, and the name under which it is called. `awsName` is what the
 * callers' Envoys match: the controller's default, `<name>.<namespace>`, is not what a client resolves.
 */
export function addServiceRouting(scope: Construct, graph: ServiceGraph, service: Service): void {
  const { namespace } = graph;
  const router = new VirtualRouter(scope, `virtual-router-${service.name}`, {
    metadata: { name: virtualRouterName(service), namespace },
    spec: {
      listeners: [
        { portMapping: { port: service.port, protocol: VirtualRouterSpecListenersPortMappingProtocol.HTTP } },
      ],
      routes: [defaultRoute(service)],
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

function defaultRoute(service: Service): VirtualRouterSpecRoutes {
  return {
    name: `${service.name}-route`,
    httpRoute: {
      match: { prefix: '/' },
      action: {
        weightedTargets: service.versions.map((version) => ({
          virtualNodeRef: { name: versionName(service, version) },
          weight: version.weight,
        })),
      },
      ...(service.timeouts === undefined
        ? {}
        : {
            timeout: {
              perRequest: {
                unit: VirtualRouterSpecRoutesHttpRouteTimeoutPerRequestUnit.MS,
                value: service.timeouts.requestMilliseconds,
              },
              idle: {
                unit: VirtualRouterSpecRoutesHttpRouteTimeoutIdleUnit.MS,
                value: service.timeouts.idleMilliseconds,
              },
            },
          }),
    },
  };
}
