import type { Construct } from 'constructs';
import { versionName } from '../../../config/graph/service-graph';
import {
  MeshTcpRoute,
  MeshTcpRouteSpecTargetRefKind,
  MeshTcpRouteSpecToRulesDefaultBackendRefsKind,
  MeshTcpRouteSpecToTargetRefKind,
} from '../../../imports/kuma.io';
import { type PolicyProps, policyMetadata } from './policy';

/** How connections to a service of tcp are shared among its versions, by the one rule that a MeshTCPRoute may have. */
export function addTcpRoute(scope: Construct, { mesh, namespace, service }: PolicyProps): void {
  new MeshTcpRoute(scope, `route-${service.name}`, {
    metadata: policyMetadata(mesh, namespace, service.name),
    spec: {
      targetRef: { kind: MeshTcpRouteSpecTargetRefKind.MESH },
      to: [
        {
          targetRef: { kind: MeshTcpRouteSpecToTargetRefKind.MESH_SERVICE, name: service.name },
          rules: [
            {
              default: {
                backendRefs: service.versions.map((version) => ({
                  kind: MeshTcpRouteSpecToRulesDefaultBackendRefsKind.MESH_SERVICE,
                  name: versionName(service, version),
                  port: service.port,
                  weight: version.weight,
                })),
              },
            },
          ],
        },
      ],
    },
  });
}
