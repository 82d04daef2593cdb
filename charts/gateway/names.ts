import { isMadeByOperator } from '../../config/gateway';
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

/** The gateway that Kong Operator makes of a Gateway: its pods are known by the Gateway's name, their container takes HTTP on 8000. */
export const operatorPodLabels = { 'gateway.networking.k8s.io/gateway-name': 'kong' } as const;
/** Its Service comes first of those of its pods by name, for Kuma takes the first one for what the pods are. */
export const operatorService = 'api-proxy';

/** The gateway of a cluster, as a member of its mesh. */
export function gatewayMemberOf(gateway: { readonly mode: string }): GatewayMember {
  return isMadeByOperator(gateway)
    ? {
        ...gatewayMember,
        podLabels: operatorPodLabels,
        hostname: `${operatorService}.${gatewayNamespace}.svc.cluster.local`,
      }
    : gatewayMember;
}

/** Label without which a Secret does not exist for Kong Operator. */
export const seenByOperator = { 'konghq.com/secret': 'true' } as const;
/** Secret of the certificate that the gateway shows for hosts without one of their own. */
export const defaultTlsSecret = 'kong-default-tls';
/** Secret with the token by which Kong Operator signs in to Konnect. */
export const konnectTokenSecret = 'konnect-token';

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
