import type { Construct } from 'constructs';
import type { ExternalService } from '../../../config/graph/service-graph';
import type { KongMeshConfig } from '../../../config/mesh';
import {
  MeshExternalService,
  MeshExternalServiceSpecMatchProtocol,
  MeshExternalServiceSpecMatchType,
} from '../../../imports/kuma.io';
import { policyMetadata } from './policy';

/**
 * A host outside the mesh that only a name of the mesh's own can tell: `<name>.extsvc.mesh.local`, which the zone egress
 * sends to the host.
 *
 * @param callers SPIFFE ids of those who may call it
 */
export function addExternalService(
  scope: Construct,
  mesh: KongMeshConfig,
  namespace: string,
  { name, host, port }: ExternalService,
  _callers: readonly string[],
): void {
  new MeshExternalService(scope, `external-service-${name}`, {
    metadata: policyMetadata(mesh, namespace, name),
    spec: {
      match: {
        type: MeshExternalServiceSpecMatchType.HOSTNAME_GENERATOR,
        port,
        protocol: MeshExternalServiceSpecMatchProtocol.TCP,
      },
      endpoints: [{ address: host, port }],
    },
  });
}
