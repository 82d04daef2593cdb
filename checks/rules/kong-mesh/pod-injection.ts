import { pointer } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { kumaFile } from '../../kong-mesh/source';
import { podsOf } from '../../pods';
import type { SetRule } from '../../rule';

const key = 'kuma.io/sidecar-injection';

export const podInjection: SetRule = {
  id: 'kong-mesh/pod-injection',
  severity: 'error',
  title: 'a pod asks for its proxy where the injector does not hear it',
  why: 'The webhook reads a label of the pod, and only in namespaces that have the label themselves: the pod starts without a proxy.',
  source: kumaFile('pkg/plugins/runtime/k8s/webhooks/injector/injector.go; UPGRADE.md 2.11'),
  measured:
    'kuma-cp 2.14.3, registered as its chart registers it, gives the pod of the failing example no sidecar, and that of the passing one kuma-init and kuma-sidecar.',
  *checkSet({ index }) {
    for (const pod of podsOf(index)) {
      const written = `${pod.path}${pointer('metadata')}`;
      if (pod.annotations[key] !== undefined && pod.labels[key] === undefined) {
        yield {
          object: pod.by,
          path: `${written}${pointer('annotations', key)}`,
          message: `${key} is read from labels only`,
          found: `${key} as an annotation`,
          expected: `${key} as a label of the pod`,
          mend: 'move it to the labels',
        };
      }
      const label = pod.labels[key];
      if (label !== 'enabled' && label !== 'true') continue;
      const namespace = index.get(objectId('', 'Namespace', undefined, pod.namespace));
      if (namespace === undefined || namespace.metadata.labels?.[key] !== undefined) continue;
      yield {
        object: namespace,
        path: '/metadata/labels',
        message: `the pods of ${pod.name} ask for a proxy in a namespace that the injector does not look at`,
        found: `no label ${key}`,
        expected: `${key}: enabled, or disabled where only some pods get a proxy`,
        mend: `label the namespace ${key}: disabled to leave its other pods as they are`,
      };
    }
  },
  example: {
    given: ['kong-mesh', 'Mesh default'],
    fails: `
apiVersion: v1
kind: Namespace
metadata: {name: prod}
---
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {kuma.io/sidecar-injection: enabled}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0"}]}
`,
    passes: `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {kuma.io/sidecar-injection: disabled}}
---
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {kuma.io/sidecar-injection: enabled}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0"}]}
`,
  },
};
