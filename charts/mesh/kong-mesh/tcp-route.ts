import type { Construct } from 'constructs';
import { calledName, servicePorts, versionServiceName } from '../../../config/graph/service-graph';
import {
  MeshTcpRoute,
  MeshTcpRouteSpecTargetRefKind,
  MeshTcpRouteSpecToRulesDefaultBackendRefsKind,
  MeshTcpRouteSpecToTargetRefKind,
} from '../../../imports/kuma.io';
import { sectionOf } from './http-route';
import { policyMetadata, type RouteProps } from './policy';

/** How connections to the tcp ports of a service are shared among its versions, by the one rule that each may have. */
export function addTcpRoute(scope: Construct, { mesh, namespace, service }: RouteProps): void {
  const ports = servicePorts(service).filter(({ protocol }) => protocol === 'tcp');
  if (ports.length === 0) return;
  new MeshTcpRoute(scope, `tcp-route-${service.name}`, {
    metadata: policyMetadata(mesh, namespace, service.name),
    spec: {
      targetRef: { kind: MeshTcpRouteSpecTargetRefKind.MESH },
      to: ports.map((port) => ({
        targetRef: {
          kind: MeshTcpRouteSpecToTargetRefKind.MESH_SERVICE,
          name: calledName(service),
          ...sectionOf(service, port),
        },
        rules: [
          {
            default: {
              backendRefs: service.versions.map((version) => ({
                kind: MeshTcpRouteSpecToRulesDefaultBackendRefsKind.MESH_SERVICE,
                name: versionServiceName(service, version),
                port: port.port,
                weight: version.weight,
              })),
            },
          },
        ],
      })),
    },
  });
}
