import { dig, items, pointer } from '../../../references/fields';
import { typedRoutes } from '../../app-mesh/routes';
import type { ObjectRule } from '../../rule';

export const zeroWeights: ObjectRule = {
  id: 'app-mesh/zero-weights',
  severity: 'error',
  title: 'the weights of a route are all zero',
  why: 'No webhook looks at weights: the route is accepted and answers every call with an error.',
  source: 'AWS App Mesh API reference, WeightedTarget: the total of the weights is above 0',
  kinds: ['appmesh.k8s.aws/VirtualRouter'],
  *checkObject(object) {
    for (const { at, name, value } of typedRoutes(object)) {
      const weights = items(dig(value, 'action', 'weightedTargets')).map((target) => dig(target, 'weight'));
      if (weights.length === 0 || weights.some((weight) => weight !== 0)) continue;
      yield {
        object,
        path: pointer(...at, 'action', 'weightedTargets'),
        message: `route ${name} sends calls nowhere: all its weights are 0`,
        found: `weights ${weights.join(', ')}`,
        expected: 'at least one weight above 0',
        mend: 'give one of the targets a weight from 1 to 100',
      };
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'VirtualNode prod/jazz-v1', 'VirtualNode prod/jazz-v2'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: {name: jazz-router, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: http}}]
  routes:
    - name: jazz
      httpRoute:
        match: {prefix: /}
        action:
          weightedTargets:
            - {virtualNodeRef: {name: jazz-v1}, weight: 0}
            - {virtualNodeRef: {name: jazz-v2}, weight: 0}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: {name: jazz-router, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: http}}]
  routes:
    - name: jazz
      httpRoute:
        match: {prefix: /}
        action:
          weightedTargets:
            - {virtualNodeRef: {name: jazz-v1}, weight: 95}
            - {virtualNodeRef: {name: jazz-v2}, weight: 0}
`,
  },
};
