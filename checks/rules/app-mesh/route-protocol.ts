import { dig, items, pointer, text } from '../../../references/fields';
import { typedRoutes } from '../../app-mesh/routes';
import { controllerFile } from '../../app-mesh/source';
import type { ObjectRule } from '../../rule';
import { either } from '../../words';

export const routeProtocol: ObjectRule = {
  id: 'app-mesh/route-protocol',
  severity: 'error',
  title: 'a route is of a protocol that its virtual router does not listen to',
  why: 'AWS refuses the route; the virtual router never becomes active, and calls go on as before.',
  source: controllerFile('apis/appmesh/v1beta2/virtualrouter_types.go'),
  kinds: ['appmesh.k8s.aws/VirtualRouter'],
  *checkObject(object) {
    const protocols = items(dig(object, 'spec', 'listeners')).flatMap(
      (listener) => text(dig(listener, 'portMapping', 'protocol')) ?? [],
    );
    if (protocols.length === 0) return;
    for (const { at, name, type } of typedRoutes(object)) {
      const protocol = type.replace('Route', '');
      if (protocols.includes(protocol)) continue;
      yield {
        object,
        path: pointer(...at),
        message: `route ${name} is ${type}, but the virtual router listens to ${protocols.join(', ')}`,
        found: type,
        expected: either([...new Set(protocols)].map((listened) => `${listened}Route`)),
        mend: `rename the field, or set the listener’s protocol to ${protocol}`,
      };
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'VirtualNode prod/jazz-v1'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: {name: jazz-router, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: tcp}}]
  routes:
    - name: jazz
      httpRoute:
        match: {prefix: /}
        action: {weightedTargets: [{virtualNodeRef: {name: jazz-v1}, weight: 1}]}
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
        action: {weightedTargets: [{virtualNodeRef: {name: jazz-v1}, weight: 1}]}
`,
  },
};
