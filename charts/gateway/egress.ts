import type { GatewayConfig } from '../../config/gateway';
import { GraphError } from '../../config/graph/graph-error';
import type { ExternalService } from '../../config/graph/service-graph';
import { unsupportedBackends } from '../../config/graph/unsupported-app-mesh';
import { gatewayMember, gatewayNamespace } from './names';

/** Hosts outside the mesh that the gateway's own pods call by TLS: Konnect's telemetry, and those of its plugins. */
export function gatewayHosts(gateway: GatewayConfig): readonly ExternalService[] {
  const telemetry = gateway.mode === 'konnect-kic' ? [gateway.konnect.telemetryEndpoint] : [];
  return [...new Set([...telemetry, ...gateway.egress])].map((host) => ({
    name: `egress-${host.replaceAll('.', '-')}`,
    host,
    port: 443,
    protocol: 'tls',
  }));
}

/** @throws GraphError when the gateway calls more hosts than App Mesh can tell apart on one port */
export function assertGatewayHosts(hosts: readonly ExternalService[]): void {
  const unsupported = unsupportedBackends(gatewayMember.name, hosts);
  if (unsupported.length > 0) {
    throw new GraphError(gatewayNamespace, [], unsupported);
  }
}
