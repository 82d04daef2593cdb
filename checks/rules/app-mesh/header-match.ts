import { dig, items, pointer, text } from '../../../references/fields';
import { gatewayRoutes, typedRoutes } from '../../app-mesh/routes';
import { controllerFile } from '../../app-mesh/source';
import type { Draft } from '../../finding';
import { exactlyOne } from '../../one-of';
import type { ObjectRule } from '../../rule';

const methods = ['exact', 'prefix', 'regex', 'suffix', 'range'];

export const headerMatch: ObjectRule = {
  id: 'app-mesh/header-match',
  severity: 'error',
  title: 'a header or query match has not exactly one method, or a range that ends before it starts',
  why: 'The webhook refuses the gateway route; AWS refuses such a route of a virtual router.',
  source: controllerFile('webhooks/appmesh/gatewayroute_validator.go'),
  kinds: ['appmesh.k8s.aws/VirtualRouter', 'appmesh.k8s.aws/GatewayRoute'],
  *checkObject(object) {
    for (const { at, value } of object.kind === 'GatewayRoute'
      ? gatewayRoutes(object)
      : typedRoutes(object)) {
      for (const list of ['headers', 'metadata']) {
        for (const [i, header] of items(dig(value, 'match', list)).entries()) {
          if (dig(header, 'match') === undefined) continue;
          const place = [...at, 'match', list, i, 'match'];
          const name = text(dig(header, 'name')) ?? String(i + 1);
          yield* exactlyOne(
            object,
            place,
            methods,
            `the match of ${list === 'headers' ? 'header' : 'key'} ${name}`,
          );
          const start = dig(header, 'match', 'range', 'start');
          const end = dig(header, 'match', 'range', 'end');
          if (typeof start === 'number' && typeof end === 'number' && start >= end) {
            yield {
              object,
              path: pointer(...place, 'range'),
              message: `the range of ${name} matches nothing`,
              found: `${start} to ${end}`,
              expected: 'an end above the start (the end itself does not match)',
              mend: `set end above ${start}`,
            } satisfies Draft;
          }
        }
      }
      for (const [i, parameter] of items(dig(value, 'match', 'queryParameters')).entries()) {
        if (dig(parameter, 'match') === undefined) continue;
        yield* exactlyOne(
          object,
          [...at, 'match', 'queryParameters', i, 'match'],
          ['exact'],
          `query parameter ${i + 1}`,
        );
      }
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'VirtualNode prod/jazz-v2'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: {name: jazz-router, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: http}}]
  routes:
    - name: canary
      httpRoute:
        match: {prefix: /, headers: [{name: x-canary, match: {exact: "yes", prefix: "y"}}]}
        action: {weightedTargets: [{virtualNodeRef: {name: jazz-v2}, weight: 1}]}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: {name: jazz-router, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: http}}]
  routes:
    - name: canary
      httpRoute:
        match: {prefix: /, headers: [{name: x-canary, match: {exact: "yes"}}]}
        action: {weightedTargets: [{virtualNodeRef: {name: jazz-v2}, weight: 1}]}
`,
  },
};
