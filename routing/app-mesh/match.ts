import { dig, fields, items, text } from '../../references/fields';
import { matchesWhole, type Request, splitPath } from '../request';

/** What a match of a route says of the path: the part that decides between routes of one priority. */
export interface PathMatch {
  readonly kind: 'prefix' | 'exact' | 'regex';
  readonly value: string;
}

/** The path that a match of an httpRoute, http2Route or gateway route names; a match that names none is the prefix `/`. */
export function pathOf(match: unknown): PathMatch {
  const prefix = text(dig(match, 'prefix'));
  const exact = text(dig(match, 'path', 'exact'));
  const regex = text(dig(match, 'path', 'regex'));
  if (prefix === undefined && exact !== undefined) return { kind: 'exact', value: exact };
  if (prefix === undefined && regex !== undefined) return { kind: 'regex', value: regex };
  return { kind: 'prefix', value: prefix ?? '/' };
}

/** What a match of a grpcRoute says of the path, as Envoy sees the call: a service and method are longer than the service. */
export function grpcPathOf(match: unknown): PathMatch {
  const service = text(dig(match, 'serviceName'));
  const method = text(dig(match, 'methodName')) ?? '';
  return { kind: 'prefix', value: service === undefined ? '/' : `/${service}/${method}` };
}

/** Whether a match of an httpRoute or http2Route takes a request: all of it must hold. A prefix counts letters. */
export function takesHttp(match: unknown, request: Request): boolean {
  const { path, query } = splitPath(request.path);
  const scheme = text(dig(match, 'scheme')) ?? 'http';
  return (
    pathHolds(pathOf(match), path) &&
    (text(dig(match, 'method')) ?? request.method) === request.method &&
    scheme === 'http' &&
    (dig(match, 'port') ?? request.port) === request.port &&
    headersHold(dig(match, 'headers'), request) &&
    items(dig(match, 'queryParameters')).every((item) => queryHolds(item, query))
  );
}

/** Whether a match of a grpcRoute takes a call: the path of a gRPC call is `/service/method`. */
export function takesGrpc(match: unknown, request: Request): boolean {
  const [, service, method] = splitPath(request.path).path.split('/');
  return (
    (text(dig(match, 'serviceName')) ?? service) === service &&
    (text(dig(match, 'methodName')) ?? method) === method &&
    (dig(match, 'port') ?? request.port) === request.port &&
    headersHold(dig(match, 'metadata'), request)
  );
}

/** Whether a path is what a match asks for. */
export function pathHolds({ kind, value }: PathMatch, path: string): boolean {
  if (kind === 'prefix') return path.startsWith(value);
  return kind === 'exact' ? path === value : matchesWhole(value, path);
}

/** Whether every header match of a list holds, of which several may ask for one header. */
export function headersHold(list: unknown, { headers }: Request): boolean {
  return items(list).every((item) => {
    const name = (text(dig(item, 'name')) ?? '').toLowerCase();
    return headerHolds(dig(item, 'match'), fields(item).invert === true, headers[name]);
  });
}

/**
 * One header. Without a `match` it asks for presence, inverted for absence. With one, a header that is not there matches
 * neither as it is nor inverted: so does Envoy, which only inverts what it can compare (route_components.proto,
 * `treat_missing_header_as_empty`).
 */
function headerHolds(match: unknown, invert: boolean, value: string | undefined): boolean {
  if (match === undefined || match === null) return invert !== (value !== undefined);
  return value !== undefined && invert !== valueHolds(match, value);
}

function valueHolds(match: unknown, value: string): boolean {
  const { exact, prefix, suffix, regex } = fields(match);
  if (typeof exact === 'string') return value === exact;
  if (typeof prefix === 'string') return value.startsWith(prefix);
  if (typeof suffix === 'string') return value.endsWith(suffix);
  if (typeof regex === 'string') return matchesWhole(regex, value);
  const [start, end] = [dig(match, 'range', 'start'), dig(match, 'range', 'end')];
  if (typeof start !== 'number' || typeof end !== 'number') return true;
  return /^[+-]?\d+$/.test(value) && Number(value) >= start && Number(value) < end;
}

function queryHolds(item: unknown, query: ReadonlyMap<string, string>): boolean {
  const value = query.get(text(dig(item, 'name')) ?? '');
  const exact = dig(item, 'match', 'exact');
  return value !== undefined && (typeof exact !== 'string' || value === exact);
}
