import { dig, items, text } from '../../../references/fields';
import { gatewayRouteTypes, routeTypes } from '../../app-mesh/routes';
import { controllerFile } from '../../app-mesh/source';
import { exactlyOne } from '../../one-of';
import type { ObjectRule } from '../../rule';

export const routeType: ObjectRule = {
  id: 'app-mesh/route-type',
  severity: 'error',
  title: 'a route has no protocol, or two',
  why: 'The webhook refuses a gateway route without exactly one; AWS refuses such a route of a virtual router, which then stays as it was.',
  source: controllerFile('webhooks/appmesh/gatewayroute_validator.go'),
  kinds: ['appmesh.k8s.aws/VirtualRouter', 'appmesh.k8s.aws/GatewayRoute'],
  *checkObject(object) {
    if (object.kind === 'GatewayRoute') {
      yield* exactlyOne(object, ['spec'], gatewayRouteTypes, 'the gateway route');
      return;
    }
    for (const [i, route] of items(dig(object, 'spec', 'routes')).entries()) {
      const name = text(dig(route, 'name')) ?? String(i + 1);
      yield* exactlyOne(object, ['spec', 'routes', i], routeTypes, `route ${name}`);
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
  routes: [{name: jazz}]
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
