import { dig, items, pointer, portOf } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { Draft } from '../../finding';
import { meshPorts, serviceOfTarget } from '../../kong-mesh/services';
import { kumaFile } from '../../kong-mesh/source';
import type { CheckContext, SetRule } from '../../rule';

export const httpSplitOverTcp: SetRule = {
  id: 'kong-mesh/http-split-over-tcp',
  severity: 'error',
  title: 'an HTTP route leads to a Service port that is not appProtocol: http',
  why: 'Kuma takes such a port for tcp and drops it from the split without a word: the other backend gets its whole share, and where all are dropped, every call is refused.',
  source: kumaFile(
    'pkg/plugins/runtime/k8s/controllers/meshservice_controller.go, pkg/plugins/policies/core/xds/meshroute/listeners.go',
  ),
  measured:
    'kuma-cp and kuma-dp 2.14.3: of two backends one that is tcp hands its whole share to the other; where there is no other, the sidecar stops listening for the Service.',
  *checkSet({ index }: CheckContext) {
    const reported = new Set<string>();
    for (const route of index.ofKind('kuma.io', 'MeshHTTPRoute')) {
      for (const to of items(dig(route, 'spec', 'to'))) {
        const target = dig(to, 'targetRef');
        const backends = items(dig(to, 'rules')).flatMap((rule) =>
          items(dig(rule, 'default', 'backendRefs')),
        );
        for (const reference of [target, ...backends]) {
          const object = serviceOfTarget(reference, route, index);
          if (object === undefined) continue;
          const named = portOf(dig(reference, 'port')) ?? portOf(dig(reference, 'sectionName'));
          const ports = meshPorts(object, named);
          // A route to a whole Service is for those of its ports that speak HTTP.
          if (named === undefined && ports.some(({ http }) => http)) continue;
          for (const { position, port, appProtocol } of ports.filter(({ http }) => !http)) {
            const key = `${object.metadata.namespace}/${object.metadata.name}/${position}`;
            if (reported.has(key)) continue;
            reported.add(key);
            yield finding(object, position, port, appProtocol, route);
          }
        }
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Mesh default'],
    fails: example('{port: 9080}'),
    passes: example('{port: 9080, appProtocol: http}'),
  },
};

function example(port: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {kuma.io/sidecar-injection: enabled}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshHTTPRoute
metadata: {name: jazz, namespace: prod}
spec:
  to:
    - targetRef: {kind: MeshService, name: jazz}
      rules:
        - matches: [{path: {type: PathPrefix, value: /}}]
          default: {backendRefs: [{kind: MeshService, name: jazz, port: 9080}]}
---
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod, annotations: {ingress.kubernetes.io/service-upstream: "true"}}
spec: {ports: [${port}]}
`;
}

function finding(
  object: Manifest,
  position: number,
  port: string,
  appProtocol: string | undefined,
  route: Manifest,
): Draft {
  const at = ['spec', 'ports', position];
  return {
    object,
    path: pointer(...at, ...(appProtocol === undefined ? [] : ['appProtocol'])),
    message: `MeshHTTPRoute ${route.metadata.name} leads to port ${port}, which Kuma takes for ${appProtocol ?? 'tcp'}`,
    found: appProtocol === undefined ? 'no appProtocol' : `appProtocol: ${appProtocol}`,
    expected: 'appProtocol: http, http2 or grpc',
    mend: 'write appProtocol: http for this port, and alike on every Service of the split',
  };
}
