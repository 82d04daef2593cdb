import type { Construct } from 'constructs';
import type { RouteMatch } from '../../../config/graph/route';
import { defaultWeights, type Service, versionName } from '../../../config/graph/service-graph';
import {
  MeshHttpRoute,
  MeshHttpRouteSpecTargetRefKind,
  type MeshHttpRouteSpecToRules,
  MeshHttpRouteSpecToRulesDefaultBackendRefsKind,
  MeshHttpRouteSpecToTargetRefKind,
} from '../../../imports/kuma.io';
import { type PolicyProps, policyMetadata } from './policy';
import { ruleMatch } from './route-match';

/**
 * How calls to a service of http, http2 or grpc are shared among its versions. The route stands in the service's own
 * namespace and names the service without a namespace: a producer policy, which holds for callers of every namespace,
 * the gateway's among them.
 */
export function addHttpRoute(scope: Construct, { mesh, namespace, service }: PolicyProps): void {
  new MeshHttpRoute(scope, `route-${service.name}`, {
    metadata: policyMetadata(mesh, namespace, service.name),
    spec: {
      targetRef: { kind: MeshHttpRouteSpecTargetRefKind.MESH },
      to: [
        {
          targetRef: { kind: MeshHttpRouteSpecToTargetRefKind.MESH_SERVICE, name: service.name },
          rules: rules(service),
        },
      ],
    },
  });
}

function rules(service: Service): MeshHttpRouteSpecToRules[] {
  const routes = service.routes ?? [];
  const anyPath = routes.some(({ match }) => match.path?.kind === 'regex') ? 'no-path' : 'prefix';
  const rest: { match: RouteMatch; weights: Readonly<Record<string, number>> } = {
    match: {},
    weights: defaultWeights(service),
  };
  return [...routes, rest].map(({ match, weights }) => ({
    matches: [ruleMatch(match, anyPath)],
    default: { backendRefs: backends(service, weights) },
  }));
}

function backends(service: Service, weights: Readonly<Record<string, number>>) {
  return service.versions.flatMap((version) => {
    const weight = weights[version.name];
    return weight === undefined
      ? []
      : [
          {
            kind: MeshHttpRouteSpecToRulesDefaultBackendRefsKind.MESH_SERVICE,
            name: versionName(service, version),
            port: service.port,
            weight,
          },
        ];
  });
}
