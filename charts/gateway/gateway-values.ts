import type { ClusterConfig } from '../../config/cluster';
import type { GatewayConfig, KonnectDataPlaneConfig, KonnectKicConfig } from '../../config/gateway';
import type { HelmValues } from '../platform/helm-values';
import { injectedPod } from '../pod-security';
import { priorityValue, spreadValues } from '../spread';
import { loadBalancerCertificates } from './certificates';
import { gatewayImage } from './image';
import { clientTlsSecret, gatewayPodLabels, licenseSecret } from './names';

/** Values of the gateway's pods and Service that every mode has. */
export function commonGatewayValues(config: ClusterConfig): HelmValues {
  const { gateway } = config;
  return {
    image: gatewayImage(config),
    replicaCount: gateway.replicas,
    ...(gateway.autoscaling === undefined
      ? {}
      : { autoscaling: { enabled: true, ...gatewayScaling(gateway) } }),
    podDisruptionBudget: { enabled: gateway.replicas > 1, maxUnavailable: 1 },
    ...spreadValues(config, gatewayPods(gateway)),
    ...priorityValue(config.production.priorityClasses.gateway),
    securityContext: injectedPod(gateway.mode === 'konnect-data-plane' ? undefined : config.mesh),
    ...gatewayEnd(config),
    // Under load a gateway answers late. Readiness takes it out of the load balancer then; a restart would hand its calls to others under the same load.
    livenessProbe: { timeoutSeconds: 10, failureThreshold: 6 },
    resources: { requests: { cpu: '250m', memory: '1Gi' }, limits: { memory: '2Gi' } },
    manager: { enabled: false },
    proxy: proxyService(config, loadBalancerCertificates(config)),
  };
}

/** Labels of the gateway's pods: chart `kong` knows its pods by its own name, and `ingress` by what it calls its copy. */
function gatewayPods({ mode }: GatewayConfig): Readonly<Record<string, string>> {
  return mode === 'konnect-data-plane'
    ? { ...gatewayPodLabels, 'app.kubernetes.io/name': 'kong' }
    : gatewayPodLabels;
}

/** How many replicas there are by load. */
export function gatewayScaling({ replicas, autoscaling }: GatewayConfig) {
  return {
    minReplicas: replicas,
    maxReplicas: autoscaling?.maxReplicas ?? replicas,
    metrics: [
      {
        type: 'Resource',
        resource: {
          name: 'cpu',
          target: { type: 'Utilization', averageUtilization: autoscaling?.cpu ?? 70 },
        },
      },
    ],
  };
}

/** Seconds that Kong has for the calls that it still answers, once it takes no more. */
const lastCalls = 25;

/** How a pod of the gateway ends: it takes calls until the load balancer sends none, then answers those that it has. */
export function gatewayEnd({ production }: ClusterConfig) {
  return {
    lifecycle: {
      preStop: {
        exec: { command: ['kong', 'quit', `--wait=${production.drainSeconds}`, `--timeout=${lastCalls}`] },
      },
    },
    terminationGracePeriodSeconds: production.drainSeconds + lastCalls + 5,
  };
}

/** Policies of the load balancer by the lowest version of TLS that they take; AWS' own default takes 1.0. */
const tlsPolicies = {
  '1.2': 'ELBSecurityPolicy-TLS13-1-2-2021-06',
  '1.3': 'ELBSecurityPolicy-TLS13-1-3-2021-06',
} as const;

/** Targets by address lose the caller's own unless the load balancer is told otherwise. */
const targetGroupAttributes = {
  preserve: 'preserve_client_ip.enabled=true',
  'proxy-protocol': 'proxy_protocol_v2.enabled=true',
} as const;

/**
 * The Network Load Balancer: it calls the pods' own addresses, and asks for their health on the status port, which no
 * mesh intercepts. Where it holds the certificates it calls Kong by TLS again, on the port for TLS, so that Kong knows
 * https from http: a load balancer of this kind adds no header that would say it.
 */
function proxyService(config: ClusterConfig, certificates: readonly string[]): HelmValues {
  return {
    type: 'LoadBalancer',
    loadBalancerClass: 'service.k8s.aws/nlb',
    annotations: loadBalancerAnnotations(config, certificates),
    ...(config.gateway.loadBalancer.clientAddress === 'proxy-protocol'
      ? { http: { parameters: ['proxy_protocol'] }, tls: { parameters: ['http2', 'proxy_protocol'] } }
      : {}),
  };
}

/** What the Service says of its load balancer. */
export function loadBalancerAnnotations(
  { gateway, production }: ClusterConfig,
  certificates: readonly string[],
): Readonly<Record<string, string>> {
  const { scheme, annotations, clientAddress } = gateway.loadBalancer;
  const minimumVersion = gateway.mode === 'konnect-data-plane' ? '1.2' : gateway.tls.minimumVersion;
  const prefix = 'service.beta.kubernetes.io/aws-load-balancer';
  return {
    [`${prefix}-scheme`]: scheme,
    [`${prefix}-nlb-target-type`]: 'ip',
    [`${prefix}-healthcheck-protocol`]: 'http',
    [`${prefix}-healthcheck-port`]: '8100',
    [`${prefix}-healthcheck-path`]: '/status/ready',
    [`${prefix}-target-group-attributes`]: [
      ...(clientAddress === 'none' ? [] : [targetGroupAttributes[clientAddress]]),
      `deregistration_delay.timeout_seconds=${production.drainSeconds}`,
    ].join(','),
    ...(certificates.length === 0
      ? {}
      : {
          [`${prefix}-ssl-cert`]: certificates.join(','),
          [`${prefix}-ssl-ports`]: '443',
          [`${prefix}-ssl-negotiation-policy`]: tlsPolicies[minimumVersion],
          [`${prefix}-backend-protocol`]: 'ssl',
          [`${prefix}-alpn-policy`]: 'HTTP2Preferred',
        }),
    ...annotations,
  };
}

/** How the gateway learns a caller's address where a header of the connection says it. */
export function clientAddressEnvironment({ loadBalancer }: GatewayConfig): HelmValues {
  return loadBalancer.clientAddress === 'proxy-protocol'
    ? { real_ip_header: 'proxy_protocol', trusted_ips: '0.0.0.0/0,::/0' }
    : {};
}

/** Environment that keeps a gateway from reporting to Kong, which the mesh would drop anyway. */
const quiet = { anonymous_reports: 'off' } as const;

/** The licence of a gateway that is not in Konnect, from its Secret. */
export function licenseEnvironment(gateway: GatewayConfig): HelmValues {
  const licensed = gateway.mode === 'kic' || gateway.mode === 'kong-operator';
  if (!licensed || gateway.license === undefined) {
    return quiet;
  }
  return {
    ...quiet,
    license_data: { valueFrom: { secretKeyRef: { name: licenseSecret.name, key: licenseSecret.key } } },
  };
}

/** Under App Mesh the gateway's own Envoy is its client; the caller's address is in the header. */
export const behindEnvoyEnvironment = {
  trusted_ips: '127.0.0.1/32',
  real_ip_header: 'X-Forwarded-For',
  real_ip_recursive: 'on',
} as const;

/** What every gateway of Konnect has: the client certificate, and the telemetry endpoint. */
export function konnectEnvironment(gateway: KonnectKicConfig | KonnectDataPlaneConfig): HelmValues {
  const { telemetryEndpoint } = gateway.konnect;
  return {
    ...quiet,
    konnect_mode: 'on',
    vitals: 'off',
    cluster_mtls: 'pki',
    cluster_telemetry_endpoint: `${telemetryEndpoint}:443`,
    cluster_telemetry_server_name: telemetryEndpoint,
    cluster_cert: `/etc/secrets/${clientTlsSecret}/tls.crt`,
    cluster_cert_key: `/etc/secrets/${clientTlsSecret}/tls.key`,
    lua_ssl_trusted_certificate: 'system',
  };
}
