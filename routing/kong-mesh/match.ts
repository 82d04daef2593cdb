import { dig, fields, items, text } from '../../references/fields';
import { matchesWhole, type Request, splitPath } from '../request';

type PathType = 'Exact' | 'PathPrefix' | 'RegularExpression';

interface PathMatch {
  readonly type: PathType;
  readonly value: string;
}

/** What is asked of one header or query parameter. */
interface NamedMatch {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** One match of a MeshHTTPRoute, read once. */
export interface HttpMatch {
  readonly path: PathMatch | undefined;
  readonly method: string | undefined;
  /** How many headers and parameters it names. */
  readonly counts: { readonly headers: number; readonly queryParams: number };
  /** Of several matches for one header or parameter the first alone, which is the one that Kuma hands Envoy. */
  readonly headers: readonly NamedMatch[];
  readonly queryParams: readonly NamedMatch[];
  /** Whether it is the prefix `/` and nothing else, beside which Kuma adds no catch-all. */
  readonly catchAll: boolean;
}

export function httpMatchOf(value: unknown): HttpMatch {
  const type = text(dig(value, 'path', 'type'));
  const path = text(dig(value, 'path', 'value'));
  const known = type === 'Exact' || type === 'PathPrefix' || type === 'RegularExpression';
  const { method, headers, queryParams } = fields(value);
  return {
    path: known && path !== undefined ? { type, value: path } : undefined,
    method: text(method),
    counts: { headers: items(headers).length, queryParams: items(queryParams).length },
    headers: firstOfEachName(headers),
    queryParams: firstOfEachName(queryParams),
    catchAll:
      type === 'PathPrefix' &&
      path === '/' &&
      method === undefined &&
      headers === undefined &&
      queryParams === undefined,
  };
}

const ranks: Readonly<Record<PathType, number>> = { Exact: 0, PathPrefix: 1, RegularExpression: 2 };

/**
 * Kuma's order of the matches of one destination: exact path, longer prefix, longer expression, no path; then with a
 * method, then more headers, then more query parameters (pkg/plugins/policies/meshhttproute/api/v1alpha1/compare.go). What
 * is equal in all of these keeps the order of the rules.
 */
export function compareMatches(a: HttpMatch, b: HttpMatch): number {
  return (
    rank(a) - rank(b) ||
    length(b) - length(a) ||
    Number(a.method === undefined) - Number(b.method === undefined) ||
    b.counts.headers - a.counts.headers ||
    b.counts.queryParams - a.counts.queryParams
  );
}

function rank({ path }: HttpMatch): number {
  return path === undefined ? 3 : ranks[path.type];
}

function length({ path }: HttpMatch): number {
  return path === undefined || path.type === 'Exact' ? 0 : Buffer.byteLength(path.value);
}

/** Whether a match takes a request. */
export function takes({ path, method, headers, queryParams }: HttpMatch, request: Request): boolean {
  const { path: called, query } = splitPath(request.path);
  return (
    pathHolds(path, called) &&
    (method ?? request.method) === request.method &&
    headers.every((header) => headerHolds(header, request.headers[header.name.toLowerCase()])) &&
    queryParams.every(({ name, type, value }) => {
      const found = query.get(name);
      if (found === undefined) return false;
      return type === 'Exact' ? found === value : matchesWhole(value, found);
    })
  );
}

function firstOfEachName(list: unknown): readonly NamedMatch[] {
  const byName = new Map<string, NamedMatch>();
  for (const item of items(list)) {
    const name = text(dig(item, 'name')) ?? '';
    if (byName.has(name)) continue;
    byName.set(name, { name, type: text(dig(item, 'type')) ?? '', value: text(dig(item, 'value')) ?? '' });
  }
  return [...byName.values()];
}

/** A prefix is whole segments, with or without its last slash; no path is any path. */
function pathHolds(path: PathMatch | undefined, called: string): boolean {
  if (path === undefined || (path.type === 'PathPrefix' && path.value === '/')) return true;
  if (path.type === 'Exact') return called === path.value;
  if (path.type === 'RegularExpression') return matchesWhole(path.value, called);
  const prefix = path.value.replace(/\/$/, '');
  return called === prefix || called.startsWith(`${prefix}/`);
}

function headerHolds({ type, value }: NamedMatch, found: string | undefined): boolean {
  switch (type) {
    case 'Absent':
      return found === undefined;
    case 'Present':
      return found !== undefined;
    case 'Prefix':
      return found?.startsWith(value) ?? false;
    case 'RegularExpression':
      return found !== undefined && matchesWhole(value, found);
    default:
      return found === value;
  }
}
