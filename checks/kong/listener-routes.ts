import { getOrMake } from '../../references/by-identity';
import { dig, items, pointer, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import type { ReferenceIndex } from '../../references/reference-index';
import { type Listener, parentsOf, refusal } from '../../references/route-attachment';
import { push } from '../../references/selector-postings';
import { operatorGateways } from '../kong-operator/gateways';
import { callsOfRoute, covers, type HttpRouteCalls } from './http-route-calls';
import { kongHttpRoutes } from './ingress';

/** An HTTPRoute of Kong's whose parents are listeners of one protocol alone. */
export interface ListenerRoute {
  readonly object: Manifest;
  /** JSON pointer of the parent. */
  readonly path: string;
  /** Names of the listeners that take it. */
  readonly listeners: readonly string[];
  readonly gateway: Manifest;
  /** Whether Konnect is given its routes, for which hardly any annotation is read. */
  readonly hybrid: boolean;
  /** In lower case; empty where it takes those of every host. */
  readonly hosts: readonly string[];
  readonly calls: readonly HttpRouteCalls[];
}

/** How a route on a listener by HTTP is in the way of one on a listener by HTTPS, or the other way round. */
export interface Collision {
  readonly other: ListenerRoute;
  readonly calls: HttpRouteCalls;
  /** Both take the same calls, or the calls of one are among those of the other, for which Kong takes the more exact one. */
  readonly how: 'alike' | 'redirect-around' | 'redirect-within';
}

/** The HTTPRoutes of a set that are on listeners by HTTP alone, and those on listeners by HTTPS alone. */
export function listenerRoutes(index: ReferenceIndex): {
  readonly plain: readonly ListenerRoute[];
  readonly secure: readonly ListenerRoute[];
} {
  const found: Record<'HTTP' | 'HTTPS', ListenerRoute[]> = { HTTP: [], HTTPS: [] };
  for (const object of kongHttpRoutes(index)) {
    const attached = attachmentOf(object, index);
    const [protocol, ...more] = attached?.protocols ?? [];
    if (attached === undefined || more.length > 0 || (protocol !== 'HTTP' && protocol !== 'HTTPS')) continue;
    const { gateway, taking, position } = attached;
    found[protocol].push({
      object,
      path: pointer('spec', 'parentRefs', position),
      listeners: [...new Set(taking.map(({ name }) => name))],
      gateway,
      hybrid: modeOf(gateway, index) === 'hybrid',
      hosts: hostsOf(object, taking),
      calls: callsOfRoute(object),
    });
  }
  return { plain: found.HTTP, secure: found.HTTPS };
}

/** What an HTTPRoute is attached to. */
export interface Attachment {
  readonly gateway: Manifest;
  /** The listeners that take it. */
  readonly taking: readonly Listener[];
  readonly protocols: ReadonlySet<unknown>;
  /** Position of the first parent. */
  readonly position: number;
}

/**
 * The one Gateway that a route is attached to; undefined where it has others, or one that is not in the set. Two Gateways of one class
 * may be two of Kong's, each with a controller of its own.
 */
export function attachmentOf(route: Manifest, index: ReferenceIndex): Attachment | undefined {
  const parents = parentsOf(route, index);
  const [first] = parents;
  if (first === undefined || parents.length < items(dig(route, 'spec', 'parentRefs')).length)
    return undefined;
  if (parents.some(({ gateway }) => gateway !== first.gateway)) return undefined;
  const taking = parents.flatMap(({ listeners }) =>
    listeners.filter((listener) => refusal(route, listener, index) === undefined),
  );
  const protocols = new Set(taking.map(({ value }) => dig(value, 'protocol')));
  return { gateway: first.gateway, taking, protocols, position: first.position };
}

/** The hosts of a route; those of its listeners where it has none, if each listener has one. */
function hostsOf(route: Manifest, listeners: readonly Listener[]): readonly string[] {
  const lower = (host: unknown) => text(host)?.toLowerCase() ?? [];
  const own = items(dig(route, 'spec', 'hostnames')).flatMap(lower);
  if (own.length > 0) return own;
  const named = listeners.flatMap(({ value }) => lower(dig(value, 'hostname')));
  return named.length < listeners.length ? [] : named;
}

const modeOf = (gateway: Manifest, index: ReferenceIndex) =>
  operatorGateways(index).find((each) => each.gateway === gateway)?.mode;

/** Finds the first route that a route on a listener by HTTP collides with. */
export function collisionFinder(
  secure: readonly ListenerRoute[],
): (plain: ListenerRoute) => Collision | undefined {
  const byGateway = new Map<
    Manifest,
    { readonly all: ListenerRoute[]; readonly byHost: Map<string, ListenerRoute[]> }
  >();
  for (const route of secure) {
    const own = getOrMake(byGateway, route.gateway, () => ({ all: [], byHost: new Map() }));
    own.all.push(route);
    for (const host of route.hosts.length === 0 ? [''] : route.hosts) push(own.byHost, host, route);
  }
  return (plain) => {
    const exact = plain.hosts.length > 0 && plain.hosts.every((host) => !host.startsWith('*'));
    const own = byGateway.get(plain.gateway);
    const near = exact
      ? new Set(['', ...plain.hosts].flatMap((host) => own?.byHost.get(host) ?? []))
      : (own?.all ?? []);
    const all = [...near].flatMap((other) => collisionOf(plain, other) ?? []);
    return all.find(({ how }) => how === 'alike') ?? all[0];
  };
}

function collisionOf(plain: ListenerRoute, other: ListenerRoute): Collision | undefined {
  const sameHost =
    plain.hosts.length === 0
      ? other.hosts.length === 0
      : plain.hosts.some((host) => other.hosts.includes(host));
  const around = sameHost || other.hosts.some((host) => hasHost(plain.hosts, host));
  const within = sameHost || plain.hosts.some((host) => hasHost(other.hosts, host));
  let first: Collision | undefined;
  for (const own of plain.calls) {
    const redirects = isRedirect(plain.object, own.rule);
    for (const calls of other.calls) {
      const [outer, inner] = [covers(own, calls), covers(calls, own)];
      if (sameHost && outer && inner) return { other, calls: own, how: 'alike' };
      if (!redirects || first !== undefined) continue;
      if (around && outer && !sendsOn(other)) first = { other, calls, how: 'redirect-around' };
      else if (within && inner && own.path !== calls.path)
        first = { other, calls: own, how: 'redirect-within' };
    }
  }
  return first;
}

function hasHost(hosts: readonly string[], host: string): boolean {
  return (
    hosts.length === 0 ||
    hosts.some((each) => each === host || (each.startsWith('*.') && host.endsWith(each.slice(1))))
  );
}

/** Whether a rule answers with another address. */
export function isRedirect(route: Manifest, rule: number): boolean {
  return items(dig(route, 'spec', 'rules', rule, 'filters')).some(
    (each) => dig(each, 'type') === 'RequestRedirect',
  );
}

/** Whether Kong itself sends plain HTTP on, or what the annotations say of protocols takes the place of the listeners'. */
function sendsOn({ object: { metadata }, hybrid }: ListenerRoute): boolean {
  const { 'konghq.com/https-redirect-status-code': status, 'konghq.com/protocols': protocols } =
    metadata.annotations ?? {};
  return !hybrid && ((status !== undefined && status !== '426') || protocols !== undefined);
}
