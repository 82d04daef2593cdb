import type { PublishedRoute } from '../../../config/application/publish/published';
import type { GatewayPlace } from '../names';

/** Where a route of Gateway API is put, and what it does not say itself. */
export interface GatewayApiPlace {
  readonly namespace: string;
  /** Names of the listeners that it attaches to; empty for all of the Gateway's. */
  readonly sections: readonly string[];
  /** The Gateway that it attaches to. */
  readonly gateway: GatewayPlace;
  /** Names of the KongPlugins of the namespace. */
  readonly own: ReadonlySet<string>;
  /** Whether Konnect configures the gateway: of the annotations two are read then, and plugins are filters alone. */
  readonly hybrid: boolean;
  /** Value of Strict-Transport-Security for its answers. */
  readonly hsts: string | undefined;
}

/** What an HTTPRoute and a GRPCRoute have in common. */
export interface RouteHead {
  readonly hostnames?: string[];
  readonly parentRefs: { name: string; namespace?: string; sectionName?: string }[];
}

/** Most hostnames that one route may have. */
const mostHosts = 16;

/** The heads of the objects of a route: one, or as many as its hosts need. */
export function headsOf({ hosts }: PublishedRoute, place: GatewayApiPlace): readonly RouteHead[] {
  const { gateway, namespace, sections } = place;
  const parent = gateway.namespace === namespace ? { name: gateway.name } : { ...gateway };
  const parentRefs =
    sections.length === 0 ? [parent] : sections.map((sectionName) => ({ ...parent, sectionName }));
  if (hosts.length === 0) return [{ parentRefs }];
  return chunks(hosts, mostHosts).map((hostnames) => ({ hostnames, parentRefs }));
}

/** A list in parts of at most so many. */
export function chunks<Item>(list: readonly Item[], most: number): Item[][] {
  return Array.from({ length: Math.ceil(list.length / most) }, (_, i) =>
    list.slice(i * most, (i + 1) * most),
  );
}

/** 308 keeps the method and the body of the call that is sent on. */
const redirectStatus = '308';

/**
 * What Gateway API has no words for, in Kong's annotations. The protocols are stated, for those of the listeners are not those
 * of a route that a listener by plain HTTP takes although it is called by TLS. Source: kubernetes-ingress-controller v3.5.13
 * internal/dataplane/kongstate/route.go.
 *
 * @param plugins names of the plugins that no filter names
 * @param hybrid whether Konnect configures the gateway, which reads two of them
 */
export function routeAnnotations(
  route: PublishedRoute,
  plugins: readonly string[],
  hybrid = false,
): Readonly<Record<string, string>> {
  if (hybrid) {
    return {
      ...route.annotations,
      'konghq.com/preserve-host': String(route.preserveHost),
      'konghq.com/strip-path': String(route.stripPath),
    };
  }
  const { http, preserveHost, protocol, stripPath, requestBuffering, responseBuffering, priority } = route;
  return {
    ...route.annotations,
    ...(http === 'redirect' && protocol === 'http'
      ? { 'konghq.com/https-redirect-status-code': redirectStatus }
      : {}),
    ...(plugins.length === 0 ? {} : { 'konghq.com/plugins': plugins.join(',') }),
    'konghq.com/preserve-host': String(preserveHost),
    'konghq.com/protocols': [...(http === 'serve' ? [protocol] : []), `${protocol}s`].join(','),
    ...(priority === undefined ? {} : { 'konghq.com/regex-priority': String(priority) }),
    ...(requestBuffering === undefined ? {} : { 'konghq.com/request-buffering': String(requestBuffering) }),
    ...(responseBuffering === undefined
      ? {}
      : { 'konghq.com/response-buffering': String(responseBuffering) }),
    ...(protocol === 'grpc' ? {} : { 'konghq.com/strip-path': String(stripPath) }),
  };
}
