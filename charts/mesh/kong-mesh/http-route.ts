import type { Construct } from 'constructs';
import type { Route } from '../../../config/graph/route';
import {
  calledName,
  defaultWeights,
  type Service,
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
import { type PolicyProps, policyMetadata } from './policy';
import { ruleFilters } from './route-filters';
import { ruleMatch } from './route-match';

/**
 * How calls to the ports of a service that speak http, http2 or grpc are shared among its versions. The route stands in
 * the service's own namespace and names the service without a namespace: a producer policy, which holds for callers of
 * every namespace, the gateway's among them.
 */
export function addHttpRoute(scope: Construct, { mesh, namespace, service }: PolicyProps): void {
  const ports = servicePorts(service).filter(({ protocol }) => protocol !== 'tcp');
  if (ports.length === 0) return;
  new MeshHttpRoute(scope, `route-${service.name}`, {
    metadata: policyMetadata(mesh, namespace, service.name),
    spec: {
      targetRef: { kind: MeshHttpRouteSpecTargetRefKind.MESH },
      to: ports.map((port) => ({
        targetRef: {
          kind: MeshHttpRouteSpecToTargetRefKind.MESH_SERVICE,
          name: calledName(service),
          ...sectionOf(service, port),
        },
        rules: rules(service, port),
      })),
    },
  });
}

/** The part of a target that names one port, where the service has several. */
export function sectionOf(service: Service, { name }: ServicePort): { sectionName?: string } {
  return service.morePorts === undefined ? {} : { sectionName: name };
}

function rules(service: Service, port: ServicePort): MeshHttpRouteSpecToRules[] {
  const [first] = servicePorts(service);
  const routes = (service.routes ?? []).filter((route) => (route.port ?? first?.name) === port.name);
  const anyPath = routes.some(({ match }) => match.path?.kind === 'regex') ? 'no-path' : 'prefix';
  const rest: Pick<Route, 'match' | 'weights' | 'filters'> = {
    match: {},
    weights: defaultWeights(service),
  };
  return [...routes, rest].map(({ match, weights, filters }) => ({
    matches: [ruleMatch(match, anyPath)],
    default: {
      ...(filters === undefined ? {} : { filters: [...ruleFilters(filters)] }),
      backendRefs: backends(service, port, weights),
    },
  }));
}

function backends(service: Service, { port }: ServicePort, weights: Readonly<Record<string, number>>) {
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
