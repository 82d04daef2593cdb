import { ByKind } from '../references/by-identity';
import type { HelmInstall } from '../references/helm-install';
import { groupOf, type Manifest } from '../references/manifest';

/** The stages, in order. Their numbers and names are fixed, so that a file does not move when something is added. */
export const stages = [
  '00-foundation',
  '10-operators',
  '20-secrets',
  '30-mesh',
  '40-mesh-policies',
  '50-workloads',
  '60-routes',
] as const;

export type Stage = (typeof stages)[number];

/** Position of a stage, from 0. */
export function rankOf(stage: Stage): number {
  return stages.indexOf(stage);
}

/** Position of the stage whose folder a path is in, such as `30-mesh/app-mesh.yaml`; undefined for one outside of them. */
export function rankOfPath(path: string): number | undefined {
  const folders = path.split('/');
  const rank = stages.findIndex((stage) => folders.includes(stage));
  return rank < 0 ? undefined : rank;
}

const workloads: Stage = '50-workloads';

/** The earliest stage of a kind, where it is not the workloads'. References move objects later, never earlier. */
const homes = new ByKind<Stage>();
home('00-foundation', '', [
  'Namespace',
  'ServiceAccount',
  'ConfigMap',
  'ResourceQuota',
  'LimitRange',
  'Secret',
]);
home('00-foundation', 'rbac.authorization.k8s.io', [
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
]);
home('00-foundation', 'apiextensions.k8s.io', ['CustomResourceDefinition']);
home('00-foundation', 'scheduling.k8s.io', ['PriorityClass']);
home('00-foundation', 'storage.k8s.io', ['StorageClass']);
home('00-foundation', 'networking.k8s.io', ['NetworkPolicy']);
home('00-foundation', 'iam.services.k8s.aws', ['*']);
home('00-foundation', 'eks.services.k8s.aws', ['*']);
home('00-foundation', 'source.toolkit.fluxcd.io', ['*']);
home('00-foundation', 'argoproj.io', ['AppProject']);
home('10-operators', 'helm.toolkit.fluxcd.io', ['*']);
home('10-operators', 'argoproj.io', ['Application']);
home('20-secrets', 'external-secrets.io', ['*']);
home('20-secrets', 'generators.external-secrets.io', ['*']);
home('20-secrets', 'cert-manager.io', ['*']);
home('20-secrets', 'appmesh.k8s.aws', ['Mesh']);
home('30-mesh', 'appmesh.k8s.aws', ['*']);
home('30-mesh', 'kuma.io', ['Mesh']);
home('40-mesh-policies', 'kuma.io', [
  'HostnameGenerator',
  'MeshAccessLog',
  'MeshExternalService',
  'MeshIdentity',
  'MeshMetric',
  'MeshOpenTelemetryBackend',
  'MeshPassthrough',
  'MeshTLS',
  'MeshTrace',
  'MeshTrafficPermission',
  'MeshTrust',
]);
home('40-mesh-policies', 'gateway-operator.konghq.com', ['*']);
home('40-mesh-policies', 'konnect.konghq.com', ['*']);
home('50-workloads', 'gateway.networking.k8s.io', ['GatewayClass', 'Gateway', 'ReferenceGrant']);
home('50-workloads', 'configuration.konghq.com', ['KongReferenceGrant']);
home('60-routes', 'kuma.io', ['*']);
home('60-routes', 'configuration.konghq.com', ['*']);
home('60-routes', 'gateway.networking.k8s.io', ['*']);
home('60-routes', 'networking.k8s.io', ['Ingress', 'IngressClass']);

/** Charts that install no operator but a gateway, whose home is with the workloads. */
const workloadCharts = new Set(['ingress', 'kong']);

/** The earliest stage of an object. `install` is what it installs with Helm, if anything. */
export function homeOf(object: Manifest, install: HelmInstall | undefined): Stage {
  if (install !== undefined && workloadCharts.has(install.chart)) return workloads;
  const group = groupOf(object.apiVersion);
  // A namespaced Role of RBAC and one of ACK share their kind but not their group.
  return homes.get(group, object.kind) ?? homes.get(group, '*') ?? workloads;
}

function home(stage: Stage, group: string, kinds: readonly string[]): void {
  for (const kind of kinds) homes.getOrMake(group, kind, () => stage);
}
