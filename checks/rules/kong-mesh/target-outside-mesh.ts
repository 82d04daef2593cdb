import { dig, strings } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { isInKongMesh } from '../../../references/kinds/kuma-pods';
import { byLabels } from '../../../references/labels';
import { isSystemNamespace } from '../../kong-mesh/control-plane';
import { permissionGiven } from '../../kong-mesh/permission-example';
import { policyKinds } from '../../kong-mesh/policies';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const targetOutsideMesh: ObjectRule = {
  id: 'kong-mesh/target-outside-mesh',
  severity: 'warning',
  title: 'a policy targets pods that get no proxy',
  why: 'Only a proxy knows policies: what is denied is still let in, and what is limited is not.',
  source: kumaFile('pkg/plugins/runtime/k8s/webhooks/injector'),
  kinds: policyKinds,
  *checkObject(object, { index }) {
    const labels = strings(dig(object, 'spec', 'targetRef', 'labels'));
    const { namespace } = object.metadata;
    if (namespace === undefined || Object.keys(labels).length === 0 || isSystemNamespace(namespace, index))
      return;
    // What the labels of a namespace are that is not in the set is not known.
    if (index.get(objectId('', 'Namespace', undefined, namespace)) === undefined) return;
    const pods = index.pods(namespace, byLabels(labels));
    if (pods.length === 0 || pods.some((pod) => isInKongMesh(pod, index))) return;
    yield {
      object,
      path: '/spec/targetRef/labels',
      message: `${object.kind} ${object.metadata.name} targets pods that get no proxy`,
      found: `pods of ${namespace} outside of the mesh`,
      expected: 'pods of a namespace with kuma.io/sidecar-injection: enabled',
      mend: `label namespace ${namespace}, or remove the policy`,
    };
  },
  example: {
    given: [...permissionGiven, 'kong-mesh', 'Mesh default'],
    fails: example('disabled'),
    passes: example('enabled'),
  },
};

function example(injection: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: kong, labels: {kuma.io/sidecar-injection: ${injection}}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshPassthrough
metadata: {name: kong, namespace: kong}
spec:
  targetRef: {kind: Dataplane, labels: {app.kubernetes.io/name: gateway}}
  default: {passthroughMode: None}
---
apiVersion: v1
kind: Pod
metadata: {name: gateway, namespace: kong, labels: {app.kubernetes.io/name: gateway}}
spec: {containers: [{name: proxy, image: "kong/kong-gateway:3.10"}]}
`;
}
