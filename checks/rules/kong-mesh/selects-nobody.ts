import { kumaGroup } from '../../../references/kinds/kuma';
import { byLabels, describeSelector } from '../../../references/labels';
import { danglingReferences, fromGroup } from '../../dangling';
import { kumaFile } from '../../kong-mesh/source';
import type { CheckContext, SetRule } from '../../rule';

export const selectsNobody: SetRule = {
  id: 'kong-mesh/selects-nobody',
  severity: 'warning',
  title: 'a policy targets proxies by labels that no pod has',
  why: 'The policy holds for nobody: what it permits stays denied, what it opens stays closed.',
  source: kumaFile('pkg/plugins/policies/core/matchers/dataplane.go'),
  *checkSet({ index, ...context }: CheckContext) {
    for (const { from, path, target } of danglingReferences(
      { index, ...context },
      (each) => fromGroup(each) === kumaGroup,
    )) {
      if (target.type !== 'pods') continue;
      // A set that holds no workload of the namespace says nothing about its pods.
      const others = index.pods(target.namespace, byLabels({}));
      if (others.length === 0) continue;
      const labels = new Set(others.slice(0, 20).map((pod) => describeSelector(byLabels(pod.labels))));
      yield {
        object: from,
        path,
        message: 'no pod has these labels',
        found: describeSelector(target.selector),
        expected: `labels of a pod${target.namespace === undefined ? '' : ` in ${target.namespace}`}: ${[...labels].slice(0, 3).join('; ')}`,
        mend: 'write the labels of the pod template',
      };
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
