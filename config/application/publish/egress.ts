import { isPluginName, pluginSchema } from '../../../kong-plugins/plugins';
import type { PluginConfig } from './plugins';

/** A host outside the mesh, and the port of it, that a plugin calls by TLS. */
export interface PluginHost {
  readonly host: string;
  readonly port: number;
}

/**
 * The hosts that a plugin calls, as the URLs in its configuration say: an issuer, a log collector. Names without a dot and
 * those of the cluster itself are no way out.
 */
export function pluginHosts({
  plugin,
  config,
}: Pick<PluginConfig, 'plugin' | 'config'>): readonly PluginHost[] {
  if (!isPluginName(plugin)) return [];
  const { properties = {} } = pluginSchema(plugin);
  return Object.entries(config).flatMap(([key, value]) => {
    const field = Object.hasOwn(properties, key) ? properties[key] : undefined;
    return field?.['x-form'] === 'url' && typeof value === 'string' ? hostOf(value) : [];
  });
}

function hostOf(url: string): readonly PluginHost[] {
  if (!URL.canParse(url)) return [];
  const { protocol, hostname, port } = new URL(url);
  const inside = !/[a-z]/i.test(hostname) || !hostname.includes('.') || /\.(svc|local|mesh)$/.test(hostname);
  if (protocol !== 'https:' || inside) return [];
  return [{ host: hostname, port: port === '' ? 443 : Number(port) }];
}
