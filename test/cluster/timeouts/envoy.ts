import { request } from 'node:http';
import { dig, fields, items } from '../../../references/fields';

/** What Envoy says that it runs with: the answer of its own administration interface, over the socket that kuma-dp gives it. */
export function configurationDump(socketPath: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, path: '/config_dump', headers: { host: 'envoy' } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        try {
          resolve(JSON.parse(text));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(text));
        }
      });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

const dumps = (dump: unknown, kind: string) =>
  items(dig(dump, 'configs')).filter((each) => String(dig(each, '@type')).endsWith(kind));

/** The limits of calls to a Service, route by route in Envoy's order, or of its connections where it has no routes: one line each. */
export function listenerLimits(dump: unknown, address: string, port: number): readonly string[] {
  const listener = dumps(dump, '.ListenersConfigDump')
    .flatMap((each) => items(dig(each, 'dynamic_listeners')))
    .map((each) => dig(each, 'active_state', 'listener'))
    .find((each) => dig(each, 'name') === `outbound:${address}:${port}`);
  const filters = items(dig(listener, 'filter_chains')).flatMap((chain) => items(dig(chain, 'filters')));
  return filters.flatMap((filter) => {
    const config = dig(filter, 'typed_config');
    if (String(dig(config, '@type')).endsWith('.TcpProxy'))
      return [`idle ${String(dig(config, 'idle_timeout'))}`];
    return items(dig(config, 'route_config', 'virtual_hosts'))
      .flatMap((host) => items(dig(host, 'routes')))
      .map((route) => {
        const action = dig(route, 'route');
        return `${matchOf(dig(route, 'match'))}: ${String(dig(action, 'timeout'))}, silent ${String(dig(action, 'idle_timeout'))}`;
      });
  });
}

function matchOf(match: unknown): string {
  const { path, prefix, path_separated_prefix: segments } = fields(match);
  const headers = items(dig(match, 'headers')).map((each) => String(dig(each, 'name')));
  return [String(path ?? segments ?? prefix), ...headers].join(' ');
}

/** The limits of connections to the endpoints of a Service. */
export function clusterLimits(dump: unknown, service: string): string {
  const cluster = dumps(dump, '.ClustersConfigDump')
    .flatMap((each) => items(dig(each, 'dynamic_active_clusters')))
    .map((each) => dig(each, 'cluster'))
    .find((each) => String(dig(each, 'name')).split('_')[1] === service);
  const options = dig(
    cluster,
    'typed_extension_protocol_options',
    'envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
    'common_http_protocol_options',
  );
  return `connect ${String(dig(cluster, 'connect_timeout'))}, idle ${String(dig(options, 'idle_timeout') ?? 'none')}`;
}
