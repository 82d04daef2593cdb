import type { MeshBackend } from '../../../graph/graph-error';
import { hostEntry, hostsOf } from '../../publish/published';
import type { RouteConfig } from '../../publish/routes';
import type { ApplicationFinding, Running } from '../../running';
import { type CalledPort, calledPort, placedBackends } from './backends';
import { pathFindings } from './paths';

/** What is said of routes: what they match, what they call, and what the two of them can do. */
export function routeFindings(
  running: Running,
  mesh: MeshBackend | undefined,
): readonly ApplicationFinding[] {
  return Object.entries(running.head?.publish.routes ?? {}).flatMap(([name, route]) => {
    const found = placedBackends(name, route).map(({ backend, path }) => calledPort(running, backend, path));
    const ports = found.flatMap((each) => (each !== undefined && 'protocol' in each ? [each] : []));
    return [
      ...shape(name, route),
      ...found.flatMap((each) => (each === undefined || 'protocol' in each ? [] : [each])),
      ...pathFindings(name, route),
      ...oneProtocol(ports),
      ...speaking(name, route, ports),
      ...hostFindings(running, name, route),
      ...(mesh === 'app-mesh' && route.preserveHost
        ? [
            {
              path: ['publish', 'routes', name, 'preserveHost'],
              message: 'App Mesh cannot do this',
              expected: 'false on App Mesh, whose Envoys know a service by its Host',
              mend: 'remove it: the service finds the Host that was called in X-Forwarded-Host',
            },
          ]
        : []),
    ];
  });
}

/** A route says by `paths` or by `matches` what it takes. */
function shape(name: string, route: RouteConfig): readonly ApplicationFinding[] {
  const { paths, matches, backend, filters } = route;
  const at = ['publish', 'routes', name];
  if (paths !== undefined && Object.keys(paths).length === 0) {
    return [
      {
        path: [...at, 'paths'],
        message: 'a route without a path',
        expected: 'at least one path, such as /: shop',
        mend: 'add one, or remove the route',
      },
    ];
  }
  if (paths !== undefined) {
    const more = matches !== undefined ? 'matches' : backend !== undefined ? 'backend' : undefined;
    return more === undefined
      ? []
      : [
          {
            path: [...at, more],
            atKey: true,
            message: `${more} beside paths`,
            found: more,
            expected: 'paths with a service each, or matches with one backend',
            mend: `move it to a route of its own, or remove paths`,
          },
        ];
  }
  if (backend === undefined && filters.requestRedirect === undefined) {
    return [
      {
        path: [...at, matches === undefined ? 'paths' : 'backend'],
        message: 'missing key',
        expected:
          matches === undefined
            ? 'paths, or matches and backend: what the route takes, and where it leads'
            : 'the service that the matches lead to',
        mend:
          matches === undefined
            ? `add paths under publish.routes.${name}, such as paths: {/: shop}`
            : `add backend under publish.routes.${name}`,
      },
    ];
  }
  return [];
}

/** An Ingress, and a route of Kong's, is of one protocol. */
function oneProtocol(ports: readonly CalledPort[]): readonly ApplicationFinding[] {
  const [first, ...more] = ports;
  const other = more.find(({ protocol }) => protocol !== first?.protocol);
  if (first === undefined || other === undefined) return [];
  return [
    {
      path: other.path,
      message: 'two protocols in one route',
      found: `${other.service}, which speaks ${other.protocol}`,
      expected: `services that all speak ${first.protocol}, as ${first.service} does`,
      mend: 'give it a route of its own',
    },
  ];
}

/** What a route of gRPC cannot have, and what only it can. */
function speaking(
  name: string,
  { matches = [], stripPath, http }: RouteConfig,
  [port]: readonly CalledPort[],
): readonly ApplicationFinding[] {
  if (port === undefined) return [];
  const at = ['publish', 'routes', name];
  const grpc = port.protocol === 'grpc';
  return [
    ...matches.flatMap(({ method }, index): ApplicationFinding[] =>
      method === undefined || (typeof method === 'object') === grpc
        ? []
        : [
            {
              path: [...at, 'matches', index, 'method'],
              message: grpc ? "a method of HTTP's" : 'a method of gRPC',
              expected: grpc
                ? `a map with service and method: ${port.service} speaks grpc`
                : `one of HTTP's methods: ${port.service} speaks http`,
              mend: grpc ? 'write {service: shop.Stock, method: Reserve}, or remove it' : 'write such as GET',
            },
          ],
    ),
    ...(grpc && stripPath === true
      ? [
          {
            path: [...at, 'stripPath'],
            message: 'a path of gRPC that is cut off',
            expected: 'false: the path of a gRPC call is its service and method',
            mend: 'remove it',
          },
        ]
      : []),
    ...(grpc && http !== undefined && http !== 'refuse'
      ? [
          {
            path: [...at, 'http'],
            message: 'gRPC without TLS',
            expected: 'refuse: the gateway takes HTTP/2, and so gRPC, by TLS alone',
            mend: 'remove it',
          },
        ]
      : []),
  ];
}

/** The hosts of one route want one Strict-Transport-Security. */
function hostFindings(running: Running, name: string, route: RouteConfig): readonly ApplicationFinding[] {
  const known = running.head?.publish.hosts ?? {};
  const said = hostsOf(route).map((host) => JSON.stringify(hostEntry(known, host)?.[1].hsts ?? null));
  if (new Set(said).size <= 1) return [];
  return [
    {
      path: ['publish', 'routes', name, 'hosts'],
      message: 'hosts of which not all have the same hsts',
      expected: 'one hsts for all hosts of a route, since its answers are those of all',
      mend: 'give them the same under publish.hosts, or a route each',
    },
  ];
}
