import { pointer, text } from '../../../references/fields';
import { meshOf } from '../../../references/kinds/kuma';
import { policyKinds } from '../../kong-mesh/policies';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

const label = 'kuma.io/mesh';

export const otherMesh: ObjectRule = {
  id: 'kong-mesh/other-mesh',
  severity: 'error',
  title: 'a policy belongs to another mesh than the pods of its namespace',
  why: 'It holds for nobody: pods take the mesh from their namespace’s label, a policy only from its own, and default without one.',
  source: kumaFile('pkg/plugins/runtime/k8s/webhooks/defaulter.go'),
  kinds: policyKinds,
  *checkObject(object, { index }) {
    const { namespace, labels, annotations } = object.metadata;
    const mesh = namespace === undefined ? undefined : text(index.namespaceLabels(namespace)[label]);
    if (mesh === undefined || mesh === meshOf(object)) return;
    yield {
      object,
      path: labels?.[label] === undefined ? '/metadata' : pointer('metadata', 'labels', label),
      message: `the policy belongs to mesh ${meshOf(object)}, the pods of ${namespace ?? ''} to ${mesh}`,
      found:
        text(labels?.[label]) ??
        (annotations?.[label] === undefined
          ? `no label ${label}`
          : `${label} as an annotation, which is not read`),
      expected: `${label}: ${mesh}`,
      mend: `label the policy ${label}: ${mesh}`,
      nearest: mesh,
    };
  },
  example: {
    given: ['kong-mesh', 'Mesh default', 'Mesh dj-app'],
    fails: `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {kuma.io/sidecar-injection: enabled, kuma.io/mesh: dj-app}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: all, namespace: prod}
spec: {to: [{targetRef: {kind: Mesh}, default: {idleTimeout: 60s}}]}
`,
    passes: `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {kuma.io/sidecar-injection: enabled, kuma.io/mesh: dj-app}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: all, namespace: prod, labels: {kuma.io/mesh: dj-app}}
spec: {to: [{targetRef: {kind: Mesh}, default: {idleTimeout: 60s}}]}
`,
  },
};
