import { settingsOfOtherProtocol } from '../../app-mesh/listener-protocol';
import { controllerFile } from '../../app-mesh/source';
import type { ObjectRule } from '../../rule';

export const listenerTimeout: ObjectRule = {
  id: 'app-mesh/listener-timeout',
  severity: 'error',
  title: 'a listener has time-outs of another protocol',
  why: 'AWS refuses the virtual node, so it never becomes active and its pods’ proxies get no configuration.',
  source: controllerFile('apis/appmesh/v1beta2/virtualnode_types.go'),
  kinds: ['appmesh.k8s.aws/VirtualNode'],
  *checkObject(object) {
    yield* settingsOfOtherProtocol(object, 'timeout', 'time-out');
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'Service prod/jazz-v1'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec:
  listeners:
    - portMapping: {port: 9080, protocol: http}
      timeout: {http2: {perRequest: {unit: s, value: 15}}}
  serviceDiscovery: {dns: {hostname: jazz-v1.prod.svc.cluster.local}}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec:
  listeners:
    - portMapping: {port: 9080, protocol: http}
      timeout: {http: {perRequest: {unit: s, value: 15}}}
  serviceDiscovery: {dns: {hostname: jazz-v1.prod.svc.cluster.local}}
`,
  },
};
