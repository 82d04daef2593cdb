import type { RiskCase } from '../edit';

const kongMesh = 'us-west-2-kong-mesh';
const appMesh = 'us-west-2-app-mesh';
const konnect = 'eu-west-1-kong-mesh';
const permission = 'kuma.io/MeshTrafficPermission prod/jazz';
const callers = '/spec/rules/0/default/allow';
const identity = 'kuma.io/MeshIdentity kong-mesh-system/identity';
const weights = (first: number, second: number) => ({
  '/spec/to/0/rules/0/default/backendRefs/0/weight': first,
  '/spec/to/0/rules/0/default/backendRefs/1/weight': second,
});
const meshTls = `
apiVersion: kuma.io/v1alpha1
kind: MeshTLS
metadata: {name: strict, namespace: kong-mesh-system}
spec: {targetRef: {kind: Mesh}, rules: [{default: {mode: Strict}}]}
`;
const denied = `
apiVersion: kuma.io/v1alpha1
kind: MeshTrafficPermission
metadata: {name: ledger, namespace: prod}
spec: {rules: [{default: {deny: [{spiffeID: {type: Exact, value: "spiffe://m/ns/prod/sa/guest"}}]}}]}
`;
const node = `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz, namespace: prod}
spec:
  awsName: jazz
  listeners: [{portMapping: {port: 9080, protocol: http}, tls: {mode: STRICT}}]
  backendDefaults: {clientPolicy: {tls: {enforce: true}}}
  serviceDiscovery: {awsCloudMap: {namespaceName: a, serviceName: b}}
`;

/** Changes of the mesh, and what the reviewer reads. */
export const meshCases: readonly RiskCase[] = [
  {
    change: 'a canary moves from 5 to 50',
    before: kongMesh,
    object: 'kuma.io/MeshHTTPRoute prod/jazz',
    edits: weights(50, 50),
    risks: ['medium prod/jazz: 5 % -> 50 % of calls go to jazz-v2 (95/5 to 50/50) [canary-moved]'],
  },
  {
    change: 'a canary goes all the way',
    before: kongMesh,
    object: 'kuma.io/MeshHTTPRoute prod/jazz',
    edits: weights(0, 100),
    risks: ['medium prod/jazz: 5 % -> 100 % of calls go to jazz-v2 (95/5 to 0/100) [canary-moved]'],
  },
  {
    change: 'a canary is taken back',
    before: kongMesh,
    object: 'kuma.io/MeshHTTPRoute prod/jazz',
    edits: weights(100, 0),
    risks: ['medium prod/jazz: 5 % -> 0 % of calls go to jazz-v2 (95/5 to 100/0) [canary-moved]'],
  },
  {
    change: 'all weights become 0',
    before: kongMesh,
    object: 'kuma.io/MeshHTTPRoute prod/jazz',
    edits: weights(0, 0),
    risks: [
      'high prod/jazz: no version has a weight above 0 any more, and every call is refused [canary-empty]',
    ],
  },
  {
    change: 'a canary moves on App Mesh',
    before: appMesh,
    object: 'appmesh.k8s.aws/VirtualRouter prod/jazz-router',
    edits: {
      '/spec/routes/0/httpRoute/action/weightedTargets/0/weight': 75,
      '/spec/routes/0/httpRoute/action/weightedTargets/1/weight': 25,
    },
    risks: ['medium prod/jazz: 5 % -> 25 % of calls go to jazz-v2 (95/5 to 75/25) [canary-moved]'],
  },
  {
    change: 'the rule that shares calls goes',
    before: kongMesh,
    object: 'kuma.io/MeshHTTPRoute prod/jazz',
    edits: 'gone',
    risks: ['medium prod/jazz: nothing shares its calls among its versions any more [split-removed]'],
  },
  {
    change: 'a permission gets a further caller',
    before: kongMesh,
    object: permission,
    edits: {
      [`${callers}/-`]: {
        spiffeID: { type: 'Exact', value: 'spiffe://dj-app.default.mesh.local/ns/prod/sa/dj' },
      },
    },
    risks: [
      'high prod/jazz may now be called by spiffe://dj-app.default.mesh.local/ns/prod/sa/dj [caller-added]',
    ],
  },
  {
    change: 'an exact caller becomes a prefix',
    before: kongMesh,
    object: permission,
    edits: { [`${callers}/0/spiffeID/type`]: 'Prefix' },
    risks: [
      'high prod/jazz may now be called by everyone whose identity begins with spiffe://dj-app.default.mesh.local/ns/kong/sa/kong-gateway [caller-added]',
    ],
  },
  {
    change: 'a permission loses its caller',
    before: kongMesh,
    object: permission,
    edits: { [`${callers}/0`]: undefined },
    risks: [
      'medium prod/jazz may no longer be called by spiffe://dj-app.default.mesh.local/ns/kong/sa/kong-gateway [caller-removed]',
    ],
  },
  {
    change: 'a permission holds for every pod',
    before: kongMesh,
    object: permission,
    edits: { '/spec/targetRef/labels': undefined },
    risks: ['high MeshTrafficPermission prod/jazz holds for every pod now [permission-target-widened]'],
  },
  {
    change: 'a VirtualNode gets a further backend',
    before: appMesh,
    object: 'appmesh.k8s.aws/VirtualNode kong/kong',
    edits: {
      '/spec/backends/-': { virtualService: { virtualServiceRef: { name: 'ledger', namespace: 'bank' } } },
    },
    risks: ['high kong/kong may now call bank/ledger [backend-added]'],
  },
  {
    change: 'a VirtualNode loses a backend',
    before: appMesh,
    object: 'appmesh.k8s.aws/VirtualNode kong/kong',
    edits: { '/spec/backends/0': undefined },
    risks: ['medium kong/kong may no longer call prod/jazz [backend-removed]'],
  },
  {
    change: 'the egress filter of App Mesh opens',
    before: appMesh,
    object: 'appmesh.k8s.aws/Mesh dj-app',
    edits: { '/spec/egressFilter/type': 'ALLOW_ALL' },
    risks: [
      'high mesh dj-app: its pods may now call every host, its egress filter is ALLOW_ALL [egress-opened]',
    ],
  },
  {
    change: 'Kuma lets traffic pass through',
    before: kongMesh,
    object: 'kuma.io/Mesh dj-app',
    edits: { '/spec/networking/outbound/passthrough': true },
    risks: ['high mesh dj-app: its pods may now call every host, traffic passes through [egress-opened]'],
  },
  {
    change: 'a way out gets a further host',
    before: konnect,
    object: 'kuma.io/MeshPassthrough kong/kong',
    edits: {
      '/spec/default/appendMatch/-': { type: 'Domain', value: '*.example.com', port: 443, protocol: 'tls' },
    },
    risks: ['high kong/kong: its pods may now call *.example.com:443 [passthrough-widened]'],
  },
  {
    change: 'a way out opens to every host',
    before: konnect,
    object: 'kuma.io/MeshPassthrough kong/kong',
    edits: { '/spec/default': { passthroughMode: 'All' } },
    risks: ['high kong/kong: its pods may now call every host [passthrough-widened]'],
  },
  {
    change: 'the identities go',
    before: kongMesh,
    object: identity,
    edits: 'gone',
    risks: [
      'high MeshIdentity kong-mesh-system/identity is gone: mutual TLS no longer holds for its pods [identity-removed]',
    ],
  },
  {
    change: 'the identities are of another trust domain',
    before: kongMesh,
    object: identity,
    edits: { '/spec/spiffeID/trustDomain': 'other.mesh.local' },
    risks: [
      'high MeshIdentity kong-mesh-system/identity: spiffeID.trustDomain dj-app.default.mesh.local -> other.mesh.local; permissions name the old identities [identity-changed]',
    ],
  },
  {
    change: 'the mesh on the global control plane leaves Exclusive',
    before: konnect,
    object: 'kuma.io/Mesh default',
    edits: { '/spec/meshServices/mode': 'Everywhere' },
    risks: [
      'high mesh default: meshServices.mode is Everywhere, and without Exclusive no MeshIdentity and no permission holds [tls-loosened]',
    ],
  },
  {
    change: 'MeshTLS goes from Strict to Permissive',
    before: meshTls,
    object: 'kuma.io/MeshTLS kong-mesh-system/strict',
    edits: { '/spec/rules/0/default/mode': 'Permissive' },
    risks: [
      'high MeshTLS kong-mesh-system/strict: mutual TLS is Permissive, calls in plain text are accepted [tls-loosened]',
    ],
  },
  {
    change: 'a VirtualNode no longer insists on TLS',
    before: node,
    object: 'appmesh.k8s.aws/VirtualNode prod/jazz',
    edits: { '/spec/listeners/0/tls': undefined, '/spec/backendDefaults/clientPolicy/tls/enforce': false },
    risks: [
      'high prod/jazz: its listener no longer insists on TLS (mode STRICT) [node-tls-loosened]',
      'high prod/jazz: it no longer insists on TLS when it calls others [node-tls-loosened]',
    ],
  },
  {
    change: 'the AWS name of a VirtualNode changes',
    before: node,
    object: 'appmesh.k8s.aws/VirtualNode prod/jazz',
    edits: { '/spec/awsName': 'jazz2' },
    risks: [
      'high VirtualNode prod/jazz: spec.awsName cannot be changed in place; the sync fails until the object is deleted and made anew [immutable-field]',
    ],
  },
  {
    change: 'the cloud map of a VirtualNode changes',
    before: node,
    object: 'appmesh.k8s.aws/VirtualNode prod/jazz',
    edits: { '/spec/serviceDiscovery/awsCloudMap/serviceName': 'c' },
    risks: [
      'high VirtualNode prod/jazz: spec.serviceDiscovery.awsCloudMap.serviceName cannot be changed in place; the sync fails until the object is deleted and made anew [immutable-field]',
    ],
  },
  {
    change: 'the health of one version is no longer asked for',
    before: kongMesh,
    object: 'kuma.io/MeshHealthCheck prod/jazz',
    edits: { '/spec/to/1': undefined },
    risks: [
      'medium the health of jazz-v2 is no longer asked for (MeshHealthCheck prod/jazz) [health-check-removed]',
    ],
  },
  {
    change: 'a VirtualNode loses its health check',
    before: appMesh,
    object: 'appmesh.k8s.aws/VirtualNode prod/jazz-v1',
    edits: { '/spec/listeners/0/healthCheck': undefined },
    risks: ['medium the health of prod/jazz-v1 is no longer asked for [health-check-removed]'],
  },
  {
    change: 'a namespace loses its injection label',
    before: kongMesh,
    object: 'Namespace prod',
    edits: { '/metadata/labels/kuma.io~1sidecar-injection': undefined },
    risks: [
      'high Namespace prod: new pods have no proxy (kuma.io/sidecar-injection: enabled -> nothing), so no mutual TLS, no permissions and no routes of the mesh [injection-removed]',
    ],
  },
  {
    change: 'a namespace moves to another mesh',
    before: kongMesh,
    object: 'Namespace prod',
    edits: { '/metadata/labels/kuma.io~1mesh': 'other' },
    risks: ['high Namespace prod: its mesh is other, was dj-app [mesh-changed]'],
  },
  {
    change: 'a caller is no longer denied',
    before: denied,
    object: 'kuma.io/MeshTrafficPermission prod/ledger',
    edits: { '/spec/rules/0/default/deny': undefined },
    risks: [
      'high what MeshTrafficPermission prod/ledger holds for no longer denies calls to spiffe://m/ns/prod/sa/guest [denial-removed]',
    ],
  },
  {
    change: 'the time-outs of a service go',
    before: kongMesh,
    object: 'kuma.io/MeshTimeout prod/jazz',
    edits: 'gone',
    risks: ['low MeshTimeout prod/jazz is gone [resilience-removed]'],
  },
];
