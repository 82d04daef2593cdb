import { isInKongMesh } from '../../../references/kinds/kuma-pods';
import { exampleRelease } from '../../kong/example';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const controllerInMesh: ObjectRule = {
  id: 'kong-mesh/controller-in-mesh',
  severity: 'warning',
  title: "the pods of Kong's controller are in the mesh",
  why: 'The controller calls the API server and each gateway by their addresses, which a mesh with closed egress cannot name.',
  source: kumaFile(
    'pkg/plugins/runtime/k8s/webhooks/injector; Kong/kubernetes-ingress-controller internal/adminapi',
  ),
  measured:
    'kuma-cp 2.14.3, registered as its chart registers it, gives the pod of Kong’s controller (chart ingress 0.24.0) kuma-init and kuma-sidecar in the failing example, and neither in the passing one.',
  kinds: ['helm.toolkit.fluxcd.io/HelmRelease', 'argoproj.io/Application'],
  *checkObject(object, { index }) {
    for (const pod of index.podsBroughtBy(object)) {
      const names = pod.containers.map(({ name }) => name);
      if (!names.includes('ingress-controller') || names.includes('proxy') || !isInKongMesh(pod, index))
        continue;
      yield {
        object,
        path: pod.path,
        message: `the pods of ${pod.name} get a proxy`,
        found: 'no label kuma.io/sidecar-injection: disabled on the pods of the controller',
        expected: 'a controller outside of the mesh',
        mend: 'set controller.podLabels: {kuma.io/sidecar-injection: disabled}',
      };
    }
  },
  example: {
    given: ['kong-mesh', 'Mesh default'],
    fails: example('{}'),
    passes: example('{kuma.io/sidecar-injection: disabled}'),
  },
};

function example(labels: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: kong, labels: {kuma.io/sidecar-injection: enabled}}
---
${exampleRelease('ingress', `{controller: {podLabels: ${labels}}}`).trim()}
`;
}
