/** What the examples of a permission and the identity behind it differ in. */
export interface PermissionExample {
  /** Path of the identities. */
  readonly path?: string;
  /** The caller that is let in. */
  readonly caller?: string;
  /** Whether a MeshIdentity is there. */
  readonly identity?: boolean;
  /** Label of the callers' namespace. */
  readonly injection?: string;
}

/** What the cluster of `permissionExample` has already. */
export const permissionGiven: readonly string[] = [
  'Namespace kong-mesh-system',
  'HelmRepository kong-mesh-system/kong-mesh',
];

/** YAML of a zone of its own, a caller in namespace kong, and the permission of a pod that it calls. */
export function permissionExample(change: PermissionExample = {}): string {
  const {
    path = '/ns/{{ .Namespace }}/sa/{{ .ServiceAccount }}',
    caller = 'spiffe://default.zone-1.mesh.local/ns/kong/sa/gateway',
    identity = true,
    injection = 'enabled',
  } = change;
  return `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: kong-mesh, namespace: kong-mesh-system}
spec:
  interval: 10m
  chart: {spec: {chart: kong-mesh, version: 2.14.3, sourceRef: {kind: HelmRepository, name: kong-mesh}}}
  install: {crds: CreateReplace, remediation: {retries: 5}}
  upgrade: {crds: CreateReplace, remediation: {retries: 5}}
  values: {kuma: {controlPlane: {mode: zone}}}
---
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: default}
spec: {meshServices: {mode: Exclusive}, networking: {outbound: {passthrough: false}}}
---
${identity ? `${identityOf(path)}---` : ''}
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {kuma.io/sidecar-injection: enabled}}
---
apiVersion: v1
kind: Namespace
metadata: {name: kong, labels: {kuma.io/sidecar-injection: ${injection}}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: gateway, namespace: kong}
---
apiVersion: v1
kind: Pod
metadata: {name: gateway, namespace: kong, labels: {app: gateway}}
spec: {serviceAccountName: gateway, containers: [{name: proxy, image: "kong/kong-gateway:3.10"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {app: jazz}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0"}]}
---
apiVersion: kuma.io/v1alpha1
kind: MeshTrafficPermission
metadata: {name: jazz, namespace: prod}
spec:
  targetRef: {kind: Dataplane, labels: {app: jazz}}
  rules: [{default: {allow: [{spiffeID: {type: Exact, value: "${caller}"}}]}}]
`;
}

function identityOf(path: string): string {
  return `apiVersion: kuma.io/v1alpha1
kind: MeshIdentity
metadata: {name: identity, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec:
  selector: {dataplane: {matchLabels: {}}}
  spiffeID: {trustDomain: default.zone-1.mesh.local, path: '${path}'}
  provider: {type: Bundled, bundled: {insecureAllowSelfSigned: true, autogenerate: {enabled: true}}}
`;
}
