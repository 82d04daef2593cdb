import type { Construct } from 'constructs';
import type { PublishedRoute } from '../../../config/application/publish/published';
import type { RoutePlugin } from '../route-plugins';
import { addGrpcRoutes } from './grpc-routes';
import { addHttpRoutes } from './http-routes';
import { toHttps } from './redirects';
import type { GatewayApiPlace } from './route-head';

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
  if (route.protocol === 'grpc') return addGrpcRoutes(scope, route, place);
  if (!place.hybrid || route.http !== 'redirect') return addHttpRoutes(scope, route, place);
  const redirect = toHttps(route);
  const served: PublishedRoute = { ...route, http: 'serve', plugins: [redirect.name, ...route.plugins] };
  const own = new Set([...place.own, redirect.name]);
  return [redirect, ...addHttpRoutes(scope, served, { ...place, own })];
}
