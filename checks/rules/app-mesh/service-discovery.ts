import { dig, items } from '../../../references/fields';
import { controllerFile } from '../../app-mesh/source';
import { exactlyOne } from '../../one-of';
import type { ObjectRule } from '../../rule';

export const serviceDiscovery: ObjectRule = {
  id: 'app-mesh/service-discovery',
  severity: 'error',
  title: 'a virtual node listens, but nobody can find it',
  why: 'The webhook refuses a virtual node that has listeners and no service discovery, and its pods are refused after it.',
  source: controllerFile('webhooks/appmesh/virtualnode_validator.go'),
  kinds: ['appmesh.k8s.aws/VirtualNode'],
  *checkObject(object) {
    const discovery = dig(object, 'spec', 'serviceDiscovery');
    if (discovery !== undefined) {
      yield* exactlyOne(
        object,
        ['spec', 'serviceDiscovery'],
        ['dns', 'awsCloudMap'],
        'the service discovery',
      );
    } else if (items(dig(object, 'spec', 'listeners')).length > 0) {
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
