import type { Alert, Limits } from '../../../charts/observability/alerts/alert';
import {
  konnectAlerts,
  licenceAlerts,
  refusedConfiguration,
  routeAlerts,
  unusedRoute,
} from '../../../charts/observability/alerts/gateway';
import { meshAlerts, versionAlerts, zoneAlerts } from '../../../charts/observability/alerts/mesh';
import { certificateAlerts, dateAlert, secretAlerts } from '../../../charts/observability/alerts/secrets';

const limits: Limits = { errorPercent: 5, latencyMilliseconds: 1000, expiryDays: 30 };

/** Every alert that there is. The tests' clock begins on 1 January 1970. */
export const allAlerts: readonly Alert[] = [
  ...refusedConfiguration,
  ...konnectAlerts(limits),
  ...licenceAlerts(limits),
  ...routeAlerts(limits),
  unusedRoute({ namespace: 'prod', name: 'dj' }),
  ...meshAlerts,
  ...zoneAlerts,
  ...versionAlerts(limits),
  ...secretAlerts,
  ...certificateAlerts,
];
export const dateAlerts = {
  near: dateAlert('the token of the zone', '1970-01-15', limits),
  far: dateAlert('the token of the zone', '1970-06-15', limits),
};

/** Series by what they are, each with its values as promtool has them. */
type Series = Readonly<Record<string, string>>;

/** When an alert fires, and the nearest case in which it does not. Times are those of promtool: a value each minute. */
export interface AlertCase {
  readonly alert: string;
  readonly fires: Series;
  readonly quiet: Series;
  /** When both are asked. @default 2h */
  readonly at?: string;
}

const day = 86_400;
const rate = (each: number) => `0+${each}x300`;
const constant = (value: number) => `${value}x3000`;
const target = 'namespace="kong",pod="a"';
const version = 'namespace="prod",pod="a",app="jazz",version="v2",envoy_cluster_name="localhost_9080"';
const sync = 'grpc_service="kuma.mesh.v1alpha1.KDSSyncService",zone="one",grpc_method="GlobalToZoneSync"';
const bucket = (name: string, labels: string, slow: number): Series => ({
  [`${name}_bucket{${labels},le="500"}`]: rate(100 - slow),
  [`${name}_bucket{${labels},le="5000"}`]: rate(100),
  [`${name}_bucket{${labels},le="+Inf"}`]: rate(100),
});
const secret = 'namespace="prod",name="key"';

export const alertCases: readonly AlertCase[] = [
  {
    alert: 'KongConfigurationRefused',
    fires: {
      [`ingress_controller_configuration_push_count{${target},success="false",failure_reason="conflict",dataplane="x"}`]:
        rate(1),
    },
    quiet: {
      [`ingress_controller_configuration_push_count{${target},success="true",dataplane="x"}`]: rate(1),
      // It was refused once, long ago.
      [`ingress_controller_configuration_push_count{${target},success="false",failure_reason="network",dataplane="x"}`]:
        constant(3),
    },
  },
  {
    alert: 'KongObjectIgnored',
    fires: { [`ingress_controller_translation_broken_resource_count{${target}}`]: constant(1) },
    quiet: { [`ingress_controller_translation_broken_resource_count{${target}}`]: constant(0) },
  },
  {
    alert: 'KongControlPlaneDisconnected',
    fires: { [`kong_control_plane_connected{${target}}`]: constant(0) },
    quiet: { [`kong_control_plane_connected{${target}}`]: '1x100 0x10 1x100' },
  },
  {
    alert: 'KongClusterCertificateExpires',
    fires: { [`kong_data_plane_cluster_cert_expiry_timestamp{${target}}`]: constant(29 * day) },
    quiet: { [`kong_data_plane_cluster_cert_expiry_timestamp{${target}}`]: constant(31 * day) },
  },
  {
    alert: 'KongLicenceExpires',
    fires: { [`kong_enterprise_license_expiration{${target}}`]: constant(29 * day) },
    quiet: { [`kong_enterprise_license_expiration{${target}}`]: constant(31 * day) },
  },
  {
    alert: 'KongRouteErrors',
    fires: {
      [`kong_http_requests_total{${target},route="r",code="200"}`]: rate(94),
      [`kong_http_requests_total{${target},route="r",code="503"}`]: rate(6),
    },
    quiet: {
      [`kong_http_requests_total{${target},route="r",code="404"}`]: rate(96),
      [`kong_http_requests_total{${target},route="r",code="503"}`]: rate(4),
    },
  },
  {
    alert: 'KongRouteSlow',
    fires: bucket('kong_request_latency_ms', `${target},route="r"`, 10),
    quiet: bucket('kong_request_latency_ms', `${target},route="r"`, 4),
  },
  {
    alert: 'KongRouteWithoutTraffic',
    at: '30h',
    fires: {
      [`kong_node_info{${target}}`]: constant(1),
      [`kong_http_requests_total{${target},route="prod.other.jazz.dj.example.com.80",code="200"}`]:
        '0+1x3000',
    },
    quiet: {
      [`kong_node_info{${target}}`]: constant(1),
      [`kong_http_requests_total{${target},route="prod.dj.jazz.dj.example.com.80",code="200"}`]: '0+1x3000',
    },
  },
  {
    alert: 'MeshConfigurationRefused',
    fires: { 'xds_requests_received{namespace="m",type_url="Listener",confirmation="NACK"}': rate(1) },
    quiet: { 'xds_requests_received{namespace="m",type_url="Listener",confirmation="ACK"}': rate(1) },
  },
  {
    alert: 'MeshConfigurationFails',
    fires: { 'xds_generation_errors{namespace="m"}': rate(1) },
    quiet: { 'xds_generation_errors{namespace="m"}': constant(7) },
  },
  {
    alert: 'MeshProxyDisconnected',
    fires: { 'envoy_control_plane_connected_state{namespace="prod",pod="a"}': constant(0) },
    quiet: { 'envoy_control_plane_connected_state{namespace="prod",pod="a"}': constant(1) },
  },
  {
    alert: 'MeshCertificateExpires',
    fires: {
      'xds_cert_expiration_timestamp_seconds{mesh="default"}': constant(2.5 * 3600),
      'xds_streams_active{zone="one"}': constant(4),
    },
    quiet: {
      // One control plane has stopped making certificates, and the other goes on.
      'xds_cert_expiration_timestamp_seconds{mesh="default",pod="a"}': constant(2.5 * 3600),
      'xds_cert_expiration_timestamp_seconds{mesh="default",pod="b"}': constant(20 * 3600),
      'xds_streams_active{zone="one"}': constant(4),
    },
  },
  {
    alert: 'MeshZoneDisconnected',
    fires: {
      [`grpc_client_started_total{${sync}}`]: constant(2),
      [`grpc_client_handled_total{${sync},grpc_code="Canceled"}`]: constant(1),
      [`grpc_client_handled_total{${sync},grpc_code="Unavailable"}`]: constant(1),
    },
    quiet: { [`grpc_client_started_total{${sync}}`]: constant(1) },
  },
  {
    alert: 'MeshZoneTokenRefused',
    fires: { [`grpc_client_handled_total{${sync},grpc_code="Unauthenticated"}`]: rate(1) },
    quiet: { [`grpc_client_handled_total{${sync},grpc_code="Unavailable"}`]: rate(1) },
  },
  {
    alert: 'ServiceVersionErrors',
    fires: {
      [`envoy_cluster_upstream_rq_xx{${version},envoy_response_code_class="2"}`]: rate(90),
      [`envoy_cluster_upstream_rq_xx{${version},envoy_response_code_class="5"}`]: rate(10),
    },
    quiet: {
      [`envoy_cluster_upstream_rq_xx{${version},envoy_response_code_class="2"}`]: rate(90),
      // What it calls itself is another's fault.
      [`envoy_cluster_upstream_rq_xx{${version.replace('localhost_9080', 'metal_prod_svc_9080')},envoy_response_code_class="5"}`]:
        rate(90),
    },
  },
  {
    alert: 'ServiceVersionSlow',
    fires: bucket('envoy_cluster_upstream_rq_time', version, 10),
    quiet: bucket('envoy_cluster_upstream_rq_time', version, 4),
  },
  ...(['ExternalSecretNotReady', 'SecretStoreNotReady'] as const).map((alert): AlertCase => {
    const metric = `${alert.startsWith('External') ? 'externalsecret' : 'secretstore'}_status_condition`;
    return {
      alert,
      fires: { [`${metric}{${secret},condition="Ready",status="False"}`]: constant(1) },
      quiet: {
        [`${metric}{${secret},condition="Ready",status="False"}`]: constant(0),
        [`${metric}{${secret},condition="Ready",status="True"}`]: constant(1),
      },
    };
  }),
  {
    alert: 'CertificateNotReady',
    fires: { [`certmanager_certificate_ready_status{${secret},condition="False"}`]: constant(1) },
    quiet: { [`certmanager_certificate_ready_status{${secret},condition="False"}`]: constant(0) },
  },
  {
    alert: 'CertificateExpires',
    fires: { [`certmanager_certificate_expiration_timestamp_seconds{${secret}}`]: constant(6 * day) },
    quiet: { [`certmanager_certificate_expiration_timestamp_seconds{${secret}}`]: constant(20 * day) },
  },
];
