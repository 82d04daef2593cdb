import type { ObjectId } from '../../../references/identity';
import { describeId } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import { isGranted } from '../../gateway-api/grants';
import { exampleGateway, routeGiven } from '../../kong/gateway-api-example';
import type { ObjectRule } from '../../rule';

const group = 'gateway.networking.k8s.io';

export const referenceGrant: ObjectRule = {
  id: 'kong/reference-grant',
  severity: 'error',
  title: 'a route or Gateway names an object of another namespace, which lets nobody',
  why: 'The reference is not resolved (RefNotPermitted): the route answers 500, or the listener has no certificate.',
  source: 'Gateway API v1.3 ReferenceGrant; kumahq/kuma pkg/plugins/runtime/k8s/controllers/gatewayapi',
  measured:
    'Kong Ingress Controller 3.5.13 says of the route of the failing example that it is accepted and its reference not permitted (RefNotPermitted), and answers its calls with 500, no existing backendRef provided; with the grant it has the pods of the Service.',
  kinds: ['Gateway', 'HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'].map(
    (kind) => `${group}/${kind}`,
  ),
  *checkObject(object, { index }) {
    for (const { path, target } of index.references(object)) {
      if (target.type !== 'object' || !needsGrant(object, target.id)) continue;
      if (isGranted(object, target.id, index)) continue;
      const { id } = target;
      const namespace = id.namespace ?? '';
      yield {
        object,
        path,
        message: `namespace ${namespace} does not let ${object.kind}s of ${object.metadata.namespace ?? 'default'} name its ${id.kind}s`,
        found: describeId(id),
        expected: `a ReferenceGrant in ${namespace} from ${object.kind}s of ${object.metadata.namespace ?? 'default'} to ${id.kind}s`,
        mend: `add the ReferenceGrant to namespace ${namespace}`,
        absent: {
          id: { group, kind: 'ReferenceGrant', namespace },
          kin: index.provisions(id).length > 0,
        },
      };
    }
  },
  example: {
    given: [...routeGiven, 'Namespace shop', 'Service shop/cart'],
    fails: example(''),
    passes: example(`---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: routes-of-prod, namespace: shop}
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: prod}]
  to: [{group: "", kind: Service}]
`),
  },
};

/** Parents and classes need no grant; plugins of other namespaces have a rule of their own. */
function needsGrant(object: Manifest, { namespace, kind }: ObjectId): boolean {
  return (
    namespace !== undefined &&
    namespace !== object.metadata.namespace &&
    (object.kind === 'Gateway' ? kind === 'Secret' : !['Gateway', 'Namespace', 'KongPlugin'].includes(kind))
  );
}

function example(grant: string): string {
  return `${exampleGateway()}---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: prod}
spec:
  parentRefs: [{name: kong}]
  rules: [{backendRefs: [{name: cart, namespace: shop, port: 80}]}]
${grant}`;
}
