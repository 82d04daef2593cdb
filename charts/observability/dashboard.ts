import type { Construct } from 'constructs';
import type { ClusterConfig } from '../../config/cluster';
import type { ObservabilityConfig } from '../../config/observability';
import { KubeConfigMap } from '../../imports/k8s';
import { gatewayNamespace } from '../gateway/names';
import { needsCertManager } from '../platform/needs-cert-manager';
import { buckets, inbound, series } from './exported-metrics';

/** A curve or number of a panel: what is asked for, and how it is called. */
interface Query {
  readonly expr: string;
  readonly legend: string;
}

/** A panel of the dashboard. */
export interface Panel {
  readonly title: string;
  /** Grafana's word for what is counted. */
  readonly unit: 'reqps' | 'percent' | 'ms' | 'short' | 's' | 'Bps';
  readonly queries: readonly Query[];
}

/** Panels under one heading. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

const rate = (selector: string) => `rate(${selector}[$__rate_interval])`;

function panel(title: string, unit: Panel['unit'], expr: string, legend: string): Panel {
  return { title, unit, queries: [{ expr, legend }] };
}

/** Share of answers that are errors, in percent, by some labels. */
function errorShare(by: string, errors: string, all: string): string {
  return `100 * sum by (${by}) (${rate(errors)}) / sum by (${by}) (${rate(all)})`;
}

function slowest(by: string, histogram: string): string {
  return `histogram_quantile(0.95, sum by (${by}, le) (${rate(histogram)}))`;
}

const gateway: Row = {
  title: 'Gateway: what callers get of each route',
  panels: [
    panel('Calls', 'reqps', `sum by (route) (${rate(series('kong_http_requests_total'))})`, '{{route}}'),
    panel(
      'Errors',
      'percent',
      errorShare(
        'route',
        series('kong_http_requests_total', { code: '=~"5.."' }),
        series('kong_http_requests_total'),
      ),
      '{{route}}',
    ),
    panel('95 of 100 calls within', 'ms', slowest('route', buckets('kong_request_latency_ms')), '{{route}}'),
    {
      title: 'Of it: the application, and the gateway itself',
      unit: 'ms',
      queries: [
        { expr: slowest('route', buckets('kong_upstream_latency_ms')), legend: '{{route}} application' },
        { expr: slowest('route', buckets('kong_kong_latency_ms')), legend: '{{route}} gateway' },
      ],
    },
    panel('Bytes', 'Bps', `sum by (direction) (${rate(series('kong_bandwidth_bytes'))})`, '{{direction}}'),
    panel(
      'Connections',
      'short',
      `sum by (pod) (${series('kong_nginx_connections_total', { state: '="active"' })})`,
      '{{pod}}',
    ),
    panel(
      'Targets that are not healthy',
      'short',
      `sum by (upstream, target) (${series('kong_upstream_target_health', { state: '=~"unhealthy|dns_error"' })})`,
      '{{upstream}} {{target}}',
    ),
  ],
};

const controller: Row = {
  title: 'Controller: configuration that Kong takes',
  panels: [
    panel(
      'Pushes',
      'short',
      `sum by (success) (${rate(series('ingress_controller_configuration_push_count'))})`,
      'success {{success}}',
    ),
    {
      title: 'Objects left out',
      unit: 'short',
      queries: [
        {
          expr: `max(${series('ingress_controller_translation_broken_resource_count')})`,
          legend: 'not translated',
        },
        {
          expr: `max(${series('ingress_controller_configuration_push_broken_resource_count')})`,
          legend: 'not taken',
        },
      ],
    },
  ],
};

const versions = 'namespace, app, version';
const legend = '{{namespace}} {{app}} {{version}}';
const answers = { envoy_cluster_name: inbound } as const;
const mesh: readonly Row[] = [
  {
    title: 'Services: each version',
    panels: [
      panel(
        'Calls',
        'reqps',
        `sum by (${versions}) (${rate(series('envoy_cluster_upstream_rq_xx', answers))})`,
        legend,
      ),
      panel(
        'Errors',
        'percent',
        errorShare(
          versions,
          series('envoy_cluster_upstream_rq_xx', { ...answers, envoy_response_code_class: '="5"' }),
          series('envoy_cluster_upstream_rq_xx', answers),
        ),
        legend,
      ),
      panel(
        '95 of 100 calls within',
        'ms',
        slowest(versions, buckets('envoy_cluster_upstream_rq_time', answers)),
        legend,
      ),
    ],
  },
  {
    title: 'Mesh: control plane and proxies',
    panels: [
      {
        title: 'Proxies',
        unit: 'short',
        queries: [
          { expr: `count(${series('envoy_server_live')})`, legend: 'there' },
          { expr: `sum(${series('envoy_control_plane_connected_state')})`, legend: 'connected' },
        ],
      },
      panel(
        'Configuration that proxies refuse',
        'short',
        `sum by (type_url) (${rate(series('xds_requests_received', { confirmation: '="NACK"' }))})`,
        '{{type_url}}',
      ),
      panel(
        'Until the newest certificate expires',
        's',
        `max by (mesh) (${series('xds_cert_expiration_timestamp_seconds')}) - time()`,
        '{{mesh}}',
      ),
    ],
  },
];

function secrets(hasCertificates: boolean): Row {
  return {
    title: 'Secrets and certificates',
    panels: [
      panel(
        'ExternalSecrets that cannot be read',
        'short',
        `sum by (namespace, name) (${series('externalsecret_status_condition', { condition: '="Ready"', status: '="False"' })}) > 0`,
        '{{namespace}}/{{name}}',
      ),
      panel(
        'Errors of reading',
        'short',
        `sum by (namespace, name) (${rate(series('externalsecret_sync_calls_error'))})`,
        '{{namespace}}/{{name}}',
      ),
      ...(hasCertificates
        ? [
            panel(
              'Until a certificate expires',
              's',
              `min by (namespace, name) (${series('certmanager_certificate_expiration_timestamp_seconds')}) - time()`,
              '{{namespace}}/{{name}}',
            ),
          ]
        : []),
    ],
  };
}

/** What the dashboard of a cluster shows: what there is to show. */
export function dashboardRows(config: ClusterConfig): readonly Row[] {
  const { gateway: own } = config;
  const inKonnect = own.mode === 'konnect-operator' || own.mode === 'konnect-data-plane';
  return [
    gateway,
    ...(inKonnect ? [] : [controller]),
    ...(config.mesh?.backend === 'kong-mesh' ? mesh : []),
    secrets(needsCertManager(config)),
  ];
}

const height = 8;
const width = 8;
const columns = 3;

/** The dashboard as Grafana reads it: rows of panels of one size, over any Prometheus that Grafana knows. */
export function dashboard(config: ClusterConfig): unknown {
  const panels: unknown[] = [];
  let y = 0;
  for (const row of dashboardRows(config)) {
    panels.push({ id: panels.length + 1, type: 'row', title: row.title, gridPos: { h: 1, w: 24, x: 0, y } });
    y += 1;
    for (const [index, each] of row.panels.entries()) {
      const x = (index % columns) * width;
      const line = y + Math.floor(index / columns) * height;
      panels.push(drawn(each, panels.length + 1, { h: height, w: width, x, y: line }));
    }
    y += Math.ceil(row.panels.length / columns) * height;
  }
  return {
    uid: `meshwright-${config.name}`.slice(0, 40),
    title: `${config.name}: gateway and mesh`,
    tags: ['meshwright'],
    schemaVersion: 39,
    editable: false,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    templating: { list: [{ name: 'datasource', type: 'datasource', query: 'prometheus' }] },
    panels,
  };
}

function drawn({ title, unit, queries }: Panel, id: number, gridPos: object): unknown {
  const datasource = { type: 'prometheus', uid: '$datasource' };
  return {
    id,
    type: 'timeseries',
    title,
    gridPos,
    datasource,
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    targets: queries.map(({ expr, legend: legendFormat }, index) => ({
      refId: String.fromCharCode(65 + index),
      datasource,
      expr,
      legendFormat,
    })),
  };
}

/** The dashboard as a ConfigMap that Grafana's sidecar finds by its labels. */
export function addDashboard(
  scope: Construct,
  config: ClusterConfig,
  { labels }: NonNullable<ObservabilityConfig['dashboard']>,
): void {
  new KubeConfigMap(scope, 'dashboard', {
    metadata: { name: 'grafana-dashboard', namespace: gatewayNamespace, labels: { ...labels } },
    data: { [`meshwright-${config.name}.json`]: `${JSON.stringify(dashboard(config), undefined, 2)}\n` },
  });
}
