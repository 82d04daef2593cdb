import type { Construct } from 'constructs';
import { serviceLabels, versionServiceName } from '../../../config/graph/service-graph';
import type { ConnectionLimits, OutlierEjection } from '../../../config/graph/traffic';
import {
  MeshCircuitBreaker,
  MeshCircuitBreakerSpecTargetRefKind,
  MeshCircuitBreakerSpecToTargetRefKind,
} from '../../../imports/kuma.io';
import { duration } from './duration';
import { type PolicyProps, policyMetadata } from './policy';

/** Limits that each pod of a service puts on all callers together, in its own sidecar, as App Mesh does. */
export function addConnectionLimits(
  scope: Construct,
  { mesh, namespace, service }: PolicyProps,
  limits: ConnectionLimits,
): void {
  new MeshCircuitBreaker(scope, `connection-limits-${service.name}`, {
    // One policy has either rules for incoming calls or conditions of outgoing ones.
    metadata: policyMetadata(mesh, namespace, `${service.name}-connections`),
    spec: {
      targetRef: {
        kind: MeshCircuitBreakerSpecTargetRefKind.DATAPLANE,
        labels: { ...serviceLabels(service) },
      },
      rules: [{ default: { connectionLimits: { ...limits } } }],
    },
  });
}

/** When callers leave out a pod that fails: on the versions, for their pods are what is left out. */
export function addOutlierEjection(
  scope: Construct,
  { mesh, namespace, service }: PolicyProps,
  ejection: OutlierEjection,
): void {
  new MeshCircuitBreaker(scope, `outlier-ejection-${service.name}`, {
    metadata: policyMetadata(mesh, namespace, service.name),
    spec: {
      targetRef: { kind: MeshCircuitBreakerSpecTargetRefKind.MESH },
      to: service.versions.map((version) => ({
        targetRef: {
          kind: MeshCircuitBreakerSpecToTargetRefKind.MESH_SERVICE,
          name: versionServiceName(service, version),
        },
        default: {
          outlierDetection: {
            interval: duration(ejection.intervalMilliseconds),
            baseEjectionTime: duration(ejection.baseEjectionMilliseconds),
            maxEjectionPercent: ejection.maxEjectionPercent,
            detectors: { totalFailures: { consecutive: ejection.consecutiveErrors } },
          },
        },
      })),
    },
  });
}
