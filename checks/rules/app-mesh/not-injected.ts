import { dig, pointer, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { readSelector } from '../../../references/labels';
import type { Manifest } from '../../../references/manifest';
import { appMeshGroup, controllerFile } from '../../app-mesh/source';
import type { CheckContext, SetRule } from '../../rule';

const injector = 'appmesh.k8s.aws/sidecarInjectorWebhook';

export const notInjected: SetRule = {
  id: 'app-mesh/not-injected',
  severity: 'error',
  title: 'virtual nodes select pods of a namespace that the injector does not look at',
  why: 'The pods start without a sidecar: they call past the mesh, which still routes other pods’ calls to them.',
  source: controllerFile('pkg/inject, config/webhook: namespaceSelector of mpod.appmesh.k8s.aws'),
  *checkSet({ index }: CheckContext) {
    const nodes = new Map<string, Manifest>();
    const asking = new Set<string>();
    for (const node of index.ofKind(appMeshGroup, 'VirtualNode')) {
      const { namespace = 'default' } = node.metadata;
      const selector = readSelector(dig(node, 'spec', 'podSelector'));
      // Whether a pod asks for its sidecar matters only where the namespace is left out.
      const isLeftOut = index.namespaceLabels(namespace)[injector] === 'disabled';
      if (selector === undefined || (nodes.has(namespace) && (!isLeftOut || asking.has(namespace)))) continue;
      const pods = index.pods(namespace, selector);
      if (pods.some((pod) => pod.annotations[injector] === 'enabled')) asking.add(namespace);
      // Pods that ask for a sidecar themselves still need the namespace to be looked at; those that refuse one do not.
      if (!nodes.has(namespace) && pods.some((pod) => pod.annotations[injector] !== 'disabled'))
        nodes.set(namespace, node);
    }
    for (const [namespace, node] of nodes) {
      const object = index.get(objectId('', 'Namespace', undefined, namespace));
      if (object === undefined) continue;
      const label = text(object.metadata.labels?.[injector]);
      if (label === 'enabled' || (label === 'disabled' && asking.has(namespace))) continue;
      yield {
        object,
        path: label === undefined ? '/metadata/labels' : pointer('metadata', 'labels', injector),
        message: `the injector ${label === 'disabled' ? 'leaves out' : 'does not look at'} namespace ${namespace}, whose pods VirtualNode ${node.metadata.name} selects`,
        found: label === undefined ? `no label ${injector}` : label,
        expected: `${injector}: enabled`,
        mend: `label the namespace ${injector}: enabled`,
      };
    }
  },
  example: {
    given: ['app-mesh-controller'],
    fails: `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {mesh: dj-app}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj-app}
spec: {namespaceSelector: {matchLabels: {mesh: dj-app}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz, namespace: prod}
spec: {podSelector: {matchLabels: {app: jazz}}}
---
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {app: jazz}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0"}]}
`,
    passes: `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {mesh: dj-app, appmesh.k8s.aws/sidecarInjectorWebhook: enabled}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj-app}
spec: {namespaceSelector: {matchLabels: {mesh: dj-app}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz, namespace: prod}
spec: {podSelector: {matchLabels: {app: jazz}}}
---
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {app: jazz}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0"}]}
`,
  },
};
