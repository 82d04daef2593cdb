import type { PublishingGateway } from '../../publish/gateway';
import { grpcCall } from '../../publish/grpc-call';
import { hostsOf } from '../../publish/published';
import type { RouteConfig } from '../../publish/routes';
import type { ApplicationFinding, Running } from '../../running';
import { calledPort, placedBackends } from './backends';

/** Whether a route leads to a service that speaks gRPC. */
export function isGrpc(running: Running, name: string, route: RouteConfig): boolean {
  return placedBackends(name, route).some(({ backend, path }) => {
    const port = calledPort(running, backend, path);
    return port !== undefined && 'protocol' in port && port.protocol === 'grpc';
  });
}

/** A path that a route matches, and where the file says so; the route itself where it says nothing. */
interface Said {
  readonly at: readonly PropertyKey[];
  readonly atKey: boolean;
  readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression';
  readonly value: string;
}

/**
 * What a route of gRPC takes beside what is meant, or instead of it. A call of gRPC has the path /package.Service/Method. Kong finds
 * a route by host and path, whatever the call is, and answers 415 where the one that it has found is of gRPC and the call is none
 * (Kong/kong 3.9 kong/runloop/handler.lua).
 */
export function grpcFindings(
  running: Running,
  gateway: PublishingGateway | undefined,
): readonly ApplicationFinding[] {
  if (gateway === undefined || gateway.routes === 'hybrid') return [];
  const asIngress = gateway.routes === 'ingress' || gateway.grpcAsIngress;
  return Object.entries(running.head?.publish.routes ?? {})
    .filter(([name, route]) => isGrpc(running, name, route))
    .flatMap(([name, route]) => {
      const said = pathsOf(name, route);
      return [
        ...(hostsOf(route).length > 0 ? [] : said.filter(isEverything).slice(0, 1).map(ofEverybody)),
        // As a GRPCRoute they are refused.
        ...(asIngress ? said.filter(isNoCall).map(ofNobody) : []),
      ];
    });
}

/** What a route matches by path alone. */
export function pathsOf(name: string, { paths = {}, matches }: RouteConfig): readonly Said[] {
  const at = ['publish', 'routes', name];
  const keys = Object.keys(paths);
  const all = { type: 'PathPrefix', value: '/' } as const;
  if (keys.length > 0)
    return keys.map((value) => ({ at: [...at, 'paths', value], atKey: true, type: 'PathPrefix', value }));
  if (matches === undefined) return [{ at, atKey: true, ...all }];
  return matches.flatMap(({ headers, method, path }, index): readonly Said[] => {
    if (typeof method === 'object' || Object.keys(headers).length > 0) return [];
    const match = [...at, 'matches', index];
    return path === undefined
      ? [{ at: match, atKey: false, ...all }]
      : [{ at: [...match, 'path', 'value'], atKey: false, type: path.type, value: path.value }];
  });
}

export const isEverything = ({ type, value }: Said) => type === 'PathPrefix' && value === '/';

/** An expression may be anything. */
const isNoCall = (said: Said) =>
  said.type !== 'RegularExpression' &&
  !isEverything(said) &&
  grpcCall(lastSlashOff(said)) === undefined &&
  !isMethod(said);

/** A prefix of whole segments that is a method is that method alone. */
function isMethod({ type, value }: Said): boolean {
  return type === 'PathPrefix' && grpcCall({ type: 'Exact', value: value.replace(/\/$/, '') }) !== undefined;
}

function lastSlashOff({ type, value }: Said): Pick<Said, 'type' | 'value'> {
  return { type, value: type === 'PathPrefix' ? value.replace(/\/$/, '') : value };
}

function ofEverybody({ at, atKey }: Said): ApplicationFinding {
  return {
    path: at,
    atKey,
    severity: 'notice',
    message: 'a route of gRPC that takes what no other route does',
    found: 'no host, and no service',
    expected:
      'a host, or the services that are called: by TLS this route is found for every call that no other is, of any host, and answers 415 to what is not gRPC',
    mend: 'write host, or matches with method: {service: shop.Stock}; a method is left out for all of a service',
  };
}

function ofNobody({ at, atKey, type, value }: Said): ApplicationFinding {
  return {
    path: at,
    atKey,
    severity: 'notice',
    message: 'a path that no call of gRPC has',
    found: value,
    expected: `/package.Service${type === 'PathPrefix' ? ' for all methods of a service' : '/Method'}: a call of gRPC has such a path, and this one is never met`,
    mend: 'match by method: {service: shop.Stock, method: Reserve}, without method for all of a service',
  };
}
