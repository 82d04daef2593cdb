import type { HeaderMatch, RouteMatch } from '../../../config/graph/route';
import type { VirtualRouterSpecRoutesHttpRouteMatchHeaders } from '../../../imports/appmesh.k8s.aws';

/** The path of one route of App Mesh: a prefix of letters, or an exact path or regular expression. */
export type AppMeshPath =
  | { readonly prefix: string }
  | { readonly path: { readonly exact: string } | { readonly regex: string } };

/** A path condition, and what its route's name ends in. */
export interface PathForm {
  readonly suffix: string;
  readonly path: AppMeshPath;
}

/**
 * The paths of a route. A prefix of App Mesh is letters and not segments: `/books` would take `/bookshelf` too. So a
 * prefix becomes two routes: the path itself, and all paths below it. (Kuma does the same on its own.)
 */
export function pathForms(match: RouteMatch): readonly PathForm[] {
  const { path } = match;
  if (path === undefined || (path.kind === 'prefix' && path.value === '/')) {
    return [{ suffix: '', path: { prefix: '/' } }];
  }
  switch (path.kind) {
    case 'exact':
      return [{ suffix: '', path: { path: { exact: path.value } } }];
    case 'regex':
      return [{ suffix: '', path: { path: { regex: path.value } } }];
    case 'prefix':
      return [
        { suffix: '', path: { path: { exact: path.value } } },
        { suffix: '_below', path: { prefix: `${path.value}/` } },
      ];
  }
}

/** Header conditions; the metadata of a gRPC call has the same form. */
export function headerMatches(
  headers: readonly HeaderMatch[],
): VirtualRouterSpecRoutesHttpRouteMatchHeaders[] {
  return headers.map((header) => {
    const { name } = header;
    switch (header.kind) {
      case 'present':
        return { name };
      case 'absent':
        return { name, invert: true };
      case 'range':
        return { name, match: { range: { start: header.from, end: header.to } } };
      default:
        return { name, match: { [header.kind]: header.value } };
    }
  });
}
