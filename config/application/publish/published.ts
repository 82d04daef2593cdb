import type { Protocol } from '../../graph/service-graph';
import { portsOf } from '../graph';
import type { Application } from '../schema';
import { backendName, backendsOf } from './backends';
import type { PlainHttp } from './hosts';
import type { BackendConfig, RouteConfig } from './routes';

/** A condition on a call, and the Service that the call goes to; in the terms of Gateway API's HTTPRouteMatch. */
export interface PublishedMatch {
  readonly path: {
    readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression';
    readonly value: string;
  };
  /** @default any */
  readonly method?: string;
  readonly headers: readonly PublishedHeader[];
  readonly backend: PublishedBackend;
}

export interface PublishedHeader {
  readonly name: string;
  readonly type: 'Exact' | 'RegularExpression';
  readonly value: string;
}

/** A port of a Service of the application's namespace. */
export interface PublishedBackend {
  readonly service: string;
  readonly port: number;
}

/** What the callers of a route speak. */
export type PublishedProtocol = 'http' | 'grpc';

/**
 * A route as it is meant, with its defaults, whatever objects it becomes: an Ingress and its annotations, an HTTPRoute or
 * a GRPCRoute. Nothing of it is looked up elsewhere.
 */
export interface PublishedRoute {
  readonly name: string;
  /** Empty for any host. */
  readonly hosts: readonly string[];
  readonly protocol: PublishedProtocol;
  readonly http: PlainHttp;
  /** Each with its own backend; a call that meets one of them is taken. */
  readonly matches: readonly PublishedMatch[];
  readonly stripPath: boolean;
  readonly preserveHost: boolean;
  readonly filters: RouteConfig['filters'];
  readonly requestBuffering?: boolean;
  readonly responseBuffering?: boolean;
  /** Which of two regular expressions is asked first: the higher one. */
  readonly priority?: number;
  /** Names of the plugins that run on it, the application's own first. */
  readonly plugins: readonly string[];
  /** For others that read routes, such as external-dns. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** The routes of an application, in the order of its file. */
export function publishedRoutes(application: Application): readonly PublishedRoute[] {
  return Object.entries(application.publish.routes).map(([name, route]) =>
    publishedRoute(application, name, route),
  );
}

function publishedRoute(application: Application, name: string, route: RouteConfig): PublishedRoute {
  const { publish } = application;
  const hosts = hostsOf(route);
  const [first] = backendsOf(route);
  const protocol = first === undefined ? undefined : portOf(application, first)?.protocol;
  const { annotations, filters, preserveHost, requestBuffering, responseBuffering, priority } = route;
  const { replacePrefixMatch } = filters.urlRewrite ?? {};
  return {
    name,
    hosts,
    protocol: protocol === 'grpc' ? 'grpc' : 'http',
    // The gateway takes HTTP/2 by TLS alone.
    http: protocol === 'grpc' ? 'refuse' : plainHttpOf(publish.hosts, route),
    matches: matchesOf(application, route),
    stripPath: protocol !== 'grpc' && stripsPath(route) && (replacePrefixMatch ?? '/') === '/',
    preserveHost,
    annotations,
    filters,
    ...(requestBuffering === undefined ? {} : { requestBuffering }),
    ...(responseBuffering === undefined ? {} : { responseBuffering }),
    ...(priority === undefined ? {} : { priority }),
    plugins: [
      ...new Set([
        ...Object.entries(publish.plugins).flatMap(([plugin, { scope }]) =>
          scope === 'application' ? [plugin] : [],
        ),
        ...route.plugins,
      ]),
    ],
  };
}

/** Whether what was matched is cut off the path before the call goes on. */
function stripsPath({ paths, stripPath, filters }: RouteConfig): boolean {
  return stripPath ?? (paths !== undefined || filters.urlRewrite?.replacePrefixMatch !== undefined);
}

/** The hosts of a route; none for any. */
export function hostsOf({ host, hosts }: Pick<RouteConfig, 'host' | 'hosts'>): readonly string[] {
  return [...new Set([...(host === undefined ? [] : [host]), ...(hosts ?? [])])];
}

type Hosts = Application['publish']['hosts'];

/** What is said of a host: by its own name, or else by the `*` that it falls under. */
export function hostEntry(hosts: Hosts, host: string): readonly [string, Hosts[string]] | undefined {
  for (const name of [host, host.replace(/^[^.]+\./, '*.')]) {
    const entry = Object.hasOwn(hosts, name) ? hosts[name] : undefined;
    if (entry !== undefined) return [name, entry];
  }
  return undefined;
}

/**
 * What becomes of plain HTTP: what the route says, or its hosts. Of several hosts that say otherwise, the strictest. A route
 * of any host can have no certificate of its own, and is served by both.
 */
function plainHttpOf(hosts: Hosts, route: RouteConfig): PlainHttp {
  if (route.http !== undefined) return route.http;
  const said = hostsOf(route).map((host) => hostEntry(hosts, host)?.[1].http ?? 'redirect');
  return (['refuse', 'redirect', 'serve'] as const).find((http) => said.includes(http)) ?? 'serve';
}

function matchesOf(application: Application, route: RouteConfig): readonly PublishedMatch[] {
  const { paths, matches = [{ headers: {} }], backend } = route;
  if (paths !== undefined) {
    return Object.entries(paths).map(([value, to]) => ({
      path: { type: 'PathPrefix', value },
      headers: [],
      backend: backendOf(application, to),
    }));
  }
  const to = backendOf(application, backend ?? firstService(application));
  return matches.map(({ path, method, headers }): PublishedMatch => {
    const grpc = typeof method === 'object' ? method : undefined;
    return {
      path: grpc === undefined ? (path ?? { type: 'PathPrefix', value: '/' }) : grpcPath(grpc),
      ...(typeof method === 'string' ? { method } : {}),
      headers: Object.entries(headers).map(([name, header]) => ({ name, ...header })),
      backend: to,
    };
  });
}

/** A gRPC call is an HTTP call of the path /package.Service/Method. */
function grpcPath({
  service,
  method,
}: {
  service: string;
  method?: string | undefined;
}): PublishedMatch['path'] {
  return method === undefined
    ? { type: 'PathPrefix', value: `/${service}` }
    : { type: 'Exact', value: `/${service}/${method}` };
}

/** A route that only sends callers elsewhere calls nothing; what stands there is any service that may be called. */
function firstService({ services, publish }: Application): string {
  const named = Object.values(publish.routes).flatMap(backendsOf)[0];
  if (named !== undefined) return backendName(named);
  return (
    Object.entries(services).find(([, { ports = {} }]) =>
      Object.values(ports).some(({ protocol }) => protocol === 'http'),
    )?.[0] ?? ''
  );
}

/** The port of a service that a route calls; undefined where there is none. */
function portOf(
  { services }: Application,
  backend: BackendConfig,
): { readonly port: number; readonly protocol: Protocol } | undefined {
  const service = services[backendName(backend)];
  const ports = service === undefined ? [] : portsOf(service);
  const wanted = typeof backend === 'string' ? undefined : backend.port;
  return wanted === undefined ? ports[0] : ports.find(({ name }) => name === wanted);
}

function backendOf(application: Application, backend: BackendConfig): PublishedBackend {
  const name = backendName(backend);
  return {
    service: application.services[name]?.existing?.service ?? name,
    port: portOf(application, backend)?.port ?? 0,
  };
}
