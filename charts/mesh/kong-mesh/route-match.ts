import { type HeaderMatch, pathOf, type RouteMatch } from '../../../config/graph/route';
import {
  MeshHttpRouteSpecToRulesMatchesHeadersType as HeaderType,
  type MeshHttpRouteSpecToRulesMatches,
  type MeshHttpRouteSpecToRulesMatchesHeaders,
  MeshHttpRouteSpecToRulesMatchesMethod as Method,
  MeshHttpRouteSpecToRulesMatchesPathType as PathType,
} from '../../../imports/kuma.io';
import { integersBetween } from './integers';
import { literal } from './literal';

const pathTypes = {
  exact: PathType.EXACT,
  prefix: PathType.PATH_PREFIX,
  regex: PathType.REGULAR_EXPRESSION,
} as const;

/**
 * The conditions of one rule.
 *
 * @param anyPath how a rule for any path says so. `/` as a prefix is judged before every regular expression, so among
 *   them it hides the rest; a rule without a path is judged last (kuma pkg/plugins/policies/meshhttproute/api/v1alpha1/compare.go)
 */
export function ruleMatch(match: RouteMatch, anyPath: 'prefix' | 'no-path'): MeshHttpRouteSpecToRulesMatches {
  const { method, headers = [] } = match;
  const path =
    pathOf(match) ?? (anyPath === 'prefix' ? ({ kind: 'prefix', value: '/' } as const) : undefined);
  return {
    ...(path === undefined ? {} : { path: { type: pathTypes[path.kind], value: path.value } }),
    ...(method === undefined ? {} : { method: Method[method] }),
    ...(headers.length === 0 ? {} : { headers: headers.map(headerMatch) }),
  };
}

function headerMatch(header: HeaderMatch): MeshHttpRouteSpecToRulesMatchesHeaders {
  const { name } = header;
  switch (header.kind) {
    case 'exact':
      return { name, type: HeaderType.EXACT, value: header.value };
    case 'prefix':
      return { name, type: HeaderType.PREFIX, value: header.value };
    case 'regex':
      return { name, type: HeaderType.REGULAR_EXPRESSION, value: header.value };
    case 'suffix':
      return { name, type: HeaderType.REGULAR_EXPRESSION, value: `.*${literal(header.value)}` };
    case 'present':
      return { name, type: HeaderType.PRESENT };
    case 'absent':
      return { name, type: HeaderType.ABSENT };
    case 'range': {
      const value = integersBetween(BigInt(header.from), BigInt(header.to));
      if (value === undefined)
        throw new Error(`header ${name}: an empty range, which the check of the graph says before`);
      return { name, type: HeaderType.REGULAR_EXPRESSION, value };
    }
  }
}
