import { dig, items, text } from '../../../references/fields';
import type { ObjectRule } from '../../rule';

export const duplicateRouteName: ObjectRule = {
  id: 'app-mesh/duplicate-route-name',
  severity: 'error',
  title: 'two routes of one virtual router have the same name',
  why: 'The webhook refuses the virtual router, and nothing that the same sync brings is applied.',
  source: 'aws-app-mesh-controller-for-k8s v1.13.3 webhooks/appmesh/virtualrouter_validator.go',
  kinds: ['appmesh.k8s.aws/VirtualRouter'],
  *checkObject(object) {
    const seen = new Map<string, number>();
    for (const [position, route] of items(dig(object, 'spec', 'routes')).entries()) {
      const name = text(dig(route, 'name'));
      if (name === undefined) continue;
      const first = seen.get(name);
      if (first === undefined) {
        seen.set(name, position);
        continue;
      }
      yield {
        object,
        path: `/spec/routes/${position}/name`,
        message: `route ${name} is there twice`,
        found: `${name}, which is also the name of route ${first + 1}`,
        expected: 'a name that no other route of the virtual router has',
        mend: 'rename one of the two',
      };
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: {name: jazz-router, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: http}}]
  routes:
    - {name: all, httpRoute: {match: {prefix: /a}, action: {weightedTargets: [{virtualNodeARN: "arn:aws:appmesh:us-west-2:123456789012:mesh/m/virtualNode/a", weight: 1}]}}}
    - {name: all, httpRoute: {match: {prefix: /b}, action: {weightedTargets: [{virtualNodeARN: "arn:aws:appmesh:us-west-2:123456789012:mesh/m/virtualNode/a", weight: 1}]}}}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: {name: jazz-router, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: http}}]
  routes:
    - {name: a, httpRoute: {match: {prefix: /a}, action: {weightedTargets: [{virtualNodeARN: "arn:aws:appmesh:us-west-2:123456789012:mesh/m/virtualNode/a", weight: 1}]}}}
    - {name: b, httpRoute: {match: {prefix: /b}, action: {weightedTargets: [{virtualNodeARN: "arn:aws:appmesh:us-west-2:123456789012:mesh/m/virtualNode/a", weight: 1}]}}}
`,
  },
};
