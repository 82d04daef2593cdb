import { dig, fields, items } from '../../../references/fields';
import { address, namespace, port } from './shop';

/** What the control plane gives a sidecar, or why it gives none. */
export type Configuration = { readonly xds: unknown } | { readonly error: string };

/** Asks the control plane for the configuration that it makes for a pod's sidecar. */
export async function configurationOf(api: string, pod: string): Promise<Configuration> {
  const answer = await fetch(`${api}/meshes/default/dataplanes/${pod}.${namespace}/_config`);
  const body: unknown = await answer.json();
  return answer.ok ? { xds: dig(body, 'xds') } : { error: `${answer.status} ${JSON.stringify(body)}` };
}

const type = (name: string) => `type.googleapis.com/envoy.config.${name}`;

/**
 * The shares of calls to jazz by Service, in the words of a claim: `jazz-v1 95, jazz-v2 5`, `none` where the sidecar does not listen
 * for it, and the error of a control plane that makes no configuration.
 */
export function sharesOf(configuration: Configuration): string {
  if ('error' in configuration) return configuration.error;
  const listener = dig(configuration.xds, type('listener.v3.Listener'), `outbound:${address}:${port}`);
  if (listener === undefined) return 'none';
  const [chain] = items(dig(listener, 'filterChains'));
  const [filter] = items(dig(chain, 'filters'));
  const [host] = items(dig(filter, 'typedConfig', 'routeConfig', 'virtualHosts'));
  const [first] = items(dig(host, 'routes'));
  const single = dig(first, 'route', 'cluster');
  const shares =
    single === undefined
      ? items(dig(first, 'route', 'weightedClusters', 'clusters')).map(
          (one) => `${serviceOf(dig(one, 'name'))} ${String(dig(one, 'weight'))}`,
        )
      : [`${serviceOf(single)} alone`];
  return shares.join(', ');
}

/** The addresses behind a Service, as the sidecar is told. */
export function endpointsOf(configuration: Configuration, service: string): readonly string[] {
  if ('error' in configuration) return [];
  const clusters = fields(dig(configuration.xds, type('endpoint.v3.ClusterLoadAssignment')));
  const [, own] = Object.entries(clusters).find(([name]) => serviceOf(name) === service) ?? [];
  const addresses = items(dig(own, 'endpoints')).flatMap((group) =>
    items(dig(group, 'lbEndpoints')).map((each) =>
      String(dig(each, 'endpoint', 'address', 'socketAddress', 'address')),
    ),
  );
  return [...new Set(addresses)].sort();
}

/** `jazz-v1` of `default_jazz-v1_shop_default_msvc_9080`. */
function serviceOf(cluster: unknown): string {
  return String(cluster).split('_')[1] ?? '';
}
