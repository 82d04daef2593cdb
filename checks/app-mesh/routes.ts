import { dig, items, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { present } from '../one-of';

/** Fields of a virtual router's route, one for each protocol. */
export const routeTypes = ['httpRoute', 'http2Route', 'grpcRoute', 'tcpRoute'] as const;

/** A route of a virtual router under one protocol's field. */
export interface TypedRoute {
  readonly name: string;
  readonly type: string;
  readonly value: unknown;
  /** Where the protocol's field is, as the parts of a JSON pointer. */
  readonly at: readonly (string | number)[];
}

/** Every route of a VirtualRouter. */
export function typedRoutes(router: Manifest): readonly TypedRoute[] {
  return items(dig(router, 'spec', 'routes')).flatMap((route, position) =>
    present(route, routeTypes).map((type) => ({
      name: text(dig(route, 'name')) ?? String(position + 1),
      type,
      value: dig(route, type),
      at: ['spec', 'routes', position, type],
    })),
  );
}

/** The one route of a GatewayRoute, or each of them where there are too many. */
export function gatewayRoutes(object: Manifest): readonly TypedRoute[] {
  return present(dig(object, 'spec'), gatewayRouteTypes).map((type) => ({
    name: object.metadata.name,
    type,
    value: dig(object, 'spec', type),
    at: ['spec', type],
  }));
}

export const gatewayRouteTypes = ['grpcRoute', 'httpRoute', 'http2Route'] as const;
