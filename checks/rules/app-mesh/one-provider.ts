import { controllerFile } from '../../app-mesh/source';
import { exactlyOne } from '../../one-of';
import type { ObjectRule } from '../../rule';

export const oneProvider: ObjectRule = {
  id: 'app-mesh/one-provider',
  severity: 'error',
  title: 'a virtual service has no provider, or two',
  why: 'Nobody answers calls to a virtual service without a provider, and of two the controller takes one silently.',
  source: controllerFile('apis/appmesh/v1beta2/virtualservice_types.go'),
  kinds: ['appmesh.k8s.aws/VirtualService'],
  *checkObject(object) {
    yield* exactlyOne(object, ['spec', 'provider'], ['virtualNode', 'virtualRouter'], 'the provider');
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'VirtualRouter prod/jazz-router', 'Service prod/jazz'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec:
  awsName: jazz.prod.svc.cluster.local
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec:
  awsName: jazz.prod.svc.cluster.local
  provider: {virtualRouter: {virtualRouterRef: {name: jazz-router}}}
`,
  },
};
