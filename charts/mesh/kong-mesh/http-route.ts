import type { Construct } from 'constructs';
import type { KongMeshConfig } from '../../../config/mesh';
import {
  MeshHttpRoute,
  MeshHttpRouteSpecTargetRefKind,
  MeshHttpRouteSpecToRulesDefaultBackendRefsKind,
  MeshHttpRouteSpecToRulesMatchesPathType,
  MeshHttpRouteSpecToTargetRefKind,
} from '../../../imports/kuma.io';
import { type Service, versionName } from '../service-graph';
import { meshLabel } from './names';

/**
 * How calls to a service are shared among its versions. The route stands in the service's own namespace and names the
 * service without a namespace: a producer policy, which holds for callers of every namespace, the gateway's among them.
 */
export function addHttpRoute(
  scope: Construct,
  mesh: KongMeshConfig,
  namespace: string,
  service: Service,
): void {
  new MeshHttpRoute(scope, `route-${service.name}`, {
    metadata: { name: service.name, namespace, labels: { ...meshLabel(mesh) } },
    spec: {
      targetRef: { kind: MeshHttpRouteSpecTargetRefKind.MESH },
      to: [
        {
          targetRef: { kind: MeshHttpRouteSpecToTargetRefKind.MESH_SERVICE, name: service.name },
          rules: [
            {
              matches: [{ path: { type: MeshHttpRouteSpecToRulesMatchesPathType.PATH_PREFIX, value: '/' } }],
              default: {
                backendRefs: service.versions.map((version) => ({
                  kind: MeshHttpRouteSpecToRulesDefaultBackendRefsKind.MESH_SERVICE,
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
