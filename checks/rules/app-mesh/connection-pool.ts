import { settingsOfOtherProtocol } from '../../app-mesh/listener-protocol';
import { controllerFile } from '../../app-mesh/source';
import type { ObjectRule } from '../../rule';

export const connectionPool: ObjectRule = {
  id: 'app-mesh/connection-pool',
  severity: 'error',
  title: 'a listener has a connection pool of another protocol, or two',
  why: 'The webhook refuses two pools on one listener; AWS refuses a pool that is not of the listener’s protocol.',
  source: controllerFile('webhooks/appmesh/virtualnode_validator.go'),
  kinds: ['appmesh.k8s.aws/VirtualNode', 'appmesh.k8s.aws/VirtualGateway'],
  *checkObject(object) {
    yield* settingsOfOtherProtocol(object, 'connectionPool', 'connection pool');
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
      connectionPool: {tcp: {maxConnections: 100}, http: {maxConnections: 100}}
  serviceDiscovery: {dns: {hostname: jazz-v1.prod.svc.cluster.local}}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec:
  listeners:
    - portMapping: {port: 9080, protocol: http}
      connectionPool: {http: {maxConnections: 100}}
  serviceDiscovery: {dns: {hostname: jazz-v1.prod.svc.cluster.local}}
`,
  },
};
