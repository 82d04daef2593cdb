import { dig, items } from '../../../references/fields';
import { gatewayRoutes, typedRoutes } from '../../app-mesh/routes';
import { controllerFile } from '../../app-mesh/source';
import { exactlyOne, present } from '../../one-of';
import type { ObjectRule } from '../../rule';

const virtualService = ['virtualServiceRef', 'virtualServiceARN'];

export const referenceOrArn: ObjectRule = {
  id: 'app-mesh/reference-or-arn',
  severity: 'error',
  title: 'a reference has both a name and an ARN, or neither',
  why: 'No webhook looks: the controller takes the name and drops the ARN, or stops at the object and never makes it in AWS.',
  source: controllerFile('apis/appmesh/v1beta2/*_types.go'),
  kinds: ['VirtualNode', 'VirtualRouter', 'VirtualService', 'GatewayRoute'].map(
    (kind) => `appmesh.k8s.aws/${kind}`,
  ),
  *checkObject(object) {
    const spec = dig(object, 'spec');
    for (const i of items(dig(spec, 'backends')).keys()) {
      yield* exactlyOne(
        object,
        ['spec', 'backends', i, 'virtualService'],
        virtualService,
        `backend ${i + 1}`,
      );
    }
    if (object.kind === 'VirtualRouter') {
      for (const { at, name, value } of typedRoutes(object)) {
        for (const i of items(dig(value, 'action', 'weightedTargets')).keys()) {
          const target = [...at, 'action', 'weightedTargets', i];
          const what = `target ${i + 1} of route ${name}`;
          yield* exactlyOne(object, target, ['virtualNodeRef', 'virtualNodeARN'], what);
        }
      }
    }
    if (object.kind === 'GatewayRoute') {
      for (const { at } of gatewayRoutes(object)) {
        yield* exactlyOne(
          object,
          [...at, 'action', 'target', 'virtualService'],
          virtualService,
          'the target',
        );
      }
    }
    for (const type of present(dig(spec, 'provider'), ['virtualNode', 'virtualRouter'])) {
      yield* exactlyOne(object, ['spec', 'provider', type], [`${type}Ref`, `${type}ARN`], 'the provider');
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'VirtualRouter prod/jazz-router', 'Service prod/jazz'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec:
  awsName: jazz.prod.svc.cluster.local
  provider:
    virtualRouter:
      virtualRouterRef: {name: jazz-router}
      virtualRouterARN: arn:aws:appmesh:us-west-2:123456789012:mesh/dj-app/virtualRouter/jazz-router_prod
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec:
  awsName: jazz.prod.svc.cluster.local
  provider:
    virtualRouter:
      virtualRouterRef: {name: jazz-router}
`,
  },
};
