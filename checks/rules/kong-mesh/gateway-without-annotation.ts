import { isInKongMesh } from '../../../references/kinds/kuma-pods';
import { kumaFile } from '../../kong-mesh/source';
import { podsOf } from '../../pods';
import type { SetRule } from '../../rule';

/** Images of programs that take calls from outside and pass them on. */
const gateways =
  /(?:^|\/)(?:kong|kong-gateway|kong\/kong|ingress-nginx\/controller|nginx-ingress|traefik|emissary|contour|haproxy-ingress|apisix|tyk-gateway)(?::|@|$)/;

export const gatewayWithoutAnnotation: SetRule = {
  id: 'kong-mesh/gateway-without-annotation',
  severity: 'warning',
  title: 'a gateway is in the mesh as a workload like any other',
  why: 'Its proxy takes over the calls from outside, which come without the mesh’s certificates: with mutual TLS each of them is refused.',
  source: kumaFile('pkg/plugins/runtime/k8s/metadata/annotations.go kuma.io/gateway'),
  measured:
    'kuma-cp 2.14.3 makes a Dataplane with an inbound at port 8000 of the failing example, through which every call from outside has to come, and one of a gateway, without inbounds, of the passing one.',
  *checkSet({ index }) {
    for (const pod of podsOf(index)) {
      if (
        !pod.containers.some(({ image, name }) => name !== 'ingress-controller' && gateways.test(image ?? ''))
      )
        continue;
      if (!isInKongMesh(pod, index)) continue;
      const said = pod.annotations['kuma.io/gateway'];
      if (said === 'enabled' || said === 'true' || said === 'builtin') continue;
      yield {
        object: pod.by,
        path: pod.path,
        message: `the pods of ${pod.name} are a gateway, and the mesh does not know`,
        found: said === undefined ? 'no annotation kuma.io/gateway' : `kuma.io/gateway: ${said}`,
        expected: 'the annotation kuma.io/gateway: enabled on the pods',
        mend: 'annotate the pod template kuma.io/gateway: enabled',
      };
    }
  },
  example: {
    given: ['kong-mesh', 'Mesh default'],
    fails: example(''),
    passes: example(', annotations: {kuma.io/gateway: enabled}'),
  },
};

function example(more: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: edge, labels: {kuma.io/sidecar-injection: enabled}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: gateway, namespace: edge}
spec:
  selector: {matchLabels: {app: gateway}}
  template:
    metadata: {labels: {app: gateway}${more}}
    spec: {containers: [{name: proxy, image: "traefik:v3.1", ports: [{containerPort: 8000}]}]}
`;
}
