import { isInAppMesh } from '../../../references/kinds/appmesh';
import { describe } from '../../../references/manifest';
import { jazzNode, jazzPod, meshedNamespace } from '../../app-mesh/example';
import { appMeshGroup, controllerFile } from '../../app-mesh/source';
import { podsOf } from '../../pods';
import type { SetRule } from '../../rule';

export const podOfTwo: SetRule = {
  id: 'app-mesh/pod-of-two',
  severity: 'error',
  title: 'a pod is selected by more than one virtual node or gateway',
  why: 'The injector cannot tell which one it is, and refuses to create the pod; the workload stays at zero replicas.',
  source: controllerFile(
    'pkg/inject/inject.go, pkg/virtualnode/membership_designator.go; the injector has answered for such pods',
  ),
  *checkSet({ index }) {
    for (const pod of podsOf(index)) {
      if (!isInAppMesh(pod, index)) continue;
      const selecting = ['VirtualNode', 'VirtualGateway'].flatMap((kind) =>
        index.selecting(appMeshGroup, kind, pod.namespace, pod.labels),
      );
      if (selecting.length < 2) continue;
      yield {
        object: pod.by,
        path: pod.path,
        message: `${selecting.length} virtual nodes or gateways select the pods of ${pod.name}, and the injector refuses them`,
        found: selecting.map((node) => describe(node)).join(' and '),
        expected: `one VirtualNode or VirtualGateway in ${pod.namespace} whose podSelector matches`,
        mend: 'narrow the podSelector of all but one of them',
      };
    }
  },
  example: {
    given: ['app-mesh-controller'],
    fails: meshedNamespace() + jazzNode() + jazzNode('jazz-v2') + jazzPod(),
    passes: meshedNamespace() + jazzNode() + jazzPod(),
  },
};
