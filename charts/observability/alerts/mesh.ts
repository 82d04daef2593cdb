import { buckets, inbound, series } from '../exported-metrics';
import type { Alert, Limits } from './alert';

/** What the control plane and the proxies of a mesh say of each other. */
export const meshAlerts: readonly Alert[] = [
  {
    alert: 'MeshConfigurationRefused',
    expr: `sum by (namespace, type_url) (rate(${series('xds_requests_received', { confirmation: '="NACK"' })}[5m])) > 0`,
    for: '5m',
    severity: 'critical',
    summary: 'Proxies refuse their configuration ({{ $labels.type_url }})',
    description:
      'They go on with what they had, and a new pod has nothing. The logs of the control plane say what Envoy has against it; the last policy that was changed is the likely cause.',
  },
  {
    alert: 'MeshConfigurationFails',
    expr: `sum by (namespace) (rate(${series('xds_generation_errors')}[5m])) > 0`,
    for: '10m',
    severity: 'critical',
    summary: 'The control plane cannot make the configuration of a proxy',
    description: 'Its log says of which proxy, and why.',
  },
  {
    alert: 'MeshProxyDisconnected',
    expr: `${series('envoy_control_plane_connected_state')} == 0`,
    for: '10m',
    severity: 'warning',
    summary: 'The proxy of pod {{ $labels.namespace }}/{{ $labels.pod }} has lost its control plane',
    description:
      'It goes on with what it has, until its certificate expires. Are the pods of the control plane there?',
  },
  {
    alert: 'MeshCertificateExpires',
    expr: `max by (mesh) (${series('xds_cert_expiration_timestamp_seconds')}) - time() < 3600 and on () sum(${series('xds_streams_active')}) > 0`,
    for: '5m',
    severity: 'critical',
    summary: 'The newest certificate of mesh {{ $labels.mesh }} runs out in {{ $value | humanizeDuration }}',
    description:
      'The control plane makes new ones long before. Look at the MeshIdentity: its status, and the Secrets of its authority.',
  },
];

/** The service by which a zone gets what the global control plane has. */
const sync = '="kuma.mesh.v1alpha1.KDSSyncService"';

/** A zone of a global control plane: whether it has it, and whether its token is taken. */
export const zoneAlerts: readonly Alert[] = [
  {
    alert: 'MeshZoneDisconnected',
    // A call of this kind lasts as long as the connection: as many have ended as have begun.
    expr: `sum by (zone) (${series('grpc_client_started_total', { grpc_service: sync })}) - (sum by (zone) (${series('grpc_client_handled_total', { grpc_service: sync })}) or 0 * sum by (zone) (${series('grpc_client_started_total', { grpc_service: sync })})) == 0`,
    for: '15m',
    severity: 'warning',
    summary: 'Zone {{ $labels.zone }} has lost its global control plane',
    description: 'The zone works on; nothing new comes, and other zones learn nothing of it.',
  },
  {
    alert: 'MeshZoneTokenRefused',
    expr: `sum by (zone) (increase(${series('grpc_client_handled_total', { grpc_service: sync, grpc_code: '=~"Unauthenticated|PermissionDenied"' })}[15m])) > 0`,
    for: '5m',
    severity: 'critical',
    summary: 'The token of zone {{ $labels.zone }} is refused',
    description: 'It has expired, or was revoked. Make a new one, and put it into AWS Secrets Manager.',
  },
];

/** What callers within the mesh get of each version: what a canary is judged by. */
export function versionAlerts({ errorPercent, latencyMilliseconds }: Limits): readonly Alert[] {
  const by = 'namespace, app, version';
  const answers = (of: string) =>
    `sum by (${by}) (rate(${series('envoy_cluster_upstream_rq_xx', {
      envoy_cluster_name: inbound,
      ...(of === '' ? {} : { envoy_response_code_class: of }),
    })}[5m]))`;
  const name = '{{ $labels.app }} {{ $labels.version }} in {{ $labels.namespace }}';
  return [
    {
      alert: 'ServiceVersionErrors',
      expr: `100 * ${answers('="5"')} / ${answers('')} > ${errorPercent}`,
      for: '5m',
      severity: 'critical',
      summary: `{{ $value | printf "%.1f" }} % of the answers of ${name} are errors`,
      description: 'If this version is a canary, set its share to 0.',
    },
    {
      alert: 'ServiceVersionSlow',
      expr: `histogram_quantile(0.95, sum by (${by}, le) (rate(${buckets('envoy_cluster_upstream_rq_time', { envoy_cluster_name: inbound })}[5m]))) > ${latencyMilliseconds}`,
      for: '10m',
      severity: 'warning',
      summary: `5 of 100 calls of ${name} take more than {{ $value | printf "%.0f" }} ms`,
      description: 'If this version is a canary, compare it with the other before its share grows.',
    },
  ];
}
