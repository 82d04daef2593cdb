import { dig, items, pointer } from '../../../references/fields';
import { parentsOf, refusal } from '../../../references/route-attachment';
import { exampleGateway, routeGiven } from '../../kong/gateway-api-example';
import type { ObjectRule } from '../../rule';

const group = 'gateway.networking.k8s.io';

export const routeNotAccepted: ObjectRule = {
  id: 'kong/route-not-accepted',
  severity: 'error',
  title: 'no listener of a Gateway takes the route that names it',
  why: 'The route is not accepted (NotAllowedByListeners, NoMatchingListenerHostname, NoMatchingParent): its paths answer 404.',
  source: 'Gateway API v1.3 Gateway allowedRoutes, hostname; RouteConditionReason',
  measured:
    'Kong Ingress Controller 3.5.13 says of the route of the failing example that no listener allows it (NotAllowedByListeners), and never programs it; of the passing one it says that it is accepted and programmed.',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'].map((kind) => `${group}/${kind}`),
  *checkObject(object, { index }) {
    if (items(dig(object, 'spec', 'parentRefs')).length === 0) {
      yield {
        object,
        severity: 'warning',
        path: '/spec',
        message: `no Gateway serves ${object.kind} ${object.metadata.name}`,
        found: 'no parentRefs',
        expected: 'the Gateway, or Service, that the route is for',
        mend: 'name it under spec.parentRefs',
      };
      return;
    }
    for (const { position, gateway, listeners } of parentsOf(object, index)) {
      const reasons = listeners.map((listener) => ({ listener, why: refusal(object, listener, index) }));
      // A section that is not there has a rule of its own.
      if (reasons.length === 0 || reasons.some(({ why }) => why === undefined)) continue;
      yield {
        object,
        path: pointer('spec', 'parentRefs', position),
        message: `no listener of Gateway ${gateway.metadata.name} takes ${object.kind} ${object.metadata.name}`,
        found: reasons.map(({ listener, why }) => `${listener.name} ${why ?? ''}`).join('; '),
        expected: 'a listener for its kind, its namespace and one of its hostnames',
        mend: 'widen allowedRoutes or hostname of the listener, or correct the route',
      };
    }
  },
  example: {
    given: [...routeGiven, 'Namespace shop', 'Service shop/cart'],
    fails: example(''),
    passes: example(', allowedRoutes: {namespaces: {from: All}}'),
  },
};

function example(more: string): string {
  return `${exampleGateway().replace('protocol: HTTP}', `protocol: HTTP${more}}`)}---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: shop}
spec:
  parentRefs: [{name: kong, namespace: prod}]
  rules: [{backendRefs: [{name: cart, port: 80}]}]
`;
}
