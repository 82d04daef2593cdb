import { dig, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { Cluster } from '../cluster';
import {
  type Answer,
  answerOf,
  type Caller,
  type Part,
  type Request,
  type Routing,
  refusal,
  weighing,
} from '../request';
import type { Dataplane } from './dataplanes';
import {
  type Destination,
  type DestinationPort,
  describeDestination,
  hasHostname,
  requestProtocols,
} from './destinations';
import { passesOut } from './passthrough';
import { destinationParts, directParts } from './reach';
import { type Backend, hasHttpRules, httpRoutes, type Route, routeOf, tcpRule } from './routes';
import { type KongMeshOptions, KumaView } from './view';

/**
 * What Kong Mesh (Kuma 2.14) does with requests, by its objects alone: a Service is a MeshService whose ports speak what
 * `appProtocol` says; its routes are tried in Kuma's own order, and what none takes goes to the Service itself; the called
 * pods' permissions decide by SPIFFE id; what is for no destination is let out or not.
 */
export function readKongMesh(objects: readonly Manifest[], options: KongMeshOptions = {}): Routing {
  const view = new KumaView(new Cluster(objects), options);
  return { callers: view.cluster.workloads, answer: (caller, request) => answer(view, caller, request) };
}

function answer(view: KumaView, caller: Caller, request: Request): Answer {
  const proxy = view.dataplane(caller);
  if (proxy === undefined) {
    const by = [`pods of ${caller.namespace}/${caller.name} carry no proxy`];
    return answerOf(directParts(view, caller.namespace, request), { path: request.path, by });
  }
  const destination = destinationAt(view, proxy, request);
  const port = destination?.ports.find((each) => each.port === request.port);
  if (destination === undefined || port === undefined) return outside(view, proxy, request);
  return toDestination(view, proxy, destination, port, request);
}

/** What a host name means to a proxy: a Service by cluster DNS, or what a HostnameGenerator called so. */
function destinationAt(view: KumaView, proxy: Dataplane, { host }: Request): Destination | undefined {
  const service = view.cluster.serviceOf(host, proxy.namespace);
  return view.destinations.find(
    (each) =>
      each.mesh === proxy.mesh &&
      (service === undefined ? hasHostname(view.cluster, each, host) : each.service === service),
  );
}

function outside(view: KumaView, proxy: Dataplane, request: Request): Answer {
  const { open, by } = passesOut(view, proxy, request);
  const course = { path: request.path, by: [by] };
  if (open) return answerOf(directParts(view, proxy.namespace, request), course);
  return refusal(
    `${request.host}:${request.port} is no service of the mesh, and nothing lets it out`,
    course,
  );
}

function toDestination(
  view: KumaView,
  proxy: Dataplane,
  destination: Destination,
  port: DestinationPort,
  request: Request,
): Answer {
  const name = describeDestination(destination);
  const http = requestProtocols.includes(port.protocol);
  const tcp = tcpRule(view, proxy, destination, port);
  // A MeshTCPRoute of a port that speaks requests counts only where no MeshHTTPRoute is for it
  // (pkg/plugins/policies/meshtcproute/plugin/v1alpha1/listeners_backendrefs.go).
  if (!http || (tcp !== undefined && !hasHttpRules(view, proxy, destination, port))) {
    const by = tcp === undefined ? [name] : [name, tcp.by];
    const course = { path: request.path, by };
    if (tcp !== undefined && tcp.backends.length === 0)
      return refusal('no backend of the rule is left', course);
    return answerOf(partsOf(view, proxy, destination, port, tcp?.backends), course);
  }
  const routes = httpRoutes(view, proxy, destination, port);
  const route = routeOf(routes, request);
  if (route === undefined) {
    const reason =
      routes.length === 0 ? 'no backend of any rule is left' : 'no rule takes it: Envoy answers 404';
    return refusal(reason, { path: request.path, by: [name] });
  }
  const redirect = route.filters.find((filter) => dig(filter, 'type') === 'RequestRedirect');
  const course = { path: rewritten(route, request.path), by: [name, route.by] };
  return redirect !== undefined
    ? refusal('the client is sent elsewhere', course)
    : answerOf(partsOf(view, proxy, destination, port, route.backends), course);
}

function partsOf(
  view: KumaView,
  proxy: Dataplane,
  destination: Destination,
  port: DestinationPort,
  backends: readonly Backend[] | undefined,
): readonly Part[] {
  if (backends === undefined) return destinationParts(view, proxy, destination, port);
  return backends.flatMap((backend) =>
    weighing(backend.weight, destinationParts(view, proxy, backend.destination, backend.port)),
  );
}

/** The path that a URLRewrite sends on; a prefix is that of the match that took the request. */
function rewritten({ filters, match }: Route, whole: string): string {
  const filter = filters.find((each) => dig(each, 'type') === 'URLRewrite');
  const path = dig(filter, 'urlRewrite', 'path');
  if (path === undefined) return whole;
  const [before = '', ...query] = whole.split('?');
  const after = query.length === 0 ? '' : `?${query.join('?')}`;
  const full = text(dig(path, 'replaceFullPath'));
  if (full !== undefined) return full + after;
  const prefix = (match.path?.value ?? '').replace(/\/$/, '');
  const changed = `${(text(dig(path, 'replacePrefixMatch')) ?? '').replace(/\/$/, '')}${before.slice(prefix.length)}`;
  return (changed === '' ? '/' : changed) + after;
}
