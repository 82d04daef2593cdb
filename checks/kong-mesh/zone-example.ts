/** What the cluster of `zoneExample` has already. */
export const zoneGiven: readonly string[] = [
  'Namespace kong-mesh-system',
  'HelmRepository kong-mesh-system/kong-mesh',
  'Secret kong-mesh-system/cp-token',
];

/** YAML of the install of a zone of Konnect. */
export function zoneExample(change: {
  readonly address?: string;
  readonly zone?: string;
  readonly more?: string;
}): string {
  const { address = 'grpcs://eu.mesh.sync.konghq.com:443', zone = 'zone-1', more = 'replicas: 2' } = change;
  return `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: kong-mesh, namespace: kong-mesh-system}
spec:
  interval: 10m
  chart: {spec: {chart: kong-mesh, version: 2.14.3, sourceRef: {kind: HelmRepository, name: kong-mesh}}}
  install: {crds: CreateReplace, remediation: {retries: 5}}
  upgrade: {crds: CreateReplace, remediation: {retries: 5}}
  values:
    kuma:
      controlPlane:
        mode: zone
        zone: ${zone}
        kdsGlobalAddress: ${address}
        konnect: {cpId: 5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90}
        secrets: [{Env: KMESH_MULTIZONE_ZONE_KDS_AUTH_CP_TOKEN_INLINE, Secret: cp-token, Key: token}]
        ${more}
`;
}
