import { dig } from '../../../references/fields';
import { gatewayRoutes } from '../../app-mesh/routes';
import { controllerFile } from '../../app-mesh/source';
import { exactlyOne, present } from '../../one-of';
import type { ObjectRule } from '../../rule';

export const gatewayRouteHost: ObjectRule = {
  id: 'app-mesh/gateway-route-host',
  severity: 'error',
  title:
    'a gateway route matches a host name without exactly one of exact and suffix, or a gRPC route nothing at all',
  why: 'The webhook refuses the gateway route, and nothing that the same sync brings is applied.',
  source: controllerFile('webhooks/appmesh/gatewayroute_validator.go, which has answered'),
  kinds: ['appmesh.k8s.aws/GatewayRoute'],
  *checkObject(object) {
    for (const { at, type, value } of gatewayRoutes(object)) {
      const match = [...at, 'match'];
      if (type === 'grpcRoute' && present(dig(value, 'match'), ['serviceName', 'hostname']).length === 0) {
        yield* exactlyOne(object, match, ['serviceName', 'hostname'], 'the gRPC route');
      }
      // Beside the name of a gRPC service the webhook does not look at the host.
      const looked = type !== 'grpcRoute' || dig(value, 'match', 'serviceName') === undefined;
      if (looked && (dig(value, 'match', 'hostname') ?? undefined) !== undefined) {
        yield* exactlyOne(object, [...match, 'hostname'], ['exact', 'suffix'], 'the host name');
      }
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'VirtualService prod/jazz', 'VirtualGateway prod/edge'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: GatewayRoute
metadata: {name: jazz, namespace: prod}
spec:
  httpRoute:
    match: {prefix: /, hostname: {exact: jazz.example.com, suffix: example.com}}
    action: {target: {virtualService: {virtualServiceRef: {name: jazz}}}}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: GatewayRoute
metadata: {name: jazz, namespace: prod}
spec:
  httpRoute:
    match: {prefix: /, hostname: {exact: jazz.example.com}}
    action: {target: {virtualService: {virtualServiceRef: {name: jazz}}}}
`,
  },
};
