import type { Construct } from 'constructs';
import { serviceGraph } from '../../config/application/graph';
import type { ClusterConfig } from '../../config/cluster';
import { podOwners, serviceLabels } from '../../config/graph/service-graph';
import type { KongMeshConfig } from '../../config/mesh';
import { MeshMetric, MeshMetricSpecTargetRefKind } from '../../imports/kuma.io';
import { policyMetadata } from '../mesh/kong-mesh/policy';

/**
 * Metrics that applications give themselves: each proxy fetches those of its own pod, and gives them with its own. Nobody outside
 * the mesh reaches the application's port where the mesh is strict about mutual TLS.
 */
export function addOwnMetrics(scope: Construct, config: ClusterConfig, mesh: KongMeshConfig): void {
  for (const application of Object.values(config.applications)) {
    for (const owner of podOwners(serviceGraph(application, config))) {
      const own = application.services[owner.name]?.metrics;
      if (own === undefined) continue;
      const { name: namespace } = application.namespace;
      new MeshMetric(scope, `metrics-${namespace}-${owner.name}`, {
        metadata: policyMetadata(mesh, namespace, owner.name),
        spec: {
          targetRef: { kind: MeshMetricSpecTargetRefKind.DATAPLANE, labels: { ...serviceLabels(owner) } },
          default: { applications: [{ name: owner.name, path: own.path, port: own.port }] },
        },
      });
    }
  }
}
