import type { PublishedRoute } from '../../../config/application/publish/published';
import {
  type HttpRouteSpecRulesFilters,
  type HttpRouteSpecRulesFiltersRequestHeaderModifier,
  HttpRouteSpecRulesFiltersRequestRedirectPathType,
  HttpRouteSpecRulesFiltersRequestRedirectScheme,
  HttpRouteSpecRulesFiltersRequestRedirectStatusCode,
  HttpRouteSpecRulesFiltersType,
  HttpRouteSpecRulesFiltersUrlRewritePathType,
} from '../../../imports/gateway.networking.k8s.io';
import { type RoutePlugin, routePlugins } from '../route-plugins';

/** What the filters of a route become: those of Gateway API's own, and plugins for what it has no filter for. */
export interface RouteFilters {
  readonly filters: readonly HttpRouteSpecRulesFilters[];
  readonly plugins: readonly RoutePlugin[];
  /**
   * Whether a filter is made of the path of the match: Kong's controller joins the rules of one HTTPRoute that have the same
   * filters and backends, and takes the path of the first match for all of them (subtranslator/httproute.go v3.5.13), so such a
   * match needs an HTTPRoute of its own.
   */
  readonly ofOneMatch: boolean;
  /** Whether the call is answered by a filter, and goes nowhere. */
  readonly answers: boolean;
}

type Filters = PublishedRoute['filters'];

/**
 * The filters of a route, each as Gateway API says it where Kong's controller makes of it what the plugin does that an Ingress
 * has. Headers of answers by a plugin where Strict-Transport-Security is one: two response-transformers on one route would be
 * refused with the whole configuration.
 *
 * @param hsts value of Strict-Transport-Security for its answers
 */
export function routeFilters(route: PublishedRoute, hsts: string | undefined): RouteFilters {
  const { requestHeaderModifier, responseHeaderModifier, urlRewrite, requestRedirect } = route.filters;
  const request = headerModifier(requestHeaderModifier);
  const response = hsts === undefined ? headerModifier(responseHeaderModifier) : undefined;
  const rewrites =
    urlRewrite?.replaceFullPath !== undefined || (urlRewrite?.replacePrefixMatch ?? '/') !== '/';
  const rewrite = rewrites ? rewriteFilter(route, urlRewrite) : undefined;
  const redirect = redirectFilter(requestRedirect);
  const requestNative = isNative(requestHeaderModifier, request) && (!rewrites || rewrite !== undefined);
  const filters: readonly HttpRouteSpecRulesFilters[] = [
    ...(requestNative && request !== undefined
      ? [{ type: HttpRouteSpecRulesFiltersType.REQUEST_HEADER_MODIFIER, requestHeaderModifier: request }]
      : []),
    ...(requestNative && rewrite !== undefined ? [rewrite] : []),
    ...(response === undefined
      ? []
      : [{ type: HttpRouteSpecRulesFiltersType.RESPONSE_HEADER_MODIFIER, responseHeaderModifier: response }]),
    ...(redirect === undefined ? [] : [redirect]),
  ];
  const done = new Set([
    ...(requestNative ? ['request-transformer'] : []),
    ...(hsts === undefined && isNative(responseHeaderModifier, response) ? ['response-transformer'] : []),
    ...(redirect === undefined ? [] : ['redirect']),
  ]);
  return {
    filters,
    plugins: routePlugins(route, hsts).filter(({ plugin }) => !done.has(plugin)),
    ofOneMatch:
      redirect !== undefined ||
      (requestNative && rewrite?.urlRewrite?.path?.replacePrefixMatch !== undefined),
    answers: redirect !== undefined,
  };
}

function isNative(said: unknown, made: unknown): boolean {
  return said === undefined || made !== undefined;
}

/** Most headers that one list of a filter may have. */
const mostHeaders = 16;

function headerModifier(
  headers: Filters['requestHeaderModifier'],
): HttpRouteSpecRulesFiltersRequestHeaderModifier | undefined {
  if (headers === undefined) return undefined;
  const set = Object.entries(headers.set).map(([name, value]) => ({ name, value }));
  const add = Object.entries(headers.add).map(([name, value]) => ({ name, value }));
  const lists = [set, add, headers.remove];
  if (lists.every(({ length }) => length === 0) || lists.some(({ length }) => length > mostHeaders))
    return undefined;
  return {
    ...(add.length === 0 ? {} : { add }),
    ...(headers.remove.length === 0 ? {} : { remove: [...headers.remove] }),
    ...(set.length === 0 ? {} : { set }),
  };
}

/**
 * A prefix with characters of regular expressions would be one in the controller's hands, and of the prefix / it makes `/new` of
 * `/`, not `/new/`; the plugin does neither.
 */
function rewriteFilter(
  { matches }: PublishedRoute,
  rewrite: Filters['urlRewrite'],
): HttpRouteSpecRulesFilters | undefined {
  const { replaceFullPath, replacePrefixMatch } = rewrite ?? {};
  const type = HttpRouteSpecRulesFiltersType.URL_REWRITE;
  const { REPLACE_FULL_PATH, REPLACE_PREFIX_MATCH } = HttpRouteSpecRulesFiltersUrlRewritePathType;
  if (replaceFullPath !== undefined)
    return { type, urlRewrite: { path: { type: REPLACE_FULL_PATH, replaceFullPath } } };
  const plain = matches.every(
    ({ path }) => path.type === 'PathPrefix' && path.value !== '/' && !/[.*+?^${}()|[\]\\]/.test(path.value),
  );
  if (replacePrefixMatch === undefined || !plain) return undefined;
  return { type, urlRewrite: { path: { type: REPLACE_PREFIX_MATCH, replacePrefixMatch } } };
}

/** The redirects that Kong's controller can say: a host, and the path that was called or another one; by 301 or 302. */
function redirectFilter(redirect: Filters['requestRedirect']): HttpRouteSpecRulesFilters | undefined {
  if (redirect === undefined) return undefined;
  const { VALUE_301, VALUE_302 } = HttpRouteSpecRulesFiltersRequestRedirectStatusCode;
  const statusCode = [VALUE_301, VALUE_302].find((code) => code === redirect.statusCode);
  const parts = /^(https?):\/\/([a-z0-9][a-z0-9.-]*)(?::(\d+))?(\/[\w./-]*)?$/.exec(redirect.location);
  if (statusCode === undefined || parts === null) return undefined;
  const [, scheme, hostname, port, path = '/'] = parts;
  // The controller writes the path as a path of files, without what does nothing there.
  if (path !== '/' && /\/$|\/\.{0,2}(\/|$)/.test(path)) return undefined;
  if (redirect.keepPath && path !== '/') return undefined;
  const { HTTP, HTTPS } = HttpRouteSpecRulesFiltersRequestRedirectScheme;
  return {
    type: HttpRouteSpecRulesFiltersType.REQUEST_REDIRECT,
    requestRedirect: {
      scheme: scheme === 'http' ? HTTP : HTTPS,
      ...(hostname === undefined ? {} : { hostname }),
      ...(port === undefined ? {} : { port: Number(port) }),
      ...(redirect.keepPath
        ? {}
        : {
            path: {
              type: HttpRouteSpecRulesFiltersRequestRedirectPathType.REPLACE_FULL_PATH,
              replaceFullPath: path,
            },
          }),
      statusCode,
    },
  };
}
