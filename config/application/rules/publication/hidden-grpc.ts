import type { PublishingGateway } from '../../publish/gateway';
import { hostsOf } from '../../publish/published';
import type { RouteConfig } from '../../publish/routes';
import { type ApplicationFinding, placeText, type Running } from '../../running';
import { isForAllPaths } from './forms';
import { isEverything, isGrpc, pathsOf } from './grpc';

/**
 * Kong's controller makes of a GRPCRoute of all calls a route by its hosts alone, and Kong asks routes of more kinds of conditions
 * first: one of HTTP by a wider host and path, or by path and method, takes the calls and refuses them. An Ingress has the path / as
 * well as the host, and comes first (v3.5.13 subtranslator/grpcroute.go; Kong/kong 3.9 kong/router/traditional.lua).
 *
 * @param all the applications of the cluster
 */
export function hiddenCalls(
  running: Running,
  all: readonly Running[],
  gateway: PublishingGateway | undefined,
): readonly ApplicationFinding[] {
  if (gateway?.routes !== 'gateway-api' || gateway.grpcAsIngress) return [];
  const beside = gateway.apart ? [running] : all;
  return routesOf(running)
    .filter(([name, route]) => isGrpc(running, name, route))
    .flatMap(([name, route]): readonly ApplicationFinding[] => {
      const said = pathsOf(name, route).find(isEverything);
      const hidden = said === undefined ? undefined : firstTaken(hostsOf(route), beside);
      return said === undefined || hidden === undefined
        ? []
        : [
            {
              path: said.at,
              atKey: said.atKey,
              message: 'calls of gRPC that a route of HTTP takes',
              found: `every call of ${hidden.host}, which ${hidden.place} takes`,
              expected:
                'the services that are called: Kong’s controller looks at the host alone where a GRPCRoute is for all calls, and a route by path besides comes first',
              mend: 'write matches with method: {service: shop.Stock}; a method is left out for all of a service',
            },
          ];
    });
}

function routesOf({ head }: Running): readonly (readonly [string, RouteConfig])[] {
  return Object.entries(head?.publish.routes ?? {});
}

/** The first of some hosts whose calls another route takes, and where that stands. */
function firstTaken(hosts: readonly string[], beside: readonly Running[]) {
  for (const host of hosts) {
    for (const other of beside) {
      for (const [name, route] of routesOf(other)) {
        if (takes(route, host) && !isGrpc(other, name, route))
          return { host, place: placeText(other, ['publish', 'routes', name]) };
      }
    }
  }
  return undefined;
}

/** Whether a route has two kinds of conditions for all calls of gRPC to a host, which are POST, and is not as narrow in its host. */
function takes(route: RouteConfig, host: string): boolean {
  const hosts = hostsOf(route);
  const isWider = hosts.some(
    (each) => each !== host && each.startsWith('*.') && host.endsWith(each.slice(1)),
  );
  if (!isWider && hosts.length > 0) return false;
  const { paths = {}, matches } = route;
  if (Object.keys(paths).length > 0) return isWider && '/' in paths;
  return (matches ?? [{ headers: {} }]).some(
    ({ headers, path, method }) =>
      Object.keys(headers).length === 0 &&
      (method === 'POST' || (method === undefined && isWider)) &&
      isForAllPaths(path),
  );
}
