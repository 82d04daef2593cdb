import type { Manifest } from '../../references/manifest';
import { type Request, splitPath } from '../request';

/** A path as Kong's router has it: letters that a path begins with, or an expression at its beginning. */
export interface KongPath {
  readonly expression: RegExp | undefined;
  readonly prefix: string;
}

/** A route of Kong's traditional router, whatever object it is made of. */
export interface KongRoute {
  readonly object: Manifest;
  readonly host: string | undefined;
  readonly path: KongPath;
  readonly methods: readonly string[];
  readonly headers: readonly (readonly [string, string])[];
  readonly regexPriority: number;
  readonly service: string;
  readonly port: string;
  /** The path that the service gets, with its query. */
  readonly sent: (whole: string) => string;
}

/** Whether a route takes a request. */
export function takes(route: KongRoute, { host, path, method, headers }: Request): boolean {
  const called = splitPath(path).path;
  const { expression } = route.path;
  return (
    hostHolds(route.host, host) &&
    (expression === undefined ? called.startsWith(route.path.prefix) : expression.test(called)) &&
    (route.methods.length === 0 || route.methods.includes(method)) &&
    route.headers.every(([name, wanted]) => headerHolds(wanted, headers[name]))
  );
}

function hostHolds(wanted: string | undefined, host: string): boolean {
  if (wanted === undefined) return true;
  return wanted.startsWith('*') ? host.endsWith(wanted.slice(1)) : wanted === host;
}

/** One of a list of values, without regard to case, or an expression after `~*`. */
function headerHolds(wanted: string, found: string | undefined): boolean {
  if (found === undefined) return false;
  if (wanted.startsWith('~*')) return new RegExp(wanted.slice(2), 'i').test(found);
  return wanted.split(',').some((value) => value.toLowerCase() === found.toLowerCase());
}

/** Kong asks the route first that names more of host, headers and method, then an expression, then the longer path. */
export function compareRoutes(a: KongRoute, b: KongRoute): number {
  const named = ({ host, headers, methods }: KongRoute) =>
    Number(host !== undefined) + Number(headers.length > 0) + Number(methods.length > 0);
  const wild = ({ host }: KongRoute) => Number(host?.startsWith('*') ?? false);
  return (
    named(b) - named(a) ||
    wild(a) - wild(b) ||
    b.headers.length - a.headers.length ||
    Number(b.path.expression !== undefined) - Number(a.path.expression !== undefined) ||
    b.regexPriority - a.regexPriority ||
    b.path.prefix.length - a.path.prefix.length
  );
}

/** A text as an expression of itself. */
export function escaped(value: string): string {
  return value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
