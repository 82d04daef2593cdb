import type { ServiceConfig, VersionConfig } from '../../config/application/service';
import type { ClusterConfig } from '../../config/cluster';
import type { MeshBackend } from '../../config/graph/graph-error';
import type { JsonMap } from '../../config/kubernetes/field';
import { spreadConstraints } from '../spread';

/** Seconds for which a pod that ends still takes calls: as long as it takes until everybody who calls knows. */
const drain = 10;

/** Whether others call the pods of a service, so that they have to outlive a node, and to end without dropping calls. */
function isCalled({ kind, ports }: ServiceConfig): boolean {
  return kind !== 'CronJob' && Object.keys(ports ?? {}).length > 0;
}

/**
 * How many pods a version has without an autoscaler: two where others call it. One where it is said to keep state: a second
 * pod of a StatefulSet is another member, and one that shares a claim may never start.
 */
export function replicasOf(service: ServiceConfig, { replicas, volumes = {} }: VersionConfig): number {
  if (replicas !== undefined) return replicas;
  const claims = Object.values(volumes).some((volume) => 'persistentVolumeClaim' in volume);
  return isCalled(service) && service.kind === 'Deployment' && !claims ? 2 : 1;
}

/** The spec of a version's autoscaler, as far as it is given. */
export function autoscalingOf(service: ServiceConfig, { autoscaling }: VersionConfig): JsonMap | undefined {
  if (autoscaling === undefined) return undefined;
  const { maxReplicas } = autoscaling;
  const minReplicas = typeof maxReplicas === 'number' && maxReplicas < 2 ? 1 : 2;
  return isCalled(service) && service.kind === 'Deployment' ? { minReplicas, ...autoscaling } : autoscaling;
}

/** The spec of a version's disruption budget: one pod at a time where there are several. */
export function disruptionBudgetOf(service: ServiceConfig, version: VersionConfig): JsonMap | undefined {
  if (version.disruptionBudget !== undefined) return version.disruptionBudget;
  const scaled = autoscalingOf(service, version);
  const least = scaled === undefined ? replicasOf(service, version) : (scaled.minReplicas ?? 1);
  return isCalled(service) && typeof least === 'number' && least > 1 ? { maxUnavailable: 1 } : undefined;
}

/** How the pods of a version are spread; undefined where it is left to the scheduler. */
export function spreadOf(
  config: Pick<ClusterConfig, 'production'>,
  service: ServiceConfig,
  version: VersionConfig,
  labels: Readonly<Record<string, string>>,
): readonly unknown[] | undefined {
  const said = version.topologySpreadConstraints;
  if (said === undefined) {
    return isCalled(service) ? spreadConstraints(config, labels, service.kind === 'Deployment') : undefined;
  }
  if (said.length === 0) return undefined;
  return said.map((constraint) =>
    typeof constraint === 'object' && constraint !== null && !Array.isArray(constraint)
      ? { labelSelector: { matchLabels: labels }, ...constraint }
      : constraint,
  );
}

/**
 * What is done before a container of a version ends. On App Mesh nothing by itself: the controller's injector does not know `sleep` (seen
 * with v1.13.3), takes it away, and the API server refuses every pod whose hook is then empty.
 */
export function lifecycleOf(
  { backend }: { readonly backend: MeshBackend | undefined },
  service: ServiceConfig,
  version: VersionConfig,
): JsonMap | undefined {
  const { lifecycle, terminationGracePeriodSeconds = 30 } = version;
  if (lifecycle !== undefined) return Object.keys(lifecycle).length === 0 ? undefined : lifecycle;
  return isCalled(service) && backend !== 'app-mesh' && terminationGracePeriodSeconds > drain
    ? { preStop: { sleep: { seconds: drain } } }
    : undefined;
}
