import { buckets, series } from '../exported-metrics';
import { type Alert, expiresWithin, type Limits } from './alert';

/** Configuration that the gateway or its controller did not take; the controller is the same in Kong Operator. */
export const refusedConfiguration: readonly Alert[] = [
  {
    alert: 'KongConfigurationRefused',
    expr: `sum by (namespace, dataplane, failure_reason) (rate(${series('ingress_controller_configuration_push_count', { success: '="false"' })}[5m])) > 0`,
    for: '10m',
    severity: 'critical',
    summary: 'Kong does not take its configuration ({{ $labels.failure_reason }})',
    description:
      'Routes, plugins and consumers stay as they were; a new pod of the gateway gets none. The log of the controller names the object, and so do its events.',
  },
  {
    alert: 'KongObjectIgnored',
    expr: `max by (namespace) (${series('ingress_controller_translation_broken_resource_count')}) > 0`,
    for: '15m',
    severity: 'warning',
    summary: 'The controller leaves {{ $value }} objects out of the configuration',
    description:
      'An object refers to what is not there, or says what cannot be. Its events say which and why.',
  },
];

/** A gateway that Konnect configures: whether it does, and until when it may ask. */
export function konnectAlerts({ expiryDays }: Limits): readonly Alert[] {
  return [
    {
      alert: 'KongControlPlaneDisconnected',
      expr: `${series('kong_control_plane_connected')} == 0`,
      for: '15m',
      severity: 'warning',
      summary: 'Pod {{ $labels.pod }} of the gateway has lost Konnect',
      description:
        'It serves what it has; changes do not come. Look at the way to Konnect, the client certificate and the status page of Konnect.',
    },
    {
      alert: 'KongClusterCertificateExpires',
      expr: expiresWithin(
        `min by (namespace) (${series('kong_data_plane_cluster_cert_expiry_timestamp')})`,
        expiryDays,
      ),
      for: '1h',
      severity: 'warning',
      summary: "The gateway's certificate for Konnect expires in {{ $value | humanizeDuration }}",
      description:
        'Without it Konnect lets the gateway in no more. Rotate it in AWS Secrets Manager and in Konnect.',
    },
  ];
}

/** A licence of the gateway's own. Kong gives a time that is a day early, for all time zones. */
export function licenceAlerts({ expiryDays }: Limits): readonly Alert[] {
  return [
    {
      alert: 'KongLicenceExpires',
      expr: expiresWithin(`min by (namespace) (${series('kong_enterprise_license_expiration')})`, expiryDays),
      for: '1h',
      severity: 'warning',
      summary: 'The licence of Kong Gateway expires in {{ $value | humanizeDuration }}',
      description:
        'After it, plugins of the Enterprise edition and changes of the configuration are refused. Put the new one into AWS Secrets Manager.',
    },
  ];
}

/** What callers get of each route. */
export function routeAlerts({ errorPercent, latencyMilliseconds }: Limits): readonly Alert[] {
  const requests = (code: string) =>
    `sum by (namespace, route) (rate(${series('kong_http_requests_total', code === '' ? {} : { code })}[5m]))`;
  return [
    {
      alert: 'KongRouteErrors',
      expr: `100 * ${requests('=~"5.."')} / ${requests('')} > ${errorPercent}`,
      for: '10m',
      severity: 'critical',
      summary: '{{ $value | printf "%.1f" }} % of the answers of route {{ $labels.route }} are errors',
      description:
        'Compare kong_http_requests_total by its label source: service is the application, kong is the gateway itself.',
    },
    {
      alert: 'KongRouteSlow',
      expr: `histogram_quantile(0.95, sum by (namespace, route, le) (rate(${buckets('kong_request_latency_ms')}[5m]))) > ${latencyMilliseconds}`,
      for: '10m',
      severity: 'warning',
      summary: '5 of 100 calls of route {{ $labels.route }} take more than {{ $value | printf "%.0f" }} ms',
      description:
        'kong_upstream_latency_ms is what the application takes of it, kong_kong_latency_ms the gateway.',
    },
  ];
}

/**
 * A route that nobody calls: it may be unreachable, or no longer needed. Kong has no series of a route before its first call, so
 * each is asked for by name, once Kong is there to ask.
 *
 * @param route its object: namespace and name
 */
export function unusedRoute(route: { readonly namespace: string; readonly name: string }): Alert {
  const { name, namespace } = route;
  const escaped = (text: string) => text.replaceAll('.', '[.]');
  const matcher = `=~"((http|grpc)route[.])?${escaped(namespace)}[.]${escaped(name)}(-[0-9]+)?[.].+"`;
  const calls = `sum(increase(${series('kong_http_requests_total', { route: matcher })}[1d]))`;
  return {
    alert: 'KongRouteWithoutTraffic',
    expr: `(${calls} or vector(0)) == 0 and on () count(${series('kong_node_info')} offset 1d) > 0`,
    for: '1h',
    severity: 'warning',
    labels: { route: `${namespace}/${name}` },
    summary: `Nobody has called the route ${namespace}/${name} for a day`,
    description:
      'Call it from outside: DNS, load balancer, certificate, host and path all have to be right. If it is not needed, take it away.',
  };
}
