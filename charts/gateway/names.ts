import { hasGatewayOfItsOwn, isMadeByOperator, type SaidOfGateways } from '../../config/gateway';
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

/** A Gateway: what it is called, and the namespace that it and its routes' certificates are in. */
export interface GatewayPlace {
  readonly name: string;
  readonly namespace: string;
}

/** The Gateway of a cluster; its class and what the operator makes it by are called as it is. */
export const clusterGateway: GatewayPlace = { name: 'kong', namespace: gatewayNamespace };

/**
 * The Gateway that an application's routes attach to. One that the operator makes is called otherwise in each namespace: so is its
 * control plane in Konnect, and its class, which no namespace has.
 *
 * @param namespace that of the application
 */
export function gatewayPlaceOf(gateway: SaidOfGateways, namespace: string): GatewayPlace {
  if (!hasGatewayOfItsOwn(gateway)) return clusterGateway;
  return {
    name: isMadeByOperator(gateway) ? `${clusterGateway.name}-${namespace}` : clusterGateway.name,
    namespace,
  };
}

/** Labels of the pods that Kong Operator makes of a Gateway: they are known by its name. */
export function operatorPodLabels({ name }: GatewayPlace): Readonly<Record<string, string>> {
  return { 'gateway.networking.k8s.io/gateway-name': name };
}

/** Its Service comes first of those of its pods by name, for Kuma takes the first one for what the pods are. */
export const operatorService = 'api-proxy';

/**
 * The gateway that calls an application, as a member of the mesh. What the operator makes takes HTTP on 8000, too.
 *
 * @param namespace that of the application
 */
export function gatewayMemberOf(gateway: SaidOfGateways, namespace: string): GatewayMember {
  if (!isMadeByOperator(gateway)) return gatewayMember;
  const place = gatewayPlaceOf(gateway, namespace);
  return {
    ...gatewayMember,
    namespace: place.namespace,
    podLabels: operatorPodLabels(place),
    hostname: `${operatorService}.${place.namespace}.svc.cluster.local`,
  };
}

/** Label without which a Secret does not exist for Kong Operator. */
export const seenByOperator = { 'konghq.com/secret': 'true' } as const;
/** Secret of the certificate that the gateway shows for hosts without one of their own. */
export const defaultTlsSecret = 'kong-default-tls';
/** What Kong Operator signs in to Konnect by. */
export const konnectAuthentication = 'konnect';
/** Secret with the token by which Kong Operator signs in to Konnect. */
export const konnectTokenSecret = 'konnect-token';

/** The ServiceAccount by which External Secrets reads what the gateway of a namespace needs, beside that of its application. */
export const gatewaySecretsAccount = 'kong-external-secrets';

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
