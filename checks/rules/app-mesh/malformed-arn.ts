import { dig, items, pointer } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { gatewayRoutes, typedRoutes } from '../../app-mesh/routes';
import { controllerFile } from '../../app-mesh/source';
import type { ObjectRule } from '../../rule';

type Place = readonly [at: readonly (string | number)[], type: string];

export const malformedArn: ObjectRule = {
  id: 'app-mesh/malformed-arn',
  severity: 'error',
  title: 'a text stands for an ARN of App Mesh and is none',
  why: 'No webhook looks: the controller stops at the object and never makes it in AWS.',
  source: controllerFile('pkg/conversions/arns_conversion.go'),
  kinds: ['VirtualNode', 'VirtualRouter', 'VirtualService', 'GatewayRoute'].map(
    (kind) => `appmesh.k8s.aws/${kind}`,
  ),
  *checkObject(object) {
    for (const [at, type] of placesOf(object)) {
      const value = dig(object, ...at);
      if (typeof value !== 'string') continue;
      const pattern = new RegExp(`^arn:[^:]*:[^:]*:[^:]*:[^:]*:mesh/[^/]+/${type}/[^/]+$`);
      if (pattern.test(value)) continue;
      yield {
        object,
        path: pointer(...at),
        message: `${at.at(-1)} is not the ARN of a ${type}`,
        found: value === '' ? 'an empty text' : value,
        expected: `arn:<partition>:appmesh:<region>:<account>:mesh/<mesh>/${type}/<name>`,
        mend: 'write the whole ARN, or refer to an object by its name',
      };
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod'],
    fails: service('jazz-router'),
    passes: service('arn:aws:appmesh:us-west-2:123456789012:mesh/dj-app/virtualRouter/jazz-router'),
  },
};

function placesOf(object: Manifest): readonly Place[] {
  switch (object.kind) {
    case 'VirtualNode':
      return [...items(dig(object, 'spec', 'backends')).keys()].map((i) => [
        ['spec', 'backends', i, 'virtualService', 'virtualServiceARN'],
        'virtualService',
      ]);
    case 'VirtualRouter':
      return typedRoutes(object).flatMap(({ at, value }) =>
        [...items(dig(value, 'action', 'weightedTargets')).keys()].map(
          (i): Place => [[...at, 'action', 'weightedTargets', i, 'virtualNodeARN'], 'virtualNode'],
        ),
      );
    case 'VirtualService':
      return ['virtualNode', 'virtualRouter'].map((type) => [['spec', 'provider', type, `${type}ARN`], type]);
    default:
      return gatewayRoutes(object).map(({ at }) => [
        [...at, 'action', 'target', 'virtualService', 'virtualServiceARN'],
        'virtualService',
      ]);
  }
}

function service(arn: string): string {
  return `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec: {awsName: jazz.example.com, provider: {virtualRouter: {virtualRouterARN: "${arn}"}}}
`;
}
