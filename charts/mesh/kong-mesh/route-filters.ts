import type { HeaderChanges, PathChange, Redirect, RouteFilters } from '../../../config/graph/route';
import {
  MeshHttpRouteSpecToRulesDefaultFiltersType as FilterType,
  type MeshHttpRouteSpecToRulesDefaultFilters,
  type MeshHttpRouteSpecToRulesDefaultFiltersRequestRedirect,
  MeshHttpRouteSpecToRulesDefaultFiltersUrlRewritePathType as PathType,
  MeshHttpRouteSpecToRulesDefaultFiltersRequestRedirectPathType as RedirectPathType,
  MeshHttpRouteSpecToRulesDefaultFiltersRequestRedirectScheme as Scheme,
  MeshHttpRouteSpecToRulesDefaultFiltersRequestRedirectStatusCode as StatusCode,
} from '../../../imports/kuma.io';

/** The filters of one rule: headers of the request, headers of the answer, the path, and another address. */
export function ruleFilters({
  request,
  response,
  path,
  redirect,
}: RouteFilters): readonly MeshHttpRouteSpecToRulesDefaultFilters[] {
  const filters: MeshHttpRouteSpecToRulesDefaultFilters[] = [];
  if (request !== undefined) {
    filters.push({ type: FilterType.REQUEST_HEADER_MODIFIER, requestHeaderModifier: modifier(request) });
  }
  if (response !== undefined) {
    filters.push({ type: FilterType.RESPONSE_HEADER_MODIFIER, responseHeaderModifier: modifier(response) });
  }
  if (path !== undefined) {
    filters.push({ type: FilterType.URL_REWRITE, urlRewrite: { path: otherPath(path, PathType) } });
  }
  if (redirect !== undefined) {
    filters.push({ type: FilterType.REQUEST_REDIRECT, requestRedirect: redirection(redirect) });
  }
  return filters;
}

const schemes = { http: Scheme.HTTP, https: Scheme.HTTPS };
const statusCodes = {
  301: StatusCode.VALUE_301,
  302: StatusCode.VALUE_302,
  303: StatusCode.VALUE_303,
  307: StatusCode.VALUE_307,
  308: StatusCode.VALUE_308,
};

function redirection({
  scheme,
  hostname,
  port,
  path,
  statusCode,
}: Redirect): MeshHttpRouteSpecToRulesDefaultFiltersRequestRedirect {
  return {
    ...(scheme === undefined ? {} : { scheme: schemes[scheme] }),
    ...(hostname === undefined ? {} : { hostname }),
    ...(port === undefined ? {} : { port }),
    ...(path === undefined ? {} : { path: otherPath(path, RedirectPathType) }),
    statusCode: statusCodes[statusCode],
  };
}

/** @param types the enumeration of the filter's own, of the same two words */
function otherPath<Prefix, Full>(
  { kind, value }: PathChange,
  types: { readonly REPLACE_PREFIX_MATCH: Prefix; readonly REPLACE_FULL_PATH: Full },
) {
  return kind === 'prefix'
    ? { type: types.REPLACE_PREFIX_MATCH, replacePrefixMatch: value }
    : { type: types.REPLACE_FULL_PATH, replaceFullPath: value };
}

function modifier({ set, add, remove }: HeaderChanges) {
  const pairs = (values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([name, value]) => ({ name, value }));
  return {
    ...(Object.keys(set).length === 0 ? {} : { set: pairs(set) }),
    ...(Object.keys(add).length === 0 ? {} : { add: pairs(add) }),
    ...(remove.length === 0 ? {} : { remove: [...remove] }),
  };
}
