import { dig } from '../../../references/fields';
import { describeSelector, readSelector } from '../../../references/labels';
import { controllerFile } from '../../app-mesh/source';
import type { ObjectRule } from '../../rule';

const injector = 'appmesh.k8s.aws/sidecarInjectorWebhook';

export const selectsOtherPods: ObjectRule = {
  id: 'app-mesh/selects-other-pods',
  severity: 'warning',
  title: 'a virtual node selects pods that are not in the mesh beside those that are',
  why: 'The selector is wider than it is meant to be: once such a pod loses its annotation, it is injected as this node.',
  source: controllerFile('pkg/inject; pkg/virtualnode/membership_designator.go'),
  kinds: ['appmesh.k8s.aws/VirtualNode'],
  *checkObject(object, { index }) {
    const selector = readSelector(dig(object, 'spec', 'podSelector'));
    if (selector === undefined) return;
    const pods = index.pods(object.metadata.namespace, selector);
    const out = pods.find((pod) => pod.annotations[injector] === 'disabled');
    if (out === undefined || pods.every((pod) => pod.annotations[injector] === 'disabled')) return;
    yield {
      object,
      path: '/spec/podSelector',
      message: `VirtualNode ${object.metadata.name} selects the pods of ${out.name}, which are kept out of the mesh`,
      found: describeSelector(selector),
      expected: 'labels that only the pods of this node have',
      mend: 'add a label to the selector that tells them apart',
    };
  },
  example: {
    given: ['app-mesh-controller'],
    fails: example('app.kubernetes.io/instance: kong'),
    passes: example('app.kubernetes.io/instance: kong, app.kubernetes.io/name: gateway'),
  },
};

function example(labels: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: kong, labels: {mesh: dj-app, ${injector}: enabled}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj-app}
spec: {namespaceSelector: {matchLabels: {mesh: dj-app}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: kong, namespace: kong}
spec: {podSelector: {matchLabels: {${labels}}}}
---
apiVersion: v1
kind: Pod
metadata: {name: gateway, namespace: kong, labels: {app.kubernetes.io/instance: kong, app.kubernetes.io/name: gateway}}
spec: {containers: [{name: proxy, image: "kong/kong-gateway:3.10"}]}
---
apiVersion: v1
kind: Pod
metadata:
  name: controller
  namespace: kong
  labels: {app.kubernetes.io/instance: kong, app.kubernetes.io/name: controller}
  annotations: {${injector}: disabled}
spec: {containers: [{name: ingress-controller, image: "kong/kubernetes-ingress-controller:3.5"}]}
`;
}
