import { dig, pointer } from '../../../references/fields';
import { controllerFile } from '../../app-mesh/source';
import type { ObjectRule } from '../../rule';
import { shown } from '../../words';

export const readOnlyField: ObjectRule = {
  id: 'app-mesh/read-only-field',
  severity: 'error',
  title: 'an object sets a reference that the webhook fills in',
  why: 'The webhook refuses to create the object: meshRef and virtualGatewayRef carry the UID of an object of the cluster.',
  source: controllerFile('webhooks/appmesh/*_mutator.go'),
  kinds: [
    'VirtualNode',
    'VirtualRouter',
    'VirtualService',
    'VirtualGateway',
    'GatewayRoute',
    'BackendGroup',
  ].map((kind) => `appmesh.k8s.aws/${kind}`),
  *checkObject(object) {
    const names = object.kind === 'GatewayRoute' ? ['meshRef', 'virtualGatewayRef'] : ['meshRef'];
    for (const name of names) {
      const value = dig(object, 'spec', name);
      if (value === undefined || value === null) continue;
      yield {
        object,
        path: pointer('spec', name),
        message: `spec.${name} is read-only`,
        found: shown(value),
        expected: `no ${name}: the webhook finds it by the labels of the namespace`,
        mend: `remove spec.${name}`,
      };
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec:
  meshRef: {name: dj-app, uid: 5a1e6b2c-0000-4000-8000-000000000000}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec: {}
`,
  },
};
