import { dig, pointer, text } from '../../../references/fields';
import { gatewayRoutes } from '../../app-mesh/routes';
import { controllerFile } from '../../app-mesh/source';
import { exactlyOne, present } from '../../one-of';
import type { ObjectRule } from '../../rule';

export const gatewayRouteRewrite: ObjectRule = {
  id: 'app-mesh/gateway-route-rewrite',
  severity: 'error',
  title:
    'a gateway route rewrites nothing, two things that exclude each other, or to a prefix without slashes',
  why: 'The webhook refuses the gateway route, and nothing that the same sync brings is applied.',
  source: controllerFile('webhooks/appmesh/gatewayroute_validator.go'),
  kinds: ['appmesh.k8s.aws/GatewayRoute'],
  *checkObject(object) {
    for (const { at, type, value } of gatewayRoutes(object)) {
      const rewrite = dig(value, 'action', 'rewrite') ?? undefined;
      if (rewrite === undefined || type === 'grpcRoute') continue;
      const place = [...at, 'action', 'rewrite'];
      const set = present(rewrite, ['prefix', 'path']);
      if (set.length === 2 || (set.length === 0 && dig(rewrite, 'hostname') === undefined)) {
        yield* exactlyOne(object, place, ['prefix', 'path'], 'the rewrite');
      }
      if (dig(rewrite, 'prefix') === undefined) continue;
      const both = present(dig(rewrite, 'prefix'), ['defaultPrefix', 'value']).length === 2;
      if (both) yield* exactlyOne(object, [...place, 'prefix'], ['defaultPrefix', 'value'], 'the new prefix');
      const prefix = text(dig(rewrite, 'prefix', 'value'));
      if (prefix !== undefined && !(prefix.startsWith('/') && prefix.endsWith('/'))) {
        yield {
          object,
          path: pointer(...place, 'prefix', 'value'),
          message: 'the new prefix does not start and end with a slash',
          found: prefix,
          expected: 'a prefix that starts and ends with /',
          mend: `write /${prefix.replace(/^\/+|(?<!\/)\/+$/g, '')}/`,
        };
      }
      const matched = dig(value, 'match', 'prefix');
      if (typeof matched === 'string' && !matched.startsWith('/')) {
        yield {
          object,
          path: pointer(...at, 'match', 'prefix'),
          message: 'the prefix that is rewritten does not start with a slash',
          found: matched,
          expected: 'a prefix that starts with /',
          mend: `write /${matched}`,
        };
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
    match: {prefix: /dj/jazz}
    action:
      target: {virtualService: {virtualServiceRef: {name: jazz}}}
      rewrite: {prefix: {value: /jazz}}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: GatewayRoute
metadata: {name: jazz, namespace: prod}
spec:
  httpRoute:
    match: {prefix: /dj/jazz}
    action:
      target: {virtualService: {virtualServiceRef: {name: jazz}}}
      rewrite: {prefix: {value: /jazz/}}
`,
  },
};
