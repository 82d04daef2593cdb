import { dig, items, pointer, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { gatewayRoutes, type TypedRoute, typedRoutes } from '../../app-mesh/routes';
import { controllerFile } from '../../app-mesh/source';
import type { Draft } from '../../finding';
import { exactlyOne, present } from '../../one-of';
import type { ObjectRule } from '../../rule';

const methods = ['exact', 'prefix', 'regex', 'suffix', 'range'];

export const headerMatch: ObjectRule = {
  id: 'app-mesh/header-match',
  severity: 'error',
  title: 'a header or query match has not exactly one method, or a range that ends before it starts',
  why: 'The webhook refuses the gateway route; AWS refuses such a route of a virtual router.',
  source: controllerFile('webhooks/appmesh/gatewayroute_validator.go, which has answered for gateway routes'),
  kinds: ['appmesh.k8s.aws/VirtualRouter', 'appmesh.k8s.aws/GatewayRoute'],
  *checkObject(object) {
    if (object.kind === 'GatewayRoute') {
      for (const route of gatewayRoutes(object)) yield* gatewayRouteMatches(object, route);
      return;
    }
    for (const { at, value } of typedRoutes(object)) {
      for (const list of ['headers', 'metadata']) {
        for (const i of items(dig(value, 'match', list)).keys())
          yield* method(object, [...at, 'match', list, i], list === 'headers');
      }
      for (const i of items(dig(value, 'match', 'queryParameters')).keys())
        yield* parameter(object, [...at, 'match', 'queryParameters', i], i);
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

/**
 * What the webhook looks at: a header's range ends its search, query parameters are looked at only where there are no headers,
 * and a key of a gRPC route may have no method at all.
 */
function* gatewayRouteMatches(object: Manifest, { at, type, value }: TypedRoute): Generator<Draft> {
  const list = type === 'grpcRoute' ? 'metadata' : 'headers';
  const headers = items(dig(value, 'match', list));
  for (const [i, header] of headers.entries()) {
    yield* method(object, [...at, 'match', list, i], list === 'headers');
    if (dig(header, 'match', 'range') !== undefined) return;
  }
  if (type === 'grpcRoute' || headers.length > 0) return;
  for (const i of items(dig(value, 'match', 'queryParameters')).keys())
    yield* parameter(object, [...at, 'match', 'queryParameters', i], i);
}

/** The method by which a header or a key of metadata matches. */
function* method(object: Manifest, at: readonly (string | number)[], isHeader: boolean): Generator<Draft> {
  const header = dig(object, ...at);
  const match = dig(header, 'match');
  if (match === undefined || (!isHeader && present(match, methods).length === 0)) return;
  const place = [...at, 'match'];
  const name = text(dig(header, 'name')) ?? String(at.at(-1));
  yield* exactlyOne(object, place, methods, `the match of ${isHeader ? 'header' : 'key'} ${name}`);
  const start = dig(match, 'range', 'start');
  const end = dig(match, 'range', 'end');
  if (typeof start !== 'number' || typeof end !== 'number' || start < end) return;
  yield {
    object,
    path: pointer(...place, 'range'),
    message: `the range of ${name} matches nothing`,
    found: `${start} to ${end}`,
    expected: 'an end above the start (the end itself does not match)',
    mend: `set end above ${start}`,
  };
}

function* parameter(object: Manifest, at: readonly (string | number)[], position: number): Generator<Draft> {
  if (dig(object, ...at, 'match') === undefined) return;
  yield* exactlyOne(object, [...at, 'match'], ['exact'], `query parameter ${position + 1}`);
}
