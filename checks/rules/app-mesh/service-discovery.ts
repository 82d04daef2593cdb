import { dig, items } from '../../../references/fields';
import { controllerFile } from '../../app-mesh/source';
import { present } from '../../one-of';
import type { ObjectRule } from '../../rule';

export const serviceDiscovery: ObjectRule = {
  id: 'app-mesh/service-discovery',
  severity: 'error',
  title: 'a virtual node listens, but nobody can find it',
  why: 'The webhook refuses a virtual node that has listeners and no service discovery, and its pods are refused after it.',
  source: controllerFile(
    'webhooks/appmesh/virtualnode_validator.go, which has answered, also for an empty one and for both kinds at once',
  ),
  kinds: ['appmesh.k8s.aws/VirtualNode'],
  *checkObject(object) {
    const discovery = dig(object, 'spec', 'serviceDiscovery');
    const listeners = dig(object, 'spec', 'listeners');
    const ways = present(discovery, ['dns', 'awsCloudMap']);
    if (discovery !== undefined && items(listeners).length > 0 && ways.length !== 1) {
      // The webhook takes both.
      yield {
        object,
        path: '/spec/serviceDiscovery',
        severity: 'warning',
        message:
          ways.length === 0 ? 'nobody finds the virtual node' : 'the virtual node is found in two ways',
        found: ways.length === 0 ? 'an empty serviceDiscovery' : ways.join(' and '),
        expected: 'dns or awsCloudMap',
        mend: ways.length === 0 ? 'add dns: {hostname: ...}' : 'keep one of them',
      };
    } else if (discovery === undefined && Array.isArray(listeners)) {
      const { name, namespace } = object.metadata;
      yield {
        object,
        path: '/spec',
        message: 'the virtual node has listeners, but no serviceDiscovery',
        found: 'no serviceDiscovery',
        expected: 'serviceDiscovery with dns or awsCloudMap',
        mend: `add serviceDiscovery: {dns: {hostname: ${name}.${namespace ?? 'default'}.svc.cluster.local}}`,
      };
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'Service prod/jazz-v1'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: http}}]
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: http}}]
  serviceDiscovery: {dns: {hostname: jazz-v1.prod.svc.cluster.local}}
`,
  },
};
