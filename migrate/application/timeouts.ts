import { dig } from '../../references/fields';
import type { Context } from '../context';
import { duration, milliseconds } from '../durations';
import { defaultRequestMilliseconds } from '../limits';
import type { Listener, Node } from '../nodes';
import type { AppMeshRoute } from '../read-route';
import { inTheWay } from './in-the-way';
import type { Part } from './parts';
import type { TrafficConfig } from './shapes';

/** A virtual node, and the listener that counts. */
export interface Listening {
  readonly node: Node;
  readonly listener: Listener;
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
export function timeoutsOf(
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
