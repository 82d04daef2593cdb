import type { CertificateFiles } from './certificates';
import type { Backend, ServiceView } from './mesh-view';

/** One running copy of a version: its own port, and the port of the proxy beside it. */
export interface Endpoint {
  readonly backend: string;
  readonly application: number;
  readonly proxy: number;
}

/** Somebody who calls services through a proxy of their own. */
export interface Caller {
  readonly name: string;
  readonly identity: CertificateFiles | undefined;
  /** The port at which the caller's proxy takes the calls to a service. */
  readonly ports: ReadonlyMap<string, number>;
}

/** All that the proxies are configured from. */
export interface Proxies {
  readonly services: readonly ServiceView[];
  readonly endpoints: readonly Endpoint[];
  readonly callers: readonly Caller[];
  /** The identity that the proxies of the services show; undefined in a mesh without identities. */
  readonly server: CertificateFiles | undefined;
  readonly authority: string | undefined;
  readonly admin: number;
  /** Where the routes of a service are kept: Envoy reads the file again when it is replaced. */
  readonly routeFile: (service: string) => string;
}

type Config = Readonly<Record<string, unknown>>;

const extension = 'type.googleapis.com/envoy.extensions';
const manager = `${extension}.filters.network.http_connection_manager.v3.HttpConnectionManager`;
const router = { name: 'router', typed_config: { '@type': `${extension}.filters.http.router.v3.Router` } };

/** Envoy's start-up configuration: a way out for every caller, a way in before every copy of a version. */
export function bootstrap(proxies: Proxies): Config {
  const { services, endpoints, callers, admin } = proxies;
  return {
    node: { id: 'lane', cluster: 'lane' },
    admin: { address: address(admin) },
    static_resources: {
      listeners: [
        ...callers.flatMap((caller) =>
          services.map((service) =>
            outbound(caller, service, proxies.routeFile(`${caller.name}-${service.name}`)),
          ),
        ),
        ...endpoints.map((endpoint) => inbound(endpoint, proxies)),
      ],
      clusters: [
        ...callers.flatMap((caller) =>
          services.flatMap(({ backends }) => backends.map((backend) => remote(caller, backend, proxies))),
        ),
        ...endpoints.map((endpoint) => cluster(`local-${endpoint.application}`, [endpoint.application])),
      ],
    },
  };
}

/** The routes of one caller to one service, as Envoy reads them from a file. */
export function routes(caller: string, { name, backends }: ServiceView): Config {
  const clusters = backends.map((backend) => ({ name: `${caller}-${backend.name}`, weight: backend.weight }));
  const route = { match: { prefix: '/' }, route: { weighted_clusters: { clusters } } };
  return {
    resources: [
      {
        '@type': 'type.googleapis.com/envoy.config.route.v3.RouteConfiguration',
        name: `${caller}-${name}`,
        virtual_hosts: [{ name, domains: ['*'], routes: [route] }],
      },
    ],
  };
}

function outbound(caller: Caller, service: ServiceView, file: string): Config {
  const name = `${caller.name}-${service.name}`;
  const rds = { route_config_name: name, config_source: { path_config_source: { path: file } } };
  return listener(name, caller.ports.get(service.name) ?? 0, { rds, http_filters: [router] });
}

function inbound(
  { backend, application, proxy }: Endpoint,
  { services, server, authority }: Proxies,
): Config {
  const service = services.find(({ backends }) => backends.some(({ name }) => name === backend));
  const own = { match: { prefix: '/' }, route: { cluster: `local-${application}` } };
  const route_config = { virtual_hosts: [{ name: backend, domains: ['*'], routes: [own] }] };
  const http_filters = service?.callers === undefined ? [router] : [permission(service.callers), router];
  const tls = tlsOf(server, authority);
  return listener(
    `in-${application}`,
    proxy,
    { route_config, http_filters },
    tls && {
      name: 'tls',
      typed_config: {
        '@type': `${extension}.transport_sockets.tls.v3.DownstreamTlsContext`,
        require_client_certificate: true,
        common_tls_context: tls,
      },
    },
  );
}

/** Lets nobody in but the callers that are named; with an empty list, nobody at all. */
function permission(callers: readonly string[]): Config {
  const principals = callers.map((id) => ({ authenticated: { principal_name: { exact: id } } }));
  const policies = callers.length === 0 ? {} : { callers: { permissions: [{ any: true }], principals } };
  return {
    name: 'rbac',
    typed_config: { '@type': `${extension}.filters.http.rbac.v3.RBAC`, rules: { action: 'ALLOW', policies } },
  };
}

function remote(caller: Caller, backend: Backend, { endpoints, authority }: Proxies): Config {
  const ports = endpoints.filter((endpoint) => endpoint.backend === backend.name).map(({ proxy }) => proxy);
  const tls = tlsOf(caller.identity, authority);
  // A caller without permission would fail every health check and never ask: its answer is what is wanted here.
  const { health } = caller.name === 'stranger' ? { health: undefined } : backend;
  return {
    ...cluster(`${caller.name}-${backend.name}`, ports),
    ...(tls === undefined
      ? {}
      : {
          transport_socket: {
            name: 'tls',
            typed_config: {
              '@type': `${extension}.transport_sockets.tls.v3.UpstreamTlsContext`,
              common_tls_context: tls,
            },
          },
        }),
    ...(health === undefined
      ? {}
      : {
          health_checks: [
            {
              interval: `${health.interval / 1000}s`,
              // Envoy asks a cluster that has seen no call every minute only: too seldom for a lane of minutes.
              no_traffic_interval: `${health.interval / 1000}s`,
              timeout: `${health.timeout / 1000}s`,
              healthy_threshold: health.healthyThreshold,
              unhealthy_threshold: health.unhealthyThreshold,
              http_health_check: { path: health.path },
            },
          ],
        }),
  };
}

function tlsOf(identity: CertificateFiles | undefined, authority: string | undefined): Config | undefined {
  if (identity === undefined || authority === undefined) return undefined;
  const { certificate, key } = identity;
  return {
    tls_certificates: [{ certificate_chain: { filename: certificate }, private_key: { filename: key } }],
    validation_context: { trusted_ca: { filename: authority } },
  };
}

function listener(name: string, port: number, http: Config, transport_socket?: Config): Config {
  const typed_config = { '@type': manager, stat_prefix: name, ...http };
  const chain = { filters: [{ name: 'http', typed_config }], ...(transport_socket && { transport_socket }) };
  return { name, address: address(port), filter_chains: [chain] };
}

function cluster(name: string, ports: readonly number[]): Config {
  const lb_endpoints = ports.map((port) => ({ endpoint: { address: address(port) } }));
  return {
    name,
    type: 'STATIC',
    connect_timeout: '1s',
    load_assignment: { cluster_name: name, endpoints: [{ lb_endpoints }] },
  };
}

function address(port: number): Config {
  return { socket_address: { address: '127.0.0.1', port_value: port } };
}
