import type { ClusterConfig } from '../../../config/cluster';
import type { OperatorConfig } from '../../../config/gateway';
import {
  type GatewayConfigurationSpec,
  GatewayConfigurationSpecDataPlaneOptionsResourcesPodDisruptionBudgetSpecMaxUnavailable as MaxUnavailable,
  GatewayConfigurationSpecDataPlaneOptionsNetworkServicesIngressType as ServiceType,
  GatewayConfigurationSpecKonnectSource as Source,
  GatewayConfigurationSpecControlPlaneOptionsWatchNamespacesType as Watched,
} from '../../../imports/gateway-operator.konghq.com';
import { injectedPod } from '../../pod-security';
import { priorityValue, spreadValues } from '../../spread';
import { loadBalancerCertificates } from '../certificates';
import { clusterPluginSecrets } from '../cluster-plugins';
import {
  clientAddressEnvironment,
  gatewayEnd,
  gatewayScaling,
  licenseEnvironment,
  loadBalancerAnnotations,
} from '../gateway-values';
import { gatewayImage, imageText } from '../image';
import {
  clientAuthoritySecret,
  clusterGateway,
  type GatewayPlace,
  gatewayMember,
  ingressClass,
  konnectAuthentication,
  operatorPodLabels,
  operatorService,
} from '../names';
import { tlsEnvironment } from '../tls-environment';
import { tracingEnvironment } from '../tracing-environment';

/**
 * What the operator makes the gateway by: its pods, its Service, and who configures it.
 *
 * @param config as the Gateway's namespace sees it
 */
export function configurationSpec(
  config: ClusterConfig,
  gateway: OperatorConfig,
  place: GatewayPlace,
): GatewayConfigurationSpec {
  const { autoscaling, replicas } = gateway;
  const annotations = loadBalancerAnnotations(config, loadBalancerCertificates(config));
  return {
    dataPlaneOptions: {
      deployment: {
        ...(autoscaling === undefined ? { replicas } : { scaling: { horizontal: gatewayScaling(gateway) } }),
        podTemplateSpec: podTemplate(config, gateway, place),
      },
      network: {
        services: {
          ingress: {
            name: operatorService,
            type: ServiceType.LOAD_BALANCER,
            annotations: {
              // There is no field for the class of the load balancer.
              'service.beta.kubernetes.io/aws-load-balancer-type': 'external',
              ...annotations,
            },
          },
        },
      },
      ...(replicas > 1 || autoscaling !== undefined
        ? { resources: { podDisruptionBudget: { spec: { maxUnavailable: MaxUnavailable.fromNumber(1) } } } }
        : {}),
    },
    ...(gateway.mode === 'kong-operator'
      ? { controlPlaneOptions: { ingressClass, ...watched(gateway, place) } }
      : { konnect: konnectOf(gateway.konnect.controlPlaneId, place) }),
  };
}

/**
 * One of several control planes reads its own namespace, for they all serve one class; and that of what is secret of the plugins of
 * all.
 */
function watched(
  gateway: OperatorConfig,
  { namespace }: GatewayPlace,
): Pick<NonNullable<GatewayConfigurationSpec['controlPlaneOptions']>, 'watchNamespaces'> {
  if (namespace === clusterGateway.namespace) return {};
  return {
    watchNamespaces:
      clusterPluginSecrets(gateway).length === 0
        ? { type: Watched.OWN }
        : { type: Watched.LIST, list: [clusterGateway.namespace] },
  };
}

function konnectOf(
  controlPlaneId: string | undefined,
  { namespace }: GatewayPlace,
): NonNullable<GatewayConfigurationSpec['konnect']> {
  const authRef =
    namespace === clusterGateway.namespace
      ? { name: konnectAuthentication }
      : { name: konnectAuthentication, namespace: clusterGateway.namespace };
  return controlPlaneId === undefined
    ? { authRef }
    : { authRef, source: Source.MIRROR, mirror: { konnect: { id: controlPlaneId } } };
}

/**
 * Who the gateway's container is, which the operator does not say: the image's user by its number, for of a name the kubelet does not
 * know that it is not root (values of Kong's own chart, kong 3.4.1 containerSecurityContext).
 */
const unprivileged = {
  runAsNonRoot: true,
  runAsUser: 1000,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
} as const;

/** The template is laid over the operator's own; its container `proxy` is the gateway. */
function podTemplate(config: ClusterConfig, gateway: OperatorConfig, place: GatewayPlace) {
  const { clientCertificates } = gateway.tls;
  const { name } = clientAuthoritySecret;
  const mounted = clientCertificates !== undefined;
  const { lifecycle, terminationGracePeriodSeconds } = gatewayEnd(config);
  return {
    metadata: config.mesh === undefined ? {} : { annotations: { 'kuma.io/gateway': 'enabled' } },
    spec: {
      serviceAccountName: gatewayMember.serviceAccount,
      ...spreadValues(config, operatorPodLabels(place)),
      ...priorityValue(config.production.priorityClasses.gateway),
      terminationGracePeriodSeconds,
      securityContext: injectedPod(config.mesh),
      containers: [
        {
          name: 'proxy',
          image: imageText(gatewayImage(config)),
          env: environment({
            ...licenseEnvironment(gateway),
            ...tlsEnvironment(gateway),
            ...clientAddressEnvironment(gateway),
            ...tracingEnvironment(config),
          }),
          lifecycle,
          resources: { requests: { cpu: '250m', memory: '1Gi' }, limits: { cpu: '2', memory: '2Gi' } },
          securityContext: { ...unprivileged },
          ...(mounted ? { volumeMounts: [{ name, mountPath: `/etc/secrets/${name}`, readOnly: true }] } : {}),
        },
      ],
      ...(mounted ? { volumes: [{ name, secret: { secretName: name } }] } : {}),
    },
  };
}

/** Kong's settings as variables of a container. */
function environment(settings: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Object.entries(settings).map(([key, value]) => ({
    name: `KONG_${key.toUpperCase()}`,
    ...(typeof value === 'object' && value !== null ? value : { value: String(value) }),
  }));
}
