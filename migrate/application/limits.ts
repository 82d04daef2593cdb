import { dig, fields, items, text } from '../../references/fields';
import type { Context } from '../context';
import { duration, milliseconds } from '../durations';
import { defaultRequestMilliseconds } from '../limits';
import type { Listener, Node } from '../nodes';
import type { AppMeshRoute } from '../read-route';
import { inTheWay } from './in-the-way';
import type { Part } from './parts';

/** Limits and checks of a service, in an application file. */
export interface TrafficConfig {
  readonly healthCheck?: Readonly<Record<string, unknown>>;
  readonly timeouts?: Readonly<Record<string, string>>;
  readonly retries?: { readonly attempts: number; readonly perTry?: string; readonly on: readonly string[] };
  readonly connectionLimits?: Readonly<Record<string, unknown>>;
  readonly outlierEjection?: Readonly<Record<string, unknown>>;
}

/** What a service says of its traffic, and whether App Mesh's own retries are behind it, which a patch has to write out. */
export interface Traffic {
  readonly config: TrafficConfig;
  readonly impliedRetries: boolean;
}

interface Listening {
  readonly node: Node;
  readonly listener: Listener;
}

/** The limits and checks of a service: those of its routes, where all agree, and of its virtual nodes, where all agree. */
export function trafficOf(context: Context, part: Part): Traffic {
  const listening = part.nodes.flatMap((node) =>
    node.listeners.slice(0, 1).map((listener): Listening => ({ node, listener })),
  );
  for (const node of part.nodes) judgeMore(context, node);
  const protocol = listening[0]?.listener.protocol ?? 'tcp';
  const route = routeSettings(context, part);
  const called = part.virtual !== undefined;
  const timeouts = timeoutsOf(context, part, listening, route);
  const retries = protocol === 'tcp' || !called ? undefined : retriesOf(context, protocol, route);
  const check = agreed(context, listening, 'healthCheck');
  const limits = Object.assign(
    {},
    ...Object.values(fields(agreed(context, listening, 'connectionPool'))).map((each) => fields(each)),
  );
  const ejection = agreed(context, listening, 'outlierDetection');
  const healthCheck = check === undefined ? undefined : checkOf(context, listening, check, protocol);
  return {
    config: {
      ...(healthCheck === undefined ? {} : { healthCheck }),
      ...(timeouts === undefined ? {} : { timeouts }),
      ...(retries === undefined ? {} : { retries }),
      ...(Object.keys(limits).length === 0 ? {} : { connectionLimits: limits }),
      ...(ejection === undefined ? {} : { outlierEjection: ejectionOf(ejection) }),
    },
    impliedRetries:
      protocol === 'http' &&
      called &&
      context.settings.retries === 'app-mesh-default' &&
      dig(route?.value, 'retryPolicy') === undefined,
  };
}

/** What a second listener, or the node itself, says and a service of an application file has no place for. */
function judgeMore(context: Context, { document, listeners }: Node): void {
  for (const { at, value } of listeners.slice(1))
    for (const field of ['healthCheck', 'outlierDetection', 'connectionPool', 'timeout'])
      if (dig(value, field) !== undefined)
        inTheWay(context, document, `${at}/${field}`, {
          why: 'checks and limits are those of the first port',
          found: `${field} of a further listener`,
          expected: 'none',
        });
  for (const { at, value } of listeners) {
    const mode = dig(value, 'tls', 'mode');
    if (mode === 'PERMISSIVE' || mode === 'DISABLED')
      inTheWay(context, document, `${at}/tls/mode`, {
        why: 'its pods take calls of the mesh alone, by mutual TLS',
        found: mode,
        expected: 'STRICT, or nothing',
      });
  }
  if (dig(document.manifest, 'spec', 'logging', 'accessLog') !== undefined)
    inTheWay(context, document, '/spec/logging/accessLog', {
      why: 'it has no access logs',
      found: 'accessLog',
      expected: 'none',
      mend: 'leave it out here, and write a MeshAccessLog for the whole mesh',
    });
}

/** The last route of a virtual router, which takes what no other does: its limits and retries are those of the service. */
function routeSettings(context: Context, { virtual }: Part): AppMeshRoute | undefined {
  const routes = (virtual?.converted.ports ?? []).flatMap(({ rules }) => rules.map(({ route }) => route));
  const last = routes.at(-1);
  if (last === undefined) return undefined;
  for (const field of ['timeout/idle', 'retryPolicy']) {
    const said = (route: AppMeshRoute) => JSON.stringify(dig(route.value, ...field.split('/')) ?? null);
    const other = routes.find((route) => said(route) !== said(last));
    if (other === undefined) continue;
    const at = said(other) === 'null' ? last : other;
    inTheWay(context, at.document, `${at.typeAt}/${field}`, {
      why: 'idle limits and retries are those of a whole service',
      found: `route ${other.name} and route ${last.name} say other things`,
      expected: 'the same for all routes of the router',
    });
  }
  return last;
}

/**
 * The limit of a route's requests, where it is another than that of the service: the earlier one of the route's own and those
 * of the listeners behind it.
 */
export function ownLimit({ virtual, nodes }: Part, route: AppMeshRoute): string | undefined {
  const last = (virtual?.converted.ports ?? []).flatMap(({ rules }) => rules).at(-1)?.route;
  const listening = nodes.flatMap((node) => node.listeners.slice(0, 1));
  const limit = (of: AppMeshRoute | undefined) => {
    const said = [
      dig(of?.value, 'timeout', 'perRequest'),
      ...listening.map(({ value, protocol }) => dig(value, 'timeout', protocol, 'perRequest')),
    ];
    return earliest(said.map((each) => milliseconds(each) ?? defaultRequestMilliseconds));
  };
  const own = limit(route);
  return own === limit(last) ? undefined : duration(own);
}

/** Of several limits the one that comes first; 0 is none. */
function earliest(limits: readonly number[]): number {
  const some = limits.filter((each) => each > 0);
  return some.length === 0 ? 0 : Math.min(...some);
}

/** The limits of a call: those of the caller's Envoy and those of the pod's, of which the earlier one counts. */
function timeoutsOf(
  context: Context,
  part: Part,
  listening: readonly Listening[],
  route: AppMeshRoute | undefined,
): TrafficConfig['timeouts'] {
  const [first] = listening;
  if (first === undefined) return undefined;
  const { protocol } = first.listener;
  const said = (value: unknown, kind: string) => milliseconds(dig(value, 'timeout', kind));
  const atNode = ({ listener }: Listening, kind: string) =>
    milliseconds(dig(listener.value, 'timeout', listener.protocol, kind));
  const limit = (kind: 'perRequest' | 'idle', byDefault: number | undefined) => {
    const all = listening.map((each) => {
      const limits = [said(route?.value, kind) ?? byDefault, atNode(each, kind) ?? byDefault];
      const known = limits.flatMap((value) => value ?? []);
      return known.length === 0 ? undefined : earliest(known);
    });
    const saying = listening.find((each) => atNode(each, kind) !== undefined);
    if (saying !== undefined && all.some((each) => each !== all[0]))
      inTheWay(context, saying.node.document, `${saying.listener.at}/timeout/${protocol}/${kind}`, {
        why: 'limits are those of a whole service',
        found: 'another limit than that of its other virtual nodes',
        expected: 'the same for all virtual nodes of a service',
      });
    return all[0];
  };
  const called = part.virtual !== undefined;
  const request =
    protocol === 'tcp' ? undefined : limit('perRequest', called ? defaultRequestMilliseconds : undefined);
  const idle = limit('idle', undefined);
  if (protocol === 'grpc' && idle !== undefined) {
    const own = listening.find((each) => atNode(each, 'idle') !== undefined);
    if (own !== undefined)
      inTheWay(context, own.node.document, `${own.listener.at}/timeout/grpc/idle`, {
        why: 'the idle limit does not reach calls of gRPC',
        found: 'idle',
        expected: 'none',
      });
  }
  const timeouts = {
    ...(request === undefined ? {} : { request: duration(request) }),
    ...(idle === undefined || protocol === 'grpc' ? {} : { idle: duration(idle) }),
  };
  return Object.keys(timeouts).length === 0 ? undefined : timeouts;
}

function retriesOf(
  context: Context,
  protocol: Listener['protocol'],
  route: AppMeshRoute | undefined,
): TrafficConfig['retries'] {
  const policy = dig(route?.value, 'retryPolicy');
  // A MeshRetry has no effect on http2: what is lost is in the report.
  if (protocol === 'http2') return undefined;
  const grpc = protocol === 'grpc';
  if (policy === undefined || policy === null || route === undefined) {
    const none = context.settings.retries === 'none';
    if (grpc) return { attempts: none ? 0 : 2, on: ['unavailable'] };
    return { attempts: none ? 0 : 2, on: none ? ['connection-error'] : ['connection-error', 'stream-error'] };
  }
  const at = `${route.typeAt}/retryPolicy`;
  const lists = grpc ? ['grpcRetryEvents'] : ['httpRetryEvents', 'tcpRetryEvents'];
  const on = lists.flatMap((list) => items(dig(policy, list)).flatMap((each) => text(each) ?? []));
  const attempts = dig(policy, 'maxRetries');
  if (typeof attempts !== 'number' || attempts > 10)
    inTheWay(context, route.document, `${at}/maxRetries`, {
      why: 'a call is tried ten times more at most',
      found: String(attempts),
      expected: '0 to 10',
    });
  const each = milliseconds(dig(policy, 'perRetryTimeout'));
  const none = on.length === 0;
  return {
    attempts: none ? 0 : Number(attempts),
    ...(each === undefined || each === 0 ? {} : { perTry: duration(each) }),
    on: none ? [grpc ? 'unavailable' : 'connection-error'] : [...new Set(on)],
  };
}

/** What the first listeners of all nodes say of a field; they have to say the same. */
function agreed(context: Context, listening: readonly Listening[], field: string): unknown {
  const said = ({ listener }: Listening) => JSON.stringify(dig(listener.value, field) ?? null);
  const [first] = listening;
  const other = listening.find((each) => first !== undefined && said(each) !== said(first));
  if (first !== undefined && other !== undefined) {
    const at = said(other) === 'null' ? first : other;
    inTheWay(context, at.node.document, `${at.listener.at}/${field}`, {
      why: 'checks and limits are those of a whole service',
      found: `another ${field} than that of ${at === first ? other.node.key : first.node.key}`,
      expected: 'the same for all virtual nodes of a service',
    });
  }
  return dig(first?.listener.value, field) ?? undefined;
}

function checkOf(
  context: Context,
  [first]: readonly Listening[],
  check: unknown,
  protocol: Listener['protocol'],
): TrafficConfig['healthCheck'] {
  const asked = dig(check, 'protocol') ?? protocol;
  if (first !== undefined && asked !== protocol)
    inTheWay(context, first.node.document, `${first.listener.at}/healthCheck/protocol`, {
      why: 'a service is checked by what it speaks',
      found: String(asked),
      expected: protocol,
    });
  const time = (name: string) => {
    const value = dig(check, name);
    return typeof value === 'number' ? duration(value) : undefined;
  };
  const [interval, timeout] = [time('intervalMillis'), time('timeoutMillis')];
  if (interval === undefined || timeout === undefined) return undefined;
  const http = protocol === 'http' || protocol === 'http2';
  return {
    ...(http ? { path: text(dig(check, 'path')) ?? '/' } : {}),
    interval,
    timeout,
    healthyThreshold: dig(check, 'healthyThreshold'),
    unhealthyThreshold: dig(check, 'unhealthyThreshold'),
  };
}

function ejectionOf(ejection: unknown): NonNullable<TrafficConfig['outlierEjection']> {
  const time = (name: string) => duration(milliseconds(dig(ejection, name)) ?? 0);
  return {
    consecutiveErrors: dig(ejection, 'maxServerErrors'),
    interval: time('interval'),
    baseEjection: time('baseEjectionDuration'),
    maxEjectionPercent: dig(ejection, 'maxEjectionPercent'),
  };
}
