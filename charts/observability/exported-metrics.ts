/** A metric as its program gives it. */
interface ExportedMetric {
  /** Which program gives it, and the file in which it says so. */
  readonly source: string;
  /** Labels of its own, beside those of what it was fetched from. */
  readonly labels: readonly string[];
  /** A histogram is three series: `_bucket`, `_sum` and `_count`. @default one */
  readonly histogram?: true;
}

const kong = 'Kong/kong 3.9 kong/plugins/prometheus/exporter.lua';
const controller = 'Kong/kubernetes-ingress-controller v3.5 internal/metrics/prometheus.go';
const controlPlane = 'kumahq/kuma v2.14.3 pkg/xds/metrics/metrics.go';
const clients =
  'kumahq/kuma v2.14.3 pkg/metrics/metrics.go, grpc-ecosystem/go-grpc-prometheus client_metrics.go';
const envoy = 'Envoy 1.38, cluster and server statistics, as kuma-dp v2.14.3 gives them on port 5670';
const certificates = 'cert-manager/cert-manager v1.21.2 internal/collectors/certificate_collector.go';
const certificate = ['name', 'namespace', 'issuer_name', 'issuer_kind', 'issuer_group'] as const;
const pushes = ['success', 'protocol', 'failure_reason', 'dataplane', 'instance_id'] as const;

/**
 * Every metric that alerts and dashboards ask for: its name, its labels, and where its program says so. What Prometheus itself
 * adds is no metric of a program: `up`, and the labels of a target (`namespace`, `pod`, `job`, and `app` and `version` of a proxy).
 */
export const exportedMetrics = {
  kong_http_requests_total: {
    source: kong,
    labels: ['service', 'route', 'code', 'source', 'workspace', 'consumer'],
  },
  kong_request_latency_ms: { source: kong, labels: ['service', 'route', 'workspace'], histogram: true },
  kong_upstream_latency_ms: { source: kong, labels: ['service', 'route', 'workspace'], histogram: true },
  kong_kong_latency_ms: { source: kong, labels: ['service', 'route', 'workspace'], histogram: true },
  kong_bandwidth_bytes: { source: kong, labels: ['service', 'route', 'direction', 'workspace', 'consumer'] },
  kong_nginx_connections_total: { source: kong, labels: ['node_id', 'subsystem', 'state'] },
  kong_node_info: { source: kong, labels: ['node_id', 'version'] },
  kong_upstream_target_health: {
    source: kong,
    labels: ['upstream', 'target', 'address', 'state', 'subsystem'],
  },
  kong_control_plane_connected: { source: kong, labels: [] },
  kong_data_plane_cluster_cert_expiry_timestamp: { source: kong, labels: [] },
  kong_enterprise_license_expiration: {
    source: 'Kong Gateway Enterprise, plugin prometheus, licence exporter',
    labels: [],
  },
  ingress_controller_configuration_push_count: { source: controller, labels: pushes },
  ingress_controller_configuration_push_broken_resource_count: {
    source: controller,
    labels: ['dataplane', 'instance_id'],
  },
  ingress_controller_translation_broken_resource_count: { source: controller, labels: ['instance_id'] },
  xds_requests_received: {
    source: 'kumahq/kuma v2.14.3 pkg/util/xds/stats_callbacks.go',
    labels: ['type_url', 'confirmation', 'error_type', 'zone'],
  },
  xds_streams_active: { source: 'kumahq/kuma v2.14.3 pkg/util/xds/stats_callbacks.go', labels: ['zone'] },
  xds_generation_errors: { source: controlPlane, labels: ['zone'] },
  xds_cert_expiration_timestamp_seconds: { source: controlPlane, labels: ['mesh', 'zone'] },
  grpc_client_started_total: {
    source: clients,
    labels: ['grpc_method', 'grpc_service', 'grpc_type', 'zone'],
  },
  grpc_client_handled_total: {
    source: clients,
    labels: ['grpc_code', 'grpc_method', 'grpc_service', 'grpc_type', 'zone'],
  },
  envoy_cluster_upstream_rq_xx: {
    source: envoy,
    labels: ['envoy_cluster_name', 'envoy_response_code_class', 'mesh', 'kuma_workload'],
  },
  envoy_cluster_upstream_rq_time: {
    source: envoy,
    labels: ['envoy_cluster_name', 'mesh', 'kuma_workload'],
    histogram: true,
  },
  envoy_control_plane_connected_state: { source: envoy, labels: ['mesh', 'kuma_workload'] },
  envoy_server_live: { source: envoy, labels: ['mesh', 'kuma_workload'] },
  externalsecret_status_condition: {
    source: 'external-secrets/external-secrets v2.9.0 pkg/controllers/externalsecret/esmetrics/esmetrics.go',
    labels: ['name', 'namespace', 'condition', 'status'],
  },
  externalsecret_sync_calls_error: {
    source: 'external-secrets/external-secrets v2.9.0 pkg/controllers/externalsecret/esmetrics/esmetrics.go',
    labels: ['name', 'namespace'],
  },
  secretstore_status_condition: {
    source: 'external-secrets/external-secrets v2.9.0 pkg/controllers/secretstore/ssmetrics/ssmetrics.go',
    labels: ['name', 'namespace', 'condition', 'status'],
  },
  certmanager_certificate_expiration_timestamp_seconds: { source: certificates, labels: certificate },
  certmanager_certificate_ready_status: { source: certificates, labels: ['condition', ...certificate] },
} as const satisfies Readonly<Record<string, ExportedMetric>>;

export type MetricName = keyof typeof exportedMetrics;
type Labels<Name extends MetricName> = (typeof exportedMetrics)[Name]['labels'][number];
type Histogram = {
  [Name in MetricName]: (typeof exportedMetrics)[Name] extends { readonly histogram: true } ? Name : never;
}[MetricName];

/** Series of a metric, as PromQL selects them: each label with its matcher, such as `="200"` or `=~"5.."`. */
export function series<Name extends Exclude<MetricName, Histogram>>(
  name: Name,
  matchers?: Readonly<Partial<Record<Labels<Name>, string>>>,
): string {
  return selector(name, matchers);
}

/** The buckets of a histogram, as `histogram_quantile` takes them. */
export function buckets<Name extends Histogram>(
  name: Name,
  matchers?: Readonly<Partial<Record<Labels<Name>, string>>>,
): string {
  return selector(`${name}_bucket`, matchers);
}

function selector(name: string, matchers: Readonly<Partial<Record<string, string>>> = {}): string {
  const all = Object.entries(matchers).map(([label, matcher]) => `${label}${matcher}`);
  return all.length === 0 ? name : `${name}{${all.join(',')}}`;
}

/** The clusters of a proxy that are its own application: what it was called for, by any caller. */
export const inbound = '=~"localhost_.*|self_inbound_.*"';
