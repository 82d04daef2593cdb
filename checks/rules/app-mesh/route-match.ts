import { dig } from '../../../references/fields';
import { gatewayRoutes, typedRoutes } from '../../app-mesh/routes';
import { controllerFile } from '../../app-mesh/source';
import { exactlyOne } from '../../one-of';
import type { ObjectRule } from '../../rule';

export const routeMatch: ObjectRule = {
  id: 'app-mesh/route-match',
  severity: 'error',
  title:
    'an HTTP route matches by prefix and path, by neither, or by a path without exactly one of exact and regex',
  why: 'The webhook refuses the virtual router or gateway route, and nothing that the same sync brings is applied.',
  source: controllerFile('webhooks/appmesh/virtualrouter_validator.go, gatewayroute_validator.go'),
  kinds: ['appmesh.k8s.aws/VirtualRouter', 'appmesh.k8s.aws/GatewayRoute'],
  *checkObject(object) {
    const gateway = object.kind === 'GatewayRoute';
    for (const { at, name, type, value } of gateway ? gatewayRoutes(object) : typedRoutes(object)) {
      if (type !== 'httpRoute' && type !== 'http2Route') continue;
      // Of a route with both the webhook looks at the first alone; that there are two is another rule's.
      if (type === 'http2Route' && dig(object, ...at.slice(0, -1), 'httpRoute') !== undefined) continue;
      const match = dig(value, 'match');
      // A gateway route may also match by host name alone.
      const byHost = gateway && dig(match, 'hostname') !== undefined;
      const both = dig(match, 'prefix') !== undefined && dig(match, 'path') !== undefined;
      if (!byHost || both) {
        yield* exactlyOne(object, [...at, 'match'], ['prefix', 'path'], `route ${name}`);
      }
      if (dig(match, 'path') !== undefined) {
        yield* exactlyOne(object, [...at, 'match', 'path'], ['exact', 'regex'], `the path of route ${name}`);
      }
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'VirtualNode prod/jazz-v1'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: {name: jazz-router, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: http}}]
  routes:
    - name: jazz
      httpRoute:
        match: {prefix: /, path: {exact: /jazz}}
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
        match: {path: {exact: /jazz}}
        action: {weightedTargets: [{virtualNodeRef: {name: jazz-v1}, weight: 1}]}
`,
  },
};
