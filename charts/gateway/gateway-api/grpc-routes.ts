import type { Construct } from 'constructs';
import { grpcCall } from '../../../config/application/publish/grpc-call';
import { httpListener } from '../../../config/application/publish/listeners';
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
  const heads = headsOf(route, { ...place, sections: sectionsFor(route, place) });
  // All of them are expressions, of which the narrower one comes first.
  const { priority = 0 } = route;
  const objects = [2, 1, 0].flatMap((level) =>
    chunks(rulesOf(route.matches.filter((match) => narrownessOf(match) === level)), mostRules).flatMap(
      (rules) =>
        heads.map((head) => ({
          annotations: routeAnnotations(
            level === 0 ? route : { ...route, priority: priority + level },
            names,
          ),
          spec: { ...head, rules },
        })),
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

/**
 * The listeners of a route of any host: one that has no host either. The controller would give the route the hosts of the others, and
 * no further call would meet it (v3.5.13 subtranslator/grpcroute.go, getGRPCRouteHostnamesAsSliceOfStringPointers); the port by TLS
 * is one for all listeners.
 */
function sectionsFor({ hosts }: PublishedRoute, { sections }: GatewayApiPlace): readonly string[] {
  return hosts.length === 0 ? [httpListener] : sections;
}

/** How much of a call a match names: its method, its service alone, or nothing of it. */
function narrownessOf({ path }: PublishedMatch): number {
  const call = grpcCall(path);
  return call === undefined ? 0 : call.method === undefined ? 1 : 2;
}

function rulesOf(matches: readonly PublishedMatch[]): GrpcRouteSpecRules[] {
  return [
    ...backendsOf(matches.filter((match) => !isEverything(match))).flatMap((matches) =>
      chunks(matches, mostMatches).map((part) => ({
        matches: part.map(matchOf),
        backendRefs: backendRefsOf(part),
      })),
    ),
    ...backendsOf(matches.filter(isEverything)).map((matches) => ({ backendRefs: backendRefsOf(matches) })),
  ];
}

function backendRefsOf(matches: readonly PublishedMatch[]) {
  return matches.slice(0, 1).map(({ backend: { service, port } }) => ({ name: service, port }));
}

/**
 * Every call is a rule without matches: of a match without method and headers the controller makes a route without conditions, for
 * which Kong refuses the whole configuration unless there is a host. As an expression it would come before paths of HTTP.
 */
function isEverything({ path, headers }: PublishedMatch): boolean {
  return headers.length === 0 && grpcCall(path) === undefined;
}

function backendsOf(matches: readonly PublishedMatch[]): readonly (readonly PublishedMatch[])[] {
  const found = new Map<string, PublishedMatch[]>();
  for (const match of matches) {
    const key = JSON.stringify([match.backend.service, match.backend.port]);
    found.set(key, [...(found.get(key) ?? []), match]);
  }
  return [...found.values()];
}

/** By its headers alone a call of any service is met, and before those that are met by less. */
function matchOf({ path, headers }: PublishedMatch): GrpcRouteSpecRulesMatches {
  const call = grpcCall(path);
  return {
    method: {
      type: GrpcRouteSpecRulesMatchesMethodType.REGULAR_EXPRESSION,
      service: call === undefined ? '.+' : call.service.replaceAll('.', '\\.'),
      ...(call?.method === undefined ? {} : { method: `${call.method}$` }),
    },
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
