import { dig, items, pointer } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { gatewayRoutes, typedRoutes } from '../../app-mesh/routes';
import { controllerFile } from '../../app-mesh/source';
import type { Draft } from '../../finding';
import type { ObjectRule } from '../../rule';

type Place = readonly (string | number)[];

export const neverMade: ObjectRule = {
  id: 'app-mesh/never-made',
  severity: 'error',
  title:
    'a port of 0, a route without a name, a health check without its threshold, or a gRPC rewrite of nothing',
  why: 'No webhook looks: the controller takes the object, and AWS’s SDK refuses to send it, so nothing is ever made or changed in AWS. A gRPC rewrite without a host name ends the controller itself, again and again, for every object of the cluster.',
  source: `${controllerFile('pkg/conversions, pkg/*/resource_manager.go')}; aws-sdk-go v1.44.252 service/appmesh/api.go, its Validate functions, both of which have answered`,
  kinds: ['VirtualGateway', 'VirtualRouter', 'GatewayRoute'].map((kind) => `appmesh.k8s.aws/${kind}`),
  *checkObject(object) {
    yield* zeroPorts(object);
    if (object.kind === 'VirtualRouter') yield* namelessRoutes(object);
    if (object.kind === 'VirtualGateway') yield* thresholds(object);
    for (const { at, type, value } of gatewayRoutes(object)) {
      const rewrite = dig(value, 'action', 'rewrite') ?? undefined;
      if (type !== 'grpcRoute' || rewrite === undefined || (dig(rewrite, 'hostname') ?? null) !== null)
        continue;
      yield {
        object,
        path: pointer(...at, 'action', 'rewrite'),
        message: 'the rewrite of a gRPC route has no host name, on which the controller crashes',
        found: 'a rewrite without hostname',
        expected: 'a host name, or no rewrite',
        mend: 'add hostname: {defaultTargetHostname: ENABLED}, or remove the rewrite',
      };
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'VirtualNode prod/jazz-v1'],
    fails: router(''),
    passes: router('jazz'),
  },
};

/** Ports of matches and targets have no bound in the definitions. */
function* zeroPorts(object: Manifest): Generator<Draft> {
  const places: Place[] = [];
  for (const { at, value } of typedRoutes(object)) {
    places.push([...at, 'match', 'port']);
    const targets = items(dig(value, 'action', 'weightedTargets'));
    for (const i of targets.keys()) places.push([...at, 'action', 'weightedTargets', i, 'port']);
  }
  for (const { at } of gatewayRoutes(object))
    places.push([...at, 'match', 'port'], [...at, 'action', 'target', 'port']);
  for (const at of places) {
    const port = dig(object, ...at);
    if (typeof port !== 'number' || port > 0) continue;
    yield {
      object,
      path: pointer(...at),
      message: `${port} is no port`,
      found: String(port),
      expected: 'a port from 1 to 65535, or none',
      mend: 'leave it out, or write the port',
    };
  }
}

function* namelessRoutes(object: Manifest): Generator<Draft> {
  for (const [i, route] of items(dig(object, 'spec', 'routes')).entries()) {
    if (dig(route, 'name') !== '') continue;
    yield {
      object,
      path: pointer('spec', 'routes', i, 'name'),
      message: `route ${i + 1} has an empty name`,
      found: 'an empty text',
      expected: 'a name that no other route of the router has',
      mend: 'name the route',
    };
  }
}

/** The definition takes a gateway's health check without it, and the controller sends a 0, below what AWS has. */
function* thresholds(object: Manifest): Generator<Draft> {
  for (const [i, listener] of items(dig(object, 'spec', 'listeners')).entries()) {
    const check = dig(listener, 'healthCheck') ?? undefined;
    if (check === undefined || (dig(check, 'healthyThreshold') ?? null) !== null) continue;
    yield {
      object,
      path: pointer('spec', 'listeners', i, 'healthCheck'),
      message: 'the health check does not say after how many answers an endpoint is healthy',
      found: 'no healthyThreshold',
      expected: 'healthyThreshold from 2 to 10',
      mend: 'add healthyThreshold: 2',
    };
  }
}

function router(name: string): string {
  return `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: {name: jazz-router, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: http}}]
  routes:
    - name: ${JSON.stringify(name)}
      httpRoute:
        match: {prefix: /}
        action: {weightedTargets: [{virtualNodeRef: {name: jazz-v1}, weight: 1}]}
`;
}
