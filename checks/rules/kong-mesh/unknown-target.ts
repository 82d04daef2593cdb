import { kumaGroup } from '../../../references/kinds/kuma';
import { danglingDraft, danglingReferences, fromGroup, targetId } from '../../dangling';
import { kumaFile } from '../../kong-mesh/source';
import type { SetRule } from '../../rule';

const targets = new Set(['Service', 'MeshExternalService', 'MeshMultiZoneService', 'MeshHTTPRoute']);

export const unknownTarget: SetRule = {
  id: 'kong-mesh/unknown-target',
  severity: 'error',
  title: 'a policy or a backend names a service, a port or a route that does not exist',
  why: 'Kuma makes a MeshService from each Service: a policy for a name or port without one is passed over. A backend without one hands its whole share of calls to the others, and where there is no other, every call of the rule is refused.',
  source: kumaFile('pkg/plugins/policies/core/xds/meshroute/listeners.go'),
  measured:
    'kuma-cp 2.14.3: of two backends one that is missing, or is named by a port that it does not have, hands its whole share to the other; where there is no other, the sidecar stops listening for the Service.',
  *checkSet(context) {
    for (const dangling of danglingReferences(context, (each) => fromGroup(each) === kumaGroup)) {
      if (targets.has(targetId(dangling)?.kind ?? '')) yield danglingDraft(context, dangling);
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshTCPRoute
metadata: {name: jazz, namespace: prod}
spec:
  to:
    - targetRef: {kind: MeshService, name: jazz}
      rules: [{default: {backendRefs: [{kind: MeshService, name: jazz, port: 9081}]}}]
---
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec: {ports: [{port: 9080}]}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshTCPRoute
metadata: {name: jazz, namespace: prod}
spec:
  to:
    - targetRef: {kind: MeshService, name: jazz}
      rules: [{default: {backendRefs: [{kind: MeshService, name: jazz, port: 9080}]}}]
---
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec: {ports: [{port: 9080}]}
`,
  },
};
