import type { Construct } from 'constructs';
import { grpcCall } from '../../../config/application/publish/grpc-call';
import type { PublishedMatch, PublishedRoute } from '../../../config/application/publish/published';
import {
  GrpcRoute,
  type GrpcRouteSpecRules,
  type GrpcRouteSpecRulesMatches,
  GrpcRouteSpecRulesMatchesHeadersType,
  GrpcRouteSpecRulesMatchesMethodType,
} from '../../../imports/gateway.networking.k8s.io';
import { type RoutePlugin, routePlugins } from '../route-plugins';
import { chunks, type GatewayApiPlace, headsOf, routeAnnotations } from './route-head';

/** Most rules of one GRPCRoute, and most matches of one rule. */
const mostRules = 16;
const mostMatches = 8;

/**
 * Adds the GRPCRoutes of a route. Kong's controller passes over the filters of a GRPCRoute, so its plugins are named in the
 * annotation, and compares methods and headers otherwise than Gateway API says: an exact method is a beginning, and the type
 * of a header is not looked at (v3.5.13 subtranslator/grpcroute.go).
 */
export function addGrpcRoutes(
  scope: Construct,
  route: PublishedRoute,
  place: GatewayApiPlace,
): readonly RoutePlugin[] {
  const plugins = routePlugins(route, place.hsts);
  const names = [...route.plugins, ...plugins.map(({ name }) => name)];
  const ofMethods = route.matches.filter(({ path }) => grpcCall(path)?.method !== undefined);
  const others = route.matches.filter((match) => !ofMethods.includes(match));
  const heads = headsOf(route, place);
  // A whole service is an expression too, which a method of it comes before.
  const { priority = 0 } = route;
  const objects = [
    { route: { ...route, priority: priority + 1 }, matches: ofMethods },
    { route, matches: others },
  ].flatMap(({ route, matches }) =>
    chunks(rulesOf(matches), mostRules).flatMap((rules) =>
      heads.map((head) => ({ annotations: routeAnnotations(route, names), spec: { ...head, rules } })),
    ),
  );
  for (const [index, { annotations, spec }] of objects.entries()) {
    const name = index === 0 ? route.name : `${route.name}-${index + 1}`;
    new GrpcRoute(scope, `grpc-route-${name}`, {
      metadata: { name, namespace: place.namespace, annotations: { ...annotations } },
      spec,
    });
  }
  return plugins;
}

function rulesOf(matches: readonly PublishedMatch[]): GrpcRouteSpecRules[] {
  return backendsOf(matches).flatMap((matches) =>
    chunks(matches, mostMatches).map((part) => ({
      matches: part.map(matchOf),
      backendRefs: part.slice(0, 1).map(({ backend: { service, port } }) => ({ name: service, port })),
    })),
  );
}

function backendsOf(matches: readonly PublishedMatch[]): readonly (readonly PublishedMatch[])[] {
  const found = new Map<string, PublishedMatch[]>();
  for (const match of matches) {
    const key = JSON.stringify([match.backend.service, match.backend.port]);
    found.set(key, [...(found.get(key) ?? []), match]);
  }
  return [...found.values()];
}

function matchOf({ path, headers }: PublishedMatch): GrpcRouteSpecRulesMatches {
  const call = grpcCall(path);
  return {
    ...(call === undefined
      ? {}
      : {
          method: {
            type: GrpcRouteSpecRulesMatchesMethodType.REGULAR_EXPRESSION,
            service: call.service.replaceAll('.', '\\.'),
            ...(call.method === undefined ? {} : { method: `${call.method}$` }),
          },
        }),
    ...(headers.length === 0
      ? {}
      : {
          headers: headers.map(({ name, type, value }) => ({
            name,
            type: GrpcRouteSpecRulesMatchesHeadersType.EXACT,
            // Kong takes a value that begins so for an expression.
            value: type === 'Exact' ? value : `~*^(?:${value})$`,
          })),
        }),
  };
}
