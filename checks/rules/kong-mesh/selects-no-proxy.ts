import { kumaGroup } from '../../../references/kinds/kuma';
import { byLabels, describeSelector } from '../../../references/labels';
import { danglingReferences, fromGroup } from '../../dangling';
import { kumaFile } from '../../kong-mesh/source';
import type { CheckContext, SetRule } from '../../rule';

export const selectsNoProxy: SetRule = {
  id: 'kong-mesh/selects-no-proxy',
  severity: 'warning',
  title: 'the labels that a policy targets are on no pod',
  why: 'The policy holds for nobody, and what it was to permit, limit or open stays as it was.',
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
    given: ['kong-mesh', 'Namespace prod', 'Mesh default'],
    fails: example('jaz'),
    passes: example('jazz'),
  },
};

function example(app: string): string {
  return `
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: jazz, namespace: prod}
spec:
  targetRef: {kind: Dataplane, labels: {app: ${app}}}
  rules: [{default: {idleTimeout: 60s}}]
---
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {app: jazz}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0"}]}
`;
}
