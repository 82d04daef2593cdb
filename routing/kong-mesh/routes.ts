import { dig, fields, items, text } from '../../references/fields';
import { includes } from '../cluster';
import { once } from '../kept';
import type { Request } from '../request';
import type { Dataplane } from './dataplanes';
import {
  type Destination,
  type DestinationPort,
  describeDestination,
  requestProtocols,
} from './destinations';
import { compareMatches, type HttpMatch, httpMatchOf, takes } from './match';
import { compareEntries, type Policy } from './policy';
import type { KumaView } from './view';

/** One way that requests to a destination's port can go. */
export interface Route {
  readonly match: HttpMatch;
  /** `MeshHTTPRoute namespace/name`, or the destination itself. */
  readonly by: string;
  /** Undefined: the destination itself. */
  readonly backends: readonly Backend[] | undefined;
  readonly filters: readonly unknown[];
}

/** A backend, with the port that its part of the requests goes to. */
export interface Backend {
  readonly destination: Destination;
  readonly port: DestinationPort;
  readonly weight: number;
}

interface MergedRule {
  readonly matches: unknown;
  readonly conf: Readonly<Record<string, unknown>>;
  readonly policy: Policy;
}

const anyPath = httpMatchOf({ path: { type: 'PathPrefix', value: '/' } });

/**
 * The routes of a caller's requests to a port, in the order in which Envoy tries them
 * (pkg/plugins/policies/meshhttproute/plugin/v1alpha1/listeners.go): rules of all policies merged, sorted by their matches,
 * then a catch-all to the destination itself, unless a rule is exactly that. A route of whose backends none is left is not
 * there at all, and the next takes its requests.
 */
export function httpRoutes(
  view: KumaView,
  caller: Dataplane,
  destination: Destination,
  port: DestinationPort,
): readonly Route[] {
  return once(view.routesOf(caller), port, () => sortedRoutes(view, caller, destination, port));
}

function sortedRoutes(
  view: KumaView,
  caller: Dataplane,
  destination: Destination,
  port: DestinationPort,
): readonly Route[] {
  const rules = mergedRules(view.policies('MeshHTTPRoute', caller), destination, port);
  const routes = rules
    .flatMap((rule): readonly Route[] => {
      const backends = resolved(view, rule.conf.backendRefs, rule.policy);
      const by = `MeshHTTPRoute ${rule.policy.namespace}/${rule.policy.name}`;
      return items(rule.matches).map((match) => ({
        match: httpMatchOf(match),
        by,
        backends,
        filters: items(rule.conf.filters),
      }));
    })
    .toSorted((a, b) => compareMatches(a.match, b.match));
  const own = { match: anyPath, by: describeDestination(destination), backends: undefined, filters: [] };
  const all = routes.some(({ match }) => match.catchAll) ? routes : [...routes, own];
  return all.flatMap((route) => {
    if (route.backends === undefined) return requestProtocols.includes(port.protocol) ? [route] : [];
    const left = route.backends.filter(
      (backend) => backend.weight > 0 && requestProtocols.includes(backend.port.protocol),
    );
    return left.length === 0 ? [] : [{ ...route, backends: left }];
  });
}

/** Whether any MeshHTTPRoute is for a destination's port. */
export function hasHttpRules(
  view: KumaView,
  caller: Dataplane,
  destination: Destination,
  port: DestinationPort,
): boolean {
  return mergedRules(view.policies('MeshHTTPRoute', caller), destination, port).length > 0;
}

/** The first route that takes a request. */
export function routeOf(routes: readonly Route[], request: Request): Route | undefined {
  return routes.find(({ match }) => takes(match, request));
}

/** The backends of a MeshTCPRoute for a destination's port: `rule` undefined where none is. */
export function tcpRule(
  view: KumaView,
  caller: Dataplane,
  destination: Destination,
  port: DestinationPort,
): { readonly by: string; readonly backends: readonly Backend[] } | undefined {
  const last = relevant(view.policies('MeshTCPRoute', caller), destination, port).at(-1);
  if (last === undefined) return undefined;
  const [policy, entry] = last;
  const refs = dig(items(dig(entry, 'rules'))[0], 'default', 'backendRefs');
  const backends = (resolved(view, refs, policy) ?? []).filter(({ weight }) => weight > 0);
  return { by: `MeshTCPRoute ${policy.namespace}/${policy.name}`, backends };
}

/** The entries of `to` that are for a destination's port, the last winning (core/rules/outbound/resourcerules.go). */
function relevant(
  policies: readonly Policy[],
  destination: Destination,
  port: DestinationPort,
): readonly (readonly [Policy, unknown])[] {
  return policies
    .flatMap((policy) => policy.to.map((entry) => [policy, entry] as const))
    .toSorted(compareEntries)
    .filter(([policy, entry]) => isFor(dig(entry, 'targetRef'), policy, destination, port));
}

function isFor(target: unknown, policy: Policy, destination: Destination, port: DestinationPort): boolean {
  const kind = text(dig(target, 'kind'));
  if (kind === 'Mesh') return true;
  if (kind !== destination.kind) return false;
  const section = text(dig(target, 'sectionName'));
  if (section !== undefined && section !== port.name) return false;
  const labels = fields(dig(target, 'labels'));
  if (Object.keys(labels).length > 0) {
    return Object.entries(labels).every(([key, value]) => destination.labels[key] === value);
  }
  const name = text(dig(target, 'name'));
  // The old name of a Service: `name_namespace_svc` or `name_namespace_svc_port`.
  if (name === `${destination.name}_${destination.namespace}_svc`) return true;
  if (name === `${destination.name}_${destination.namespace}_svc_${port.port}`) return true;
  const namespace = text(dig(target, 'namespace')) ?? policy.namespace;
  return name === destination.name && namespace === destination.namespace;
}

/**
 * Rules of all entries as one list: the rules of the policy that wins come first; a rule with the same matches as that of
 * another is one, whose fields the winner replaces (core/rules/merge/merge.go).
 */
function mergedRules(
  policies: readonly Policy[],
  destination: Destination,
  port: DestinationPort,
): readonly MergedRule[] {
  const merged = new Map<string, MergedRule>();
  for (const [policy, entry] of relevant(policies, destination, port)) {
    for (const rule of items(dig(entry, 'rules')).toReversed()) {
      const matches = dig(rule, 'matches');
      const key = canonical(matches);
      const earlier = merged.get(key);
      merged.delete(key);
      const conf = { ...earlier?.conf, ...fields(dig(rule, 'default')) };
      merged.set(key, { matches, conf, policy });
    }
  }
  return [...merged.values()].toReversed();
}

/** A value as a text in which the order of keys does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

/**
 * Backends by what their references name; what is not there, or has no such port, is left out. Undefined where a rule has
 * no backends, or labels of all that it has name nothing: then the destination itself is called.
 */
function resolved(view: KumaView, refs: unknown, policy: Policy): readonly Backend[] | undefined {
  const list = items(refs).filter((ref) => !isUnresolved(view, ref));
  if (list.length === 0) return undefined;
  return list.flatMap((ref): readonly Backend[] => {
    const destination = destinationOf(view, ref, policy);
    const number = dig(ref, 'port');
    const section = text(dig(ref, 'sectionName')) ?? (number === undefined ? undefined : String(number));
    const port =
      section === undefined
        ? undefined
        : destination?.ports.find(({ port: each, name }) => name === section || String(each) === section);
    const only = destination?.kind === 'MeshExternalService' ? destination.ports[0] : undefined;
    const found = port ?? only;
    const weight = dig(ref, 'weight');
    if (destination === undefined || found === undefined) return [];
    return [{ destination, port: found, weight: typeof weight === 'number' ? weight : 1 }];
  });
}

function isUnresolved(view: KumaView, ref: unknown): boolean {
  const labels = fields(dig(ref, 'labels'));
  return Object.keys(labels).length > 0 && byLabels(view, ref) === undefined;
}

function byLabels(view: KumaView, ref: unknown): Destination | undefined {
  const labels = Object.fromEntries(
    Object.entries(fields(dig(ref, 'labels'))).map(([key, value]) => [key, String(value)]),
  );
  return view.destinations.find((each) => each.kind === dig(ref, 'kind') && includes(each.labels, labels));
}

function destinationOf(view: KumaView, ref: unknown, policy: Policy): Destination | undefined {
  if (Object.keys(fields(dig(ref, 'labels'))).length > 0) return byLabels(view, ref);
  const name = text(dig(ref, 'name'));
  const namespace = text(dig(ref, 'namespace')) ?? policy.namespace;
  return view.destinations.find(
    (each) =>
      each.kind === dig(ref, 'kind') &&
      each.name === name &&
      // Of the kinds that live in the system's namespace the name alone is given.
      (each.namespace === namespace || each.kind !== 'MeshService'),
  );
}
