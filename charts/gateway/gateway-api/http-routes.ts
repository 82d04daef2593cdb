import type { Construct } from 'constructs';
import type {
  PublishedBackend,
  PublishedMatch,
  PublishedRoute,
} from '../../../config/application/publish/published';
import {
  HttpRoute,
  type HttpRouteSpecRules,
  type HttpRouteSpecRulesFilters,
  HttpRouteSpecRulesFiltersType,
  type HttpRouteSpecRulesMatches,
  HttpRouteSpecRulesMatchesHeadersType,
  HttpRouteSpecRulesMatchesMethod,
  HttpRouteSpecRulesMatchesPathType,
} from '../../../imports/gateway.networking.k8s.io';
import { type RoutePlugin, rewrittenPath } from '../route-plugins';
import { routeFilters } from './filters';
import { chunks, type GatewayApiPlace, headsOf, routeAnnotations } from './route-head';

/** Most rules of one HTTPRoute, and most matches of one rule and of all of them. */
const mostRules = 16;
const mostMatches = 64;
const mostInAll = 128;

/** Adds the HTTPRoutes of a route: one, unless its hosts, matches or filters need more. */
export function addHttpRoutes(
  scope: Construct,
  route: PublishedRoute,
  place: GatewayApiPlace,
): readonly RoutePlugin[] {
  const made = routeFilters(route, place.hsts);
  const transforms = made.plugins.some(({ config }) => hasUri(config));
  const extensions = [
    ...route.plugins.filter((name) => place.own.has(name)),
    ...made.plugins.map(({ name }) => name),
  ];
  const filters = [...made.filters, ...extensions.map(extensionRef)];
  const annotations = routeAnnotations(
    route,
    route.plugins.filter((name) => !place.own.has(name)),
    place.hybrid,
  );
  const matches = made.ofOneMatch ? route.matches.map((match) => [match]) : [route.matches];
  const rules = matches.map((each) =>
    byBackend(each).flatMap(({ backend, matches }) =>
      chunks(matches, mostMatches).map(
        (part): HttpRouteSpecRules => ({
          matches: part.map((match) => matchOf(route, match, transforms)),
          ...(filters.length === 0 ? {} : { filters }),
          ...(made.answers ? {} : { backendRefs: [{ name: backend.service, port: backend.port }] }),
        }),
      ),
    ),
  );
  const heads = headsOf(route, place);
  const objects = rules.flatMap((each) =>
    split(each).flatMap((part) => heads.map((head) => ({ ...head, rules: part }))),
  );
  for (const [index, spec] of objects.entries()) {
    const name = index === 0 ? route.name : `${route.name}-${index + 1}`;
    new HttpRoute(scope, `http-route-${name}`, {
      metadata: { name, namespace: place.namespace, annotations: { ...annotations } },
      spec,
    });
  }
  return made.plugins;
}

/** Whether a plugin writes the path anew from what an expression in the path has caught. */
function hasUri(config: RoutePlugin['config']): boolean {
  const { replace } = config;
  return typeof replace === 'object' && replace !== null && 'uri' in replace;
}

function extensionRef(name: string): HttpRouteSpecRulesFilters {
  return {
    type: HttpRouteSpecRulesFiltersType.EXTENSION_REF,
    extensionRef: { group: 'configuration.konghq.com', kind: 'KongPlugin', name },
  };
}

/** Matches by what they lead to, in the order of the first of each. */
function byBackend(
  matches: readonly PublishedMatch[],
): readonly { readonly backend: PublishedBackend; readonly matches: readonly PublishedMatch[] }[] {
  const found = new Map<string, PublishedMatch[]>();
  for (const match of matches) {
    const key = JSON.stringify([match.backend.service, match.backend.port]);
    found.set(key, [...(found.get(key) ?? []), match]);
  }
  return [...found.values()].flatMap((list) => {
    const [first] = list;
    return first === undefined ? [] : [{ backend: first.backend, matches: list }];
  });
}

/** Rules in as many HTTPRoutes as they need. */
function split(rules: readonly HttpRouteSpecRules[]): HttpRouteSpecRules[][] {
  const parts: HttpRouteSpecRules[][] = [];
  let left = 0;
  for (const rule of rules) {
    const size = rule.matches?.length ?? 0;
    const last = parts.at(-1);
    if (last === undefined || last.length >= mostRules || left < size) {
      parts.push([rule]);
      left = mostInAll - size;
    } else {
      last.push(rule);
      left -= size;
    }
  }
  return parts;
}

/** @param transforms whether a plugin makes another path of what follows the prefix */
function matchOf(
  route: PublishedRoute,
  { path, method, headers }: PublishedMatch,
  transforms: boolean,
): HttpRouteSpecRulesMatches {
  const rewritten = transforms ? rewrittenPath(route, path) : undefined;
  const known = Object.values(HttpRouteSpecRulesMatchesMethod).find((each) => each === method);
  return {
    path: rewritten === undefined ? pathOf(path) : expression(rewritten),
    ...(known === undefined ? {} : { method: known }),
    ...(headers.length === 0
      ? {}
      : {
          headers: headers.map(({ name, type, value }) =>
            type === 'Exact'
              ? { name, type: HttpRouteSpecRulesMatchesHeadersType.EXACT, value }
              : {
                  name,
                  type: HttpRouteSpecRulesMatchesHeadersType.REGULAR_EXPRESSION,
                  // Kong searches the value for the expression; what is published matches the whole of it.
                  value: `^(?:${value})$`,
                },
          ),
        }),
  };
}

function pathOf({ type, value }: PublishedMatch['path']): NonNullable<HttpRouteSpecRulesMatches['path']> {
  switch (type) {
    case 'Exact':
      return { type: HttpRouteSpecRulesMatchesPathType.EXACT, value };
    case 'PathPrefix':
      // A slash at the end would be asked for: the controller makes `/a/` match no `/a`, as it does of an Ingress.
      return {
        type: HttpRouteSpecRulesMatchesPathType.PATH_PREFIX,
        value: value.replace(/(?<!\/)\/+$/, '') || '/',
      };
    default:
      // Kong's expressions match the beginning of a path; what is published matches the whole of it.
      return expression(value.endsWith('$') ? value : `${value}$`);
  }
}

function expression(value: string): NonNullable<HttpRouteSpecRulesMatches['path']> {
  return { type: HttpRouteSpecRulesMatchesPathType.REGULAR_EXPRESSION, value };
}
