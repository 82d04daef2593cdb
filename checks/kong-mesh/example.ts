/** YAML of a zone that takes its Mesh from Konnect, for the examples of rules, with what else there is. */
export function federatedExample(rest: string): string {
  return `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: kong-mesh, namespace: kong-mesh-system}
spec:
  interval: 10m
  chart: {spec: {chart: kong-mesh, version: 2.14.3, sourceRef: {kind: HelmRepository, name: kong-mesh}}}
  values:
    kuma:
      controlPlane:
        mode: zone
        zone: zone-1
        kdsGlobalAddress: grpcs://eu.mesh.sync.konghq.com:443
        konnect: {cpId: 5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90}
        secrets: [{Env: KMESH_MULTIZONE_ZONE_KDS_AUTH_CP_TOKEN_INLINE, Secret: cp-token, Key: token}]
---
${rest.trim()}
`;
}

/** What the cluster of `federatedExample` has already. */
export const federatedGiven: readonly string[] = [
  'Namespace kong-mesh-system',
  'HelmRepository kong-mesh-system/kong-mesh',
  'Secret kong-mesh-system/cp-token',
];
