import type { KongMeshConfig } from '../../../config/mesh';

/** Namespace of the Kong Mesh control plane, which is also the system namespace of Kuma. */
export const systemNamespace = 'kong-mesh-system';

/** Name of the zone: that of Konnect, or the one that a control plane without a global one gives itself. */
export function zoneName(mesh: KongMeshConfig): string {
  return mesh.controlPlane === 'konnect' ? konnectZone(mesh).zone : 'default';
}

/** The Konnect settings of a mesh. @throws Error when `controlPlane: konnect` came without them, which config refuses */
export function konnectZone(mesh: KongMeshConfig): NonNullable<KongMeshConfig['konnect']> {
  if (mesh.konnect === undefined) {
    throw new Error('controlPlane: konnect needs the settings of the zone under mesh.konnect');
  }
  return mesh.konnect;
}

/** SPIFFE trust domain of the workloads' identities. */
export function trustDomain(mesh: KongMeshConfig): string {
  return `${mesh.name}.${zoneName(mesh)}.mesh.local`;
}

/** SPIFFE id of the pods of one ServiceAccount. */
export function spiffeId(mesh: KongMeshConfig, namespace: string, serviceAccount: string): string {
  return `spiffe://${trustDomain(mesh)}/ns/${namespace}/sa/${serviceAccount}`;
}

/** Labels of a namespace whose pods join a mesh (required since Kong Mesh 2.11). */
export function meshNamespaceLabels(mesh: Pick<KongMeshConfig, 'name'>): Readonly<Record<string, string>> {
  return { 'kuma.io/sidecar-injection': 'enabled', 'kuma.io/mesh': mesh.name };
}

/** Label of a pod that stays out of the mesh in a namespace whose pods join it. */
export const outsideMesh = { 'kuma.io/sidecar-injection': 'disabled' } as const;

/** Label that names the mesh of a policy. */
export function meshLabel(mesh: Pick<KongMeshConfig, 'name'>): Readonly<Record<string, string>> {
  return { 'kuma.io/mesh': mesh.name };
}

/** Labels of an object in the system namespace; without the origin a federated zone refuses it. */
export function systemLabels(mesh: KongMeshConfig): Readonly<Record<string, string>> {
  return { ...meshLabel(mesh), 'kuma.io/origin': 'zone' };
}
