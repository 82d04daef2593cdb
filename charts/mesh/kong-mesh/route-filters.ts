import type { HeaderChanges, RouteFilters } from '../../../config/graph/route';
import {
  MeshHttpRouteSpecToRulesDefaultFiltersType as FilterType,
  type MeshHttpRouteSpecToRulesDefaultFilters,
  MeshHttpRouteSpecToRulesDefaultFiltersUrlRewritePathType as PathType,
} from '../../../imports/kuma.io';

/** The filters of one rule: headers of the request, headers of the answer, and the path. */
export function ruleFilters({
  request,
  response,
  path,
}: RouteFilters): readonly MeshHttpRouteSpecToRulesDefaultFilters[] {
  const filters: MeshHttpRouteSpecToRulesDefaultFilters[] = [];
  if (request !== undefined) {
    filters.push({ type: FilterType.REQUEST_HEADER_MODIFIER, requestHeaderModifier: modifier(request) });
  }
  if (response !== undefined) {
    filters.push({ type: FilterType.RESPONSE_HEADER_MODIFIER, responseHeaderModifier: modifier(response) });
  }
  if (path !== undefined) {
    filters.push({
      type: FilterType.URL_REWRITE,
      urlRewrite: {
        path:
          path.kind === 'prefix'
            ? { type: PathType.REPLACE_PREFIX_MATCH, replacePrefixMatch: path.value }
            : { type: PathType.REPLACE_FULL_PATH, replaceFullPath: path.value },
      },
    });
  }
  return filters;
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
