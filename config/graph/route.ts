import type { Timeouts } from './traffic';

export const httpMethods = [
  'CONNECT',
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
  'TRACE',
] as const;
export type HttpMethod = (typeof httpMethods)[number];

/**
 * Which paths a route takes. A prefix is whole segments: `/books` takes `/books` and `/books/1`, not `/bookshelf`. A
 * regular expression has RE2's syntax and has to match the whole path.
 */
export interface PathMatch {
  readonly kind: 'exact' | 'prefix' | 'regex';
  readonly value: string;
}

/** Which values of a header a route takes. Names are in lower case. */
export type HeaderMatch =
  | {
      readonly name: string;
      readonly kind: 'exact' | 'prefix' | 'suffix' | 'regex';
      /** 1 to 255 characters. A regular expression has RE2's syntax and has to match the whole value. */
      readonly value: string;
    }
  | { readonly name: string; readonly kind: 'present' | 'absent' }
  /** A whole number from `from` to before `to`, both no less than -2^53 + 1 and no more than 2^53 - 1. */
  | { readonly name: string; readonly kind: 'range'; readonly from: number; readonly to: number };

/** The calls of a gRPC service, `package.Service`, or of one of its methods. */
export interface GrpcMatch {
  readonly service: string;
  readonly method?: string;
}

/** What a route takes: all conditions that are given hold, and at least one is given. */
export interface RouteMatch {
  /** http and http2 only. @default any path */
  readonly path?: PathMatch;
  /** http and http2 only. @default any method */
  readonly method?: HttpMethod;
  /** grpc only. @default any service and method */
  readonly grpc?: GrpcMatch;
  /** All of them hold; 1 to 10, no name twice. @default none */
  readonly headers?: readonly HeaderMatch[];
}

/** Changes of the headers of a request or an answer. */
export interface HeaderChanges {
  /** Values by name; they replace what is there. */
  readonly set: Readonly<Record<string, string>>;
  /** Values by name, beside those that are there. */
  readonly add: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}

/** Another path than the one that was called: instead of the matched prefix, or as a whole. */
export interface PathChange {
  readonly kind: 'prefix' | 'full';
  readonly value: string;
}

/** Another address that the caller is sent to; what is absent stays that of the call. */
export interface Redirect {
  readonly scheme?: 'http' | 'https';
  readonly hostname?: string;
  readonly port?: number;
  readonly path?: PathChange;
  readonly statusCode: 301 | 302 | 303 | 307 | 308;
}

/** What happens to a call on its way. */
export interface RouteFilters {
  readonly request?: HeaderChanges;
  readonly response?: HeaderChanges;
  /** http and http2 only. */
  readonly path?: PathChange;
  /** The caller's proxy answers, and no version is called. http and http2 only, and without `path`. */
  readonly redirect?: Redirect;
}

/** Calls that are shared among the versions otherwise than the rest. */
export interface Route {
  /** A DNS label, unique within the service. */
  readonly name: string;
  /** Name of the port whose calls it takes. @default the first one */
  readonly port?: string;
  readonly match: RouteMatch;
  /** Share of each version that is named, 0 to 100; together 1 to 100. A version that is not named gets nothing. */
  readonly weights: Readonly<Record<string, number>>;
  /** @default none */
  readonly filters?: RouteFilters;
  /** Time limit of a request; 0 means none. @default that of the service */
  readonly timeouts?: Pick<Timeouts, 'requestMilliseconds'>;
}

/**
 * Negative where a route is judged before another, whatever their order in a list; 0 where the list decides. Kuma judges
 * an exact path first, then the longer prefix, then the longer regular expression, then no path; among equals a method
 * before none and more headers before fewer. App Mesh judges by a priority that it is given, so this order is the one
 * that both can keep. Source: kuma pkg/plugins/policies/meshhttproute/api/v1alpha1/compare.go.
 */
export function compareMatches(a: RouteMatch, b: RouteMatch): number {
  const [pathA, pathB] = [pathOf(a), pathOf(b)];
  return (
    rank(pathA) - rank(pathB) ||
    lengthOf(pathB) - lengthOf(pathA) ||
    Number(b.method !== undefined) - Number(a.method !== undefined) ||
    (b.headers ?? []).length - (a.headers ?? []).length
  );
}

/** The path that a match asks for, a gRPC call's own among them; undefined where any path will do. */
export function pathOf(match: RouteMatch): PathMatch | undefined {
  const { path, grpc } = match;
  if (grpc !== undefined) {
    return grpc.method === undefined
      ? { kind: 'prefix', value: `/${grpc.service}` }
      : { kind: 'exact', value: `/${grpc.service}/${grpc.method}` };
  }
  return path?.kind === 'prefix' && path.value === '/' ? undefined : path;
}

function rank(path: PathMatch | undefined): number {
  return path === undefined ? 3 : { exact: 0, prefix: 1, regex: 2 }[path.kind];
}

/** Among exact paths Kuma does not look at the length. */
function lengthOf(path: PathMatch | undefined): number {
  return path === undefined || path.kind === 'exact' ? 0 : Buffer.byteLength(path.value);
}
