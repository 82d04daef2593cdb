import { dig, fields, items, text } from '../../references/fields';
import type { Context } from '../context';
import { duration, milliseconds } from '../durations';
import type { Listener, Node } from '../nodes';
import type { AppMeshRoute } from '../read-route';
import { inTheWay } from './in-the-way';
import type { Part } from './parts';
import type { TrafficConfig } from './shapes';
import { type Listening, timeoutsOf } from './timeouts';

/** What a service says of its traffic, and whether App Mesh's own retries are behind it, which a patch has to write out. */
export interface Traffic {
  readonly config: TrafficConfig;
  readonly impliedRetries: boolean;
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
