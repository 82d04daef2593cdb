import { dig, fields, items, text } from '../references/fields';
import type { Account } from './account';
import type { InputDocument } from './document';
import type { Match, PathCondition } from './matches/match';
import { compiled, type ValueCondition } from './matches/value-condition';
import type { Protocol } from './nodes';

/** Types of a route, by what they speak. */
export const routeTypes: Readonly<Record<Protocol, string>> = {
  http: 'httpRoute',
  http2: 'http2Route',
  grpc: 'grpcRoute',
  tcp: 'tcpRoute',
};

/** A target of a route, before it is known. */
export interface RouteTarget {
  readonly at: string;
  readonly weight: number;
  readonly port: number | undefined;
  readonly reference: { readonly name: string; readonly namespace: string } | undefined;
  readonly arn: string | undefined;
}

/** A route of a virtual router. */
export interface AppMeshRoute {
  readonly document: InputDocument;
  readonly name: string;
  /** JSON pointers of the route, and of its type. */
  readonly at: string;
  readonly typeAt: string;
  readonly protocol: Protocol;
  readonly priority?: number;
  /** The listener that it is for. @default all */
  readonly port: number | undefined;
  readonly match: Match;
  readonly targets: readonly RouteTarget[];
  readonly value: unknown;
}

/** Reads the routes of a virtual router. */
export function routesOf(
  document: InputDocument,
  namespace: string,
  account: Account,
): readonly AppMeshRoute[] {
  return items(dig(document.manifest, 'spec', 'routes')).flatMap((route, i) =>
    (Object.keys(routeTypes) as Protocol[]).flatMap((protocol) => {
      const value = dig(route, routeTypes[protocol]);
      if (value === undefined || value === null) return [];
      const at = `/spec/routes/${i}`;
      const typeAt = `${at}/${routeTypes[protocol]}`;
      const priority = dig(route, 'priority');
      const port = dig(value, 'match', 'port');
      return [
        {
          document,
          name: text(dig(route, 'name')) ?? '',
          at,
          typeAt,
          protocol,
          ...(typeof priority === 'number' ? { priority } : {}),
          port: typeof port === 'number' ? port : undefined,
          match: matchOf(document, dig(value, 'match'), `${typeAt}/match`, protocol, account),
          targets: items(dig(value, 'action', 'weightedTargets')).map((target, j) =>
            targetOf(target, `${typeAt}/action/weightedTargets/${j}`, namespace),
          ),
          value,
        },
      ];
    }),
  );
}

function targetOf(value: unknown, at: string, namespace: string): RouteTarget {
  const reference = dig(value, 'virtualNodeRef');
  const name = text(dig(reference, 'name'));
  const port = dig(value, 'port');
  const weight = dig(value, 'weight');
  return {
    at,
    weight: typeof weight === 'number' ? weight : 0,
    port: typeof port === 'number' ? port : undefined,
    reference:
      name === undefined ? undefined : { name, namespace: text(dig(reference, 'namespace')) ?? namespace },
    arn: text(dig(value, 'virtualNodeARN')),
  };
}

/** What a route, of a router or of a gateway, asks of a request. */
export function matchOf(
  document: InputDocument,
  value: unknown,
  at: string,
  protocol: Protocol,
  account: Account,
): Match {
  const method = text(dig(value, 'method'));
  return {
    path:
      protocol === 'grpc'
        ? grpcPath(value)
        : protocol === 'tcp'
          ? { kind: 'any' }
          : httpPath(document, value, at, account),
    ...(method === undefined || protocol === 'grpc' ? {} : { method }),
    headers: headersOf(document, value, at, protocol, account),
    query: new Map(
      items(dig(value, 'queryParameters')).flatMap((item) => {
        const name = text(dig(item, 'name'));
        const exact = dig(item, 'match', 'exact');
        return name === undefined ? [] : [[name, typeof exact === 'string' ? exact : null] as const];
      }),
    ),
  };
}

function httpPath(document: InputDocument, value: unknown, at: string, account: Account): PathCondition {
  const prefix = text(dig(value, 'prefix'));
  const exact = text(dig(value, 'path', 'exact'));
  const regex = text(dig(value, 'path', 'regex'));
  if (exact !== undefined) return { kind: 'exact', value: exact };
  if (regex !== undefined) {
    judgeExpression(document, regex, `${at}/path/regex`, account);
    return { kind: 'regex', value: regex };
  }
  return prefix === undefined ? { kind: 'any' } : { kind: 'prefix', value: prefix };
}

/** Kuma sees a call of gRPC as the path `/service/method`. */
function grpcPath(value: unknown): PathCondition {
  const service = text(dig(value, 'serviceName'));
  const method = text(dig(value, 'methodName'));
  if (service === undefined) return { kind: 'any' };
  return method === undefined
    ? { kind: 'prefix', value: `/${service}/` }
    : { kind: 'exact', value: `/${service}/${method}` };
}

function headersOf(
  document: InputDocument,
  value: unknown,
  at: string,
  protocol: Protocol,
  account: Account,
): ReadonlyMap<string, readonly ValueCondition[]> {
  const list = protocol === 'grpc' ? 'metadata' : 'headers';
  const headers = new Map<string, readonly ValueCondition[]>();
  for (const [i, item] of items(dig(value, list)).entries()) {
    const name = text(dig(item, 'name'))?.toLowerCase();
    if (name === undefined) continue;
    const condition = conditionOf(dig(item, 'match'), dig(item, 'invert') === true);
    if (condition.kind === 'regex')
      judgeExpression(document, condition.value, `${at}/${list}/${i}/match/regex`, account);
    headers.set(name, [...(headers.get(name) ?? []), condition]);
  }
  return headers;
}

function conditionOf(match: unknown, inverted: boolean): ValueCondition {
  const asked = fields(match);
  for (const kind of ['exact', 'prefix', 'suffix', 'regex'] as const) {
    const value = asked[kind];
    if (typeof value === 'string') return { kind, value, inverted };
  }
  const [start, end] = [dig(asked, 'range', 'start'), dig(asked, 'range', 'end')];
  if (Number.isInteger(start) && Number.isInteger(end))
    return { kind: 'range', start: BigInt(Number(start)), end: BigInt(Number(end)), inverted };
  return { kind: inverted ? 'absent' : 'present' };
}

function judgeExpression(document: InputDocument, expression: string, at: string, account: Account): void {
  if (compiled(expression) === undefined)
    account.finding(document, at, {
      message: 'not a regular expression',
      found: expression,
      expected: 'RE2 syntax, which both meshes’ Envoys read',
      mend: 'write it without look-ahead, back references and the like',
    });
}
