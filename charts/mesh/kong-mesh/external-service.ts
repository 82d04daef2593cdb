import type { Construct } from 'constructs';
import { type ExternalService, egressName } from '../../../config/graph/service-graph';
import type { KongMeshConfig } from '../../../config/mesh';
import {
  MeshExternalService,
  MeshExternalServiceSpecMatchProtocol,
  MeshExternalServiceSpecMatchType,
  MeshTrafficPermission,
  MeshTrafficPermissionSpecRulesDefaultAllowSniType,
  MeshTrafficPermissionSpecRulesDefaultAllowSpiffeIdType,
  MeshTrafficPermissionSpecTargetRefKind,
} from '../../../imports/kuma.io';
import { systemLabels, systemNamespace, zoneName } from './names';

export interface ExternalServiceProps {
  readonly mesh: KongMeshConfig;
  /** Namespace of the application whose host it is. */
  readonly namespace: string;
  readonly external: ExternalService;
  /** SPIFFE ids of its callers, at least one. */
  readonly callers: readonly string[];
}

/** Label of the proxies that are an egress of their zone. Source: kuma api/mesh/v1alpha1/dataplane_helpers.go. */
const egressLabels = { 'kuma.io/listener-zoneegress': 'enabled' } as const;

/**
 * A host outside the mesh that the egress of the zone leads to, and who may go there: the egress lets nobody through whom
 * no permission names, each caller by its identity and the host by the server name of the mesh's own TLS. Both objects
 * stand in the system namespace: the kind is for it alone, and a permission elsewhere does not reach the egress.
 */
export function addExternalService(scope: Construct, props: ExternalServiceProps): void {
  const { mesh, external, callers } = props;
  const name = egressName(props.namespace, external);
  const metadata = { name, namespace: systemNamespace, labels: { ...systemLabels(mesh) } };
  new MeshExternalService(scope, `external-service-${external.name}`, {
    metadata,
    spec: {
      match: {
        type: MeshExternalServiceSpecMatchType.HOSTNAME_GENERATOR,
        port: external.port,
        protocol: MeshExternalServiceSpecMatchProtocol.TCP,
      },
      endpoints: [{ address: external.host, port: external.port }],
    },
  });
  new MeshTrafficPermission(scope, `external-permission-${external.name}`, {
    metadata,
    spec: {
      targetRef: { kind: MeshTrafficPermissionSpecTargetRefKind.DATAPLANE, labels: { ...egressLabels } },
      rules: [
        {
          default: {
            allow: callers.map((value) => ({
              spiffeId: { type: MeshTrafficPermissionSpecRulesDefaultAllowSpiffeIdType.EXACT, value },
              sni: {
                type: MeshTrafficPermissionSpecRulesDefaultAllowSniType.EXACT,
                value: serverName(mesh, name, external),
              },
            })),
          },
        },
      ],
    },
  });
}

/** The server name by which the mesh's proxies ask the egress for a host. Source: kuma pkg/core/resources/sni. */
function serverName(mesh: KongMeshConfig, name: string, { port }: ExternalService): string {
  return ['sni', 'extsvc', mesh.name, zoneName(mesh), systemNamespace, name, String(port)].join('.');
}
