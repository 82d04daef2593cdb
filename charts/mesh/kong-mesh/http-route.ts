import type { Construct } from 'constructs';
import type { Route } from '../../../config/graph/route';
import {
  calledName,
  defaultWeights,
  type ServicePort,
  servicePorts,
  versionServiceName,
} from '../../../config/graph/service-graph';
import {
  MeshHttpRoute,
  MeshHttpRouteSpecTargetRefKind,
  type MeshHttpRouteSpecToRules,
  MeshHttpRouteSpecToRulesDefaultBackendRefsKind,
  MeshHttpRouteSpecToTargetRefKind,
} from '../../../imports/kuma.io';
import { policyMetadata, type RoutedService, type RouteProps } from './policy';
import { ruleFilters } from './route-filters';
import { ruleMatch } from './route-match';

/**
 * How calls to the ports of a service that speak http, http2 or grpc are shared among its versions. The route stands in
 * the service's own namespace and names the service without a namespace: a producer policy, which holds for callers of
 * every namespace, the gateway's among them. A route with a time limit is an object of its own, for a MeshTimeout names
 * whole MeshHTTPRoutes; Kuma puts the rules of all in the order of their matches.
 */
export function addHttpRoute(scope: Construct, props: RouteProps): void {
  const { service } = props;
  const ports = servicePorts(service).filter(({ protocol }) => protocol !== 'tcp');
  if (ports.length === 0) return;
  const rest: Omit<Route, 'name'> = { match: {}, weights: defaultWeights(service) };
  addRoute(
    scope,
    props,
    service.name,
    ports.map((port) => ({
      port,
      routes: [...routesOf(service, port).filter(({ timeouts }) => timeouts === undefined), rest],
    })),
  );
  for (const port of ports) {
    for (const route of routesOf(service, port)) {
      if (route.timeouts === undefined) continue;
      addRoute(scope, props, timedRouteName(service, route), [{ port, routes: [route] }]);
    }
  }
}

/** Name of the MeshHTTPRoute of a route with a time limit. */
export function timedRouteName(service: { readonly name: string }, { name }: Route): string {
  return `${service.name}-route-${name}`;
}

function addRoute(
  scope: Construct,
  { mesh, namespace, service }: RouteProps,
  name: string,
  to: readonly { readonly port: ServicePort; readonly routes: readonly Omit<Route, 'name'>[] }[],
): void {
  new MeshHttpRoute(scope, `route-${name}`, {
    metadata: policyMetadata(mesh, namespace, name),
    spec: {
      targetRef: { kind: MeshHttpRouteSpecTargetRefKind.MESH },
      to: to.map(({ port, routes }) => ({
        targetRef: {
          kind: MeshHttpRouteSpecToTargetRefKind.MESH_SERVICE,
          name: calledName(service),
          ...sectionOf(service, port),
        },
        rules: rules(service, port, routes),
      })),
    },
  });
}

/** The part of a target that names one port, where the service has several. */
export function sectionOf(
  service: Pick<RoutedService, 'morePorts'>,
  { name }: ServicePort,
): { sectionName?: string } {
  return service.morePorts === undefined ? {} : { sectionName: name };
}

/** The routes of a port, in the order in which they are judged. */
function routesOf(service: RoutedService, port: ServicePort): readonly Route[] {
  const [first] = servicePorts(service);
  return (service.routes ?? []).filter((route) => (route.port ?? first?.name) === port.name);
}

function rules(
  service: RoutedService,
  port: ServicePort,
  routes: readonly Omit<Route, 'name'>[],
): MeshHttpRouteSpecToRules[] {
  const anyPath = routesOf(service, port).some(({ match }) => match.path?.kind === 'regex')
    ? 'no-path'
    : 'prefix';
  return routes.map(({ match, weights, filters }) => ({
    matches: [ruleMatch(match, anyPath)],
    default: {
      ...(filters === undefined ? {} : { filters: [...ruleFilters(filters)] }),
      backendRefs: backends(service, port, weights),
    },
  }));
}

function backends(service: RoutedService, { port }: ServicePort, weights: Readonly<Record<string, number>>) {
  return service.versions.flatMap((version) => {
    const weight = weights[version.name];
    return weight === undefined
      ? []
      : [
          {
            kind: MeshHttpRouteSpecToRulesDefaultBackendRefsKind.MESH_SERVICE,
            name: versionServiceName(service, version),
            port,
            weight,
          },
        ];
  });
}
