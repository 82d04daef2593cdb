import { isAny, type Match, pathExpression } from './match';
import { type KumaHeader, kumaForm } from './value-condition';

/** A path of a MeshHTTPRoute. */
export interface KumaPath {
  readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression';
  readonly value: string;
}

/** One match of a MeshHTTPRoute. */
export interface KumaMatch {
  readonly path?: KumaPath;
  readonly method?: string;
  readonly headers?: readonly ({ readonly name: string } & KumaHeader)[];
  readonly queryParams?: readonly {
    readonly type: 'Exact' | 'RegularExpression';
    readonly name: string;
    readonly value: string;
  }[];
}

/** How the paths of a service's rules are written. */
export interface PathForm {
  readonly prefix: 'segments' | 'letters';
  /** How any path is written: `/` as a prefix is tried before every expression, no path after all. */
  readonly any: 'prefix' | 'no-path';
}

/** What Kuma cannot say of a match: the header, and why. */
export interface Unsayable {
  readonly header: string;
  readonly why: 'never' | 'unsayable';
}

/** A match as Kuma writes it, or the header that keeps it from doing so. */
export function kumaMatch(match: Match, form: PathForm): KumaMatch | Unsayable {
  const { method, query } = match;
  const headers: ({ readonly name: string } & KumaHeader)[] = [];
  for (const [name, conditions] of match.headers) {
    const said = kumaForm(conditions);
    if (typeof said === 'string') return { header: name, why: said };
    headers.push({ name, ...said });
  }
  const path = kumaPath(match, form);
  return {
    ...(path === undefined ? {} : { path }),
    ...(method === undefined ? {} : { method }),
    ...(headers.length === 0 ? {} : { headers }),
    ...(query.size === 0
      ? {}
      : {
          queryParams: [...query].map(([name, value]) =>
            value === null
              ? { type: 'RegularExpression', name, value: '.*' }
              : { type: 'Exact', name, value },
          ),
        }),
  };
}

/** The path of a match; undefined for any path. */
function kumaPath({ path }: Match, form: PathForm): KumaPath | undefined {
  if (isAny(path) || path.kind === 'any')
    return form.any === 'prefix' ? { type: 'PathPrefix', value: '/' } : undefined;
  if (path.kind === 'exact') return { type: 'Exact', value: path.value };
  if (path.kind === 'prefix' && form.prefix === 'segments')
    return { type: 'PathPrefix', value: path.value.replace(/\/+$/, '') || '/' };
  return { type: 'RegularExpression', value: pathExpression(path) };
}

const ranks = { Exact: 0, PathPrefix: 1, RegularExpression: 2 } as const;

/** Kuma's order: what is negative is tried first (kuma pkg/plugins/policies/meshhttproute/api/v1alpha1/compare.go). */
export function kumaOrder(a: KumaMatch, b: KumaMatch): number {
  const rank = ({ path }: KumaMatch) => (path === undefined ? 3 : ranks[path.type]);
  const length = ({ path }: KumaMatch) =>
    path === undefined || path.type === 'Exact' ? 0 : new TextEncoder().encode(path.value).length;
  const method = ({ method: asked }: KumaMatch) => (asked === undefined ? 1 : 0);
  return (
    rank(a) - rank(b) ||
    length(b) - length(a) ||
    method(a) - method(b) ||
    (b.headers?.length ?? 0) - (a.headers?.length ?? 0) ||
    (b.queryParams?.length ?? 0) - (a.queryParams?.length ?? 0)
  );
}
