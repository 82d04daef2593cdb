import { dig } from '../../../references/fields';
import { byLabels, describeSelector, readSelector } from '../../../references/labels';
import { controllerFile } from '../../app-mesh/source';
import type { ObjectRule } from '../../rule';

export const selectsNoPods: ObjectRule = {
  id: 'app-mesh/selects-no-pods',
  severity: 'warning',
  title: 'the pod selector of a virtual node or gateway selects no pod',
  why: 'No pod gets the sidecar of this virtual node; those that were meant are refused, or take another one’s.',
  source: controllerFile('pkg/virtualnode/membership_designator.go'),
  kinds: ['appmesh.k8s.aws/VirtualNode', 'appmesh.k8s.aws/VirtualGateway'],
  *checkObject(object, { index }) {
    const selector = readSelector(dig(object, 'spec', 'podSelector'));
    const namespace = object.metadata.namespace ?? 'default';
    if (selector === undefined || index.pods(namespace, selector).length > 0) return;
    // A set that holds no workload of the namespace says nothing about its pods.
    const others = index.pods(namespace, byLabels({}));
    if (others.length === 0) return;
    const labels = new Set(others.map((pod) => describeSelector(byLabels(pod.labels))));
    yield {
      object,
      path: '/spec/podSelector',
      message: 'no pod has these labels',
      found: describeSelector(selector),
      expected: `labels of a pod in ${namespace}: ${[...labels].slice(0, 3).join('; ')}`,
      mend: 'write the labels of the pod template, not those of the workload or the Service',
    };
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec: {podSelector: {matchLabels: {app: jaz}}}
---
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {app: jazz}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0"}]}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec: {podSelector: {matchLabels: {app: jazz}}}
---
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {app: jazz}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0"}]}
`,
  },
};
