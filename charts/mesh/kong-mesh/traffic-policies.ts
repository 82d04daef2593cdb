import type { Construct } from 'constructs';
import type { KongMeshConfig } from '../../../config/mesh';
import {
  MeshHealthCheck,
  MeshHealthCheckSpecTargetRefKind,
  MeshHealthCheckSpecToTargetRefKind,
  MeshTimeout,
  MeshTimeoutSpecTargetRefKind,
  MeshTimeoutSpecToTargetRefKind,
} from '../../../imports/kuma.io';
import { type HealthCheck, type Service, type Timeouts, versionName } from '../service-graph';
import { meshLabel } from './names';

/** A duration as Kuma reads it. */
export function duration(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}

/** Time limits of calls to a service: on the service itself, where its route is chosen. */
export function addTimeout(
  scope: Construct,
  mesh: KongMeshConfig,
  namespace: string,
  service: Service,
  timeouts: Timeouts,
): void {
  new MeshTimeout(scope, `timeout-${service.name}`, {
    metadata: { name: service.name, namespace, labels: { ...meshLabel(mesh) } },
    spec: {
      targetRef: { kind: MeshTimeoutSpecTargetRefKind.MESH },
      to: [
        {
          targetRef: { kind: MeshTimeoutSpecToTargetRefKind.MESH_SERVICE, name: service.name },
          default: {
            idleTimeout: duration(timeouts.idleMilliseconds),
            http: { requestTimeout: duration(timeouts.requestMilliseconds) },
          },
        },
      ],
    },
  });
}

/** Health checks of a service's versions: on each version, for its endpoints are what is checked. */
export function addHealthCheck(
  scope: Construct,
  mesh: KongMeshConfig,
  namespace: string,
  service: Service,
  check: HealthCheck,
): void {
  new MeshHealthCheck(scope, `health-check-${service.name}`, {
    metadata: { name: service.name, namespace, labels: { ...meshLabel(mesh) } },
    spec: {
      targetRef: { kind: MeshHealthCheckSpecTargetRefKind.MESH },
      to: service.versions.map((version) => ({
        targetRef: {
          kind: MeshHealthCheckSpecToTargetRefKind.MESH_SERVICE,
          name: versionName(service, version),
        },
        default: {
          interval: duration(check.intervalMilliseconds),
          timeout: duration(check.timeoutMilliseconds),
          healthyThreshold: check.healthyThreshold,
          unhealthyThreshold: check.unhealthyThreshold,
          ...(check.path === undefined ? {} : { http: { path: check.path, expectedStatuses: [200] } }),
        },
      })),
    },
  });
}
