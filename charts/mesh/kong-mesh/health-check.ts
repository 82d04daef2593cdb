import type { Construct } from 'constructs';
import { type Protocol, versionServiceName } from '../../../config/graph/service-graph';
import type { HealthCheck } from '../../../config/graph/traffic';
import {
  MeshHealthCheck,
  MeshHealthCheckSpecTargetRefKind,
  MeshHealthCheckSpecToTargetRefKind,
} from '../../../imports/kuma.io';
import { duration } from './duration';
import { type PolicyProps, policyMetadata } from './policy';

/** Health checks of a service's versions: on each version, for its endpoints are what is checked. */
export function addHealthCheck(
  scope: Construct,
  { mesh, namespace, service }: PolicyProps,
  check: HealthCheck,
): void {
  new MeshHealthCheck(scope, `health-check-${service.name}`, {
    metadata: policyMetadata(mesh, namespace, service.name),
    spec: {
      targetRef: { kind: MeshHealthCheckSpecTargetRefKind.MESH },
      to: service.versions.map((version) => ({
        targetRef: {
          kind: MeshHealthCheckSpecToTargetRefKind.MESH_SERVICE,
          name: versionServiceName(service, version),
        },
        default: {
          interval: duration(check.intervalMilliseconds),
          timeout: duration(check.timeoutMilliseconds),
          healthyThreshold: check.healthyThreshold,
          unhealthyThreshold: check.unhealthyThreshold,
          ...probe(service.protocol, check.path),
        },
      })),
    },
  });
}

/** An empty probe is one with Kuma's defaults: the health service of grpc, or a connection that opens. */
function probe(protocol: Protocol, path: string | undefined) {
  switch (protocol) {
    case 'grpc':
      return { grpc: {} };
    case 'tcp':
      return { tcp: {} };
    default:
      return path === undefined ? {} : { http: { path, expectedStatuses: [200] } };
  }
}
