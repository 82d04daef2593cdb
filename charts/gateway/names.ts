import type { GatewayMember } from '../../config/graph/service-graph';

/** Namespace of the gateway, and the name of its Helm release. The chart's own defaults assume the release's name. */
export const gatewayNamespace = 'kong';
export const gatewayRelease = 'kong';

/** The IngressClass that the chart makes, and that consumers name in an annotation. */
export const ingressClass = 'kong';

/**
 * The gateway's pods of chart `kong/ingress`: its controller is a Deployment of its own with the same instance label,
 * so the name label has to be there too.
 */
export const gatewayPodLabels = {
  'app.kubernetes.io/instance': gatewayRelease,
  'app.kubernetes.io/name': 'gateway',
} as const;

/** The gateway as a member of the mesh: its container takes HTTP on 8000. */
export const gatewayMember: GatewayMember = {
  name: 'kong',
  namespace: gatewayNamespace,
  serviceAccount: 'kong-gateway',
  podLabels: gatewayPodLabels,
  port: 8000,
  hostname: `${gatewayRelease}-gateway-proxy.${gatewayNamespace}.svc.cluster.local`,
};

/** Secrets that the gateway reads, and their keys. */
export const licenseSecret = { name: 'kong-license', key: 'license' } as const;
export const clientTlsSecret = 'konnect-client-tls';
/** Secret with the authorities that callers' certificates are issued by. */
export const clientAuthoritySecret = { name: 'kong-client-authority', key: 'ca.crt' } as const;
/** Secret of the admission webhook's certificate, where cert-manager makes it. */
export const webhookTlsSecret = 'kong-admission-webhook-tls';
/** Secrets of the Admin API's certificates: those that cert-manager makes, and the one of the chart itself. */
export const adminTlsSecrets = {
  authority: 'kong-admin-api-ca',
  client: 'kong-admin-api-client',
  server: 'kong-admin-api-server',
  authorityOfTheChart: `${gatewayRelease}-controller-admin-api-ca-keypair`,
} as const;
