import { pluginHosts } from '../../config/application/publish/egress';
import type { ClusterConfig } from '../../config/cluster';
import type { GatewayConfig } from '../../config/gateway';
import { GraphError } from '../../config/graph/graph-error';
import type { ExternalService } from '../../config/graph/service-graph';
import { unsupportedBackends } from '../../config/graph/unsupported-app-mesh';
import { collectorOf } from '../../config/observability';
import { gatewayMember, gatewayNamespace } from './names';

/**
 * Hosts outside the mesh that the gateway's own pods call: Konnect's telemetry, those of its plugins, and the Redis in which
 * limits are counted, by TLS, whose server name is what both meshes know a host by; and the collector of its traces by HTTP,
 * which Kong Mesh knows by the Host header.
 */
export function gatewayHosts({
  gateway,
  applications,
  observability,
}: ClusterConfig): readonly ExternalService[] {
  const telemetry = konnectHosts(gateway);
  const published = Object.values(applications).map(({ publish }) => publish);
  const named = [...telemetry, ...gateway.egress, ...published.flatMap(({ egress }) => egress)];
  const ofPlugins = [
    ...(gateway.mode === 'konnect-data-plane' ? [] : Object.values(gateway.plugins)),
    ...published.flatMap(({ plugins }) => Object.values(plugins)),
  ].flatMap(pluginHosts);
  const redis = gateway.mode === 'konnect-data-plane' ? undefined : gateway.redis;
  const all = [
    ...named.map((host) => ({ host, port: 443 })),
    ...ofPlugins,
    ...(redis === undefined ? [] : [{ host: redis.host, port: redis.port }]),
  ];
  const collector = collectorOf(observability, observability?.traces);
  const found = new Map<string, ExternalService>();
  if (collector !== undefined) {
    const { host, httpPort: port } = collector;
    found.set('egress-traces', { name: 'egress-traces', host, port, protocol: 'http' });
  }
  for (const { host, port } of all) {
    const name = `egress-${host.replace('*', 'wildcard').replaceAll('.', '-')}${port === 443 ? '' : `-${port}`}`;
    found.set(name, { name, host, port, protocol: 'tls' });
  }
  return [...found.values()];
}

/** What a gateway calls of Konnect. Where the operator has the control plane made, its hosts are known when it is. */
function konnectHosts(gateway: GatewayConfig): readonly string[] {
  if (gateway.mode === 'konnect-kic') return [gateway.konnect.telemetryEndpoint];
  if (gateway.mode !== 'konnect-operator') return [];
  const { region } = gateway.konnect;
  return ['cp', 'tp'].map((sort) => `*.${region}.${sort}.konghq.com`);
}

/** @throws GraphError when the gateway calls more hosts than App Mesh can tell apart on one port */
export function assertGatewayHosts(hosts: readonly ExternalService[]): void {
  const unsupported = unsupportedBackends(gatewayMember.name, hosts);
  if (unsupported.length > 0) {
    throw new GraphError(gatewayNamespace, [], unsupported);
  }
}
