import type { Construct } from 'constructs';
import type { PublishedRoute } from '../../../config/application/publish/published';
import { gatewayNamespace } from '../names';
import type { RoutePlugin } from '../route-plugins';
import { gatewayName } from './gateway';
import { addGrpcRoutes } from './grpc-routes';
import { addHttpRoutes } from './http-routes';

/** Where a route of Gateway API is put, and what it does not say itself. */
export interface GatewayApiPlace {
  readonly namespace: string;
  /** Names of the listeners that it attaches to; empty for all of the Gateway's. */
  readonly sections: readonly string[];
  /** Names of the KongPlugins of the namespace. */
  readonly own: ReadonlySet<string>;
  /** Value of Strict-Transport-Security for its answers. */
  readonly hsts: string | undefined;
}

/** What an HTTPRoute and a GRPCRoute have in common. */
export interface RouteHead {
  readonly hostnames?: string[];
  readonly parentRefs: { name: string; namespace: string; sectionName?: string }[];
}

/** Most hostnames that one route may have. */
const mostHosts = 16;

/**
 * Adds the HTTPRoutes or GRPCRoutes of a published route.
 *
 * @returns the plugins that they name and nobody declares
 */
export function addGatewayApiRoutes(
  scope: Construct,
  route: PublishedRoute,
  place: GatewayApiPlace,
): readonly RoutePlugin[] {
  return route.protocol === 'grpc' ? addGrpcRoutes(scope, route, place) : addHttpRoutes(scope, route, place);
}

/** The heads of the objects of a route: one, or as many as its hosts need. */
export function headsOf({ hosts }: PublishedRoute, { sections }: GatewayApiPlace): readonly RouteHead[] {
  const parent = { name: gatewayName, namespace: gatewayNamespace };
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
 */
export function routeAnnotations(
  route: PublishedRoute,
  plugins: readonly string[],
): Readonly<Record<string, string>> {
  const { http, preserveHost, protocol, stripPath, requestBuffering, responseBuffering, priority } = route;
  return {
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
