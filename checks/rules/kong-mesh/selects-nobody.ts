import { kumaGroup } from '../../../references/kinds/kuma';
import { danglingDraft, danglingReferences, fromGroup } from '../../dangling';
import { kumaFile } from '../../kong-mesh/source';
import type { SetRule } from '../../rule';

export const selectsNobody: SetRule = {
  id: 'kong-mesh/selects-nobody',
  severity: 'warning',
  title: 'a policy targets proxies by labels that no pod has',
  why: 'The policy holds for nobody: what it permits stays denied, what it opens stays closed.',
  source: kumaFile('pkg/plugins/policies/core/matchers/dataplane.go'),
  *checkSet(context) {
    for (const dangling of danglingReferences(context, (each) => fromGroup(each) === kumaGroup)) {
      if (dangling.target.type === 'pods') yield danglingDraft(context, dangling);
    }
  },
  example: {
    given: ['kong-mesh', 'Mesh default', 'Namespace kong'],
    fails: example('gatewy'),
    passes: example('gateway'),
  },
};

function example(name: string): string {
  return `
apiVersion: kuma.io/v1alpha1
kind: MeshPassthrough
metadata: {name: kong, namespace: kong}
spec:
  targetRef: {kind: Dataplane, labels: {app.kubernetes.io/name: ${name}}}
  default: {passthroughMode: None}
---
apiVersion: v1
kind: Pod
metadata: {name: gateway, namespace: kong, labels: {app.kubernetes.io/name: gateway}}
spec: {containers: [{name: proxy, image: "kong/kong-gateway:3.10"}]}
`;
}
