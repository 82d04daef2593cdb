/** What is known of groups besides the schemas of their kinds. */
import { pluralOf } from './record';

/** A group of which every kind is known at the version of its source. */
export interface CompleteGroup {
  readonly group: string;
  /** In a reader's words: `Kuma v2.14.3`. */
  readonly of: string;
  /** Kinds that are there and have no schema here. */
  readonly others: readonly string[];
}

/** A kind, or a version of one, that a group had once. */
export interface GoneKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** The release that serves it no more. */
  readonly since: string;
  /** What took its place, where that is another kind or group. */
  readonly instead?: string;
}

/** A kind that is known by its name and scope, and has no schema. */
export interface NamedKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
  readonly of: string;
}

const words = (list: string) => list.split(' ');

export const completeGroups: readonly CompleteGroup[] = [
  { group: 'appmesh.k8s.aws', of: "App Mesh's controller v1.13.3", others: [] },
  {
    group: 'configuration.konghq.com',
    of: 'Kong Ingress Controller 3.5 and Kong Operator v2.2.3',
    others: words(
      'EventGatewayBackendCluster EventGatewayDataPlaneCertificate EventGatewayListener EventGatewayListenerPolicy EventGatewayVirtualCluster EventGatewayVirtualClusterConsumePolicy EventGatewayVirtualClusterPolicy EventGatewayVirtualClusterProducePolicy',
    ),
  },
  { group: 'external-secrets.io', of: 'External Secrets v2.9.0', others: [] },
  { group: 'generators.external-secrets.io', of: 'External Secrets v2.9.0', others: [] },
  { group: 'gateway-operator.konghq.com', of: 'Kong Operator v2.2.3', others: ['AIGateway'] },
  { group: 'incubator.ingress-controller.konghq.com', of: 'Kong Ingress Controller 3.5', others: [] },
  {
    group: 'konnect.konghq.com',
    of: 'Kong Operator v2.2.3',
    others: words(
      'IdentityProviderRequest KonnectCloudGatewayDataPlaneGroupConfiguration KonnectCloudGatewayNetwork KonnectCloudGatewayTransitGateway KonnectEventGateway MCPServer Portal PortalCustomDomain PortalCustomization PortalEmailConfig PortalIPAllowList PortalIdentityProviderRequest PortalPage PortalTeam',
    ),
  },
  {
    group: 'kuma.io',
    of: 'Kuma v2.14.3 and Kong Mesh',
    // Kong Mesh's own, whose source is not public.
    others: words('AccessAudit AccessRole AccessRoleBinding MeshGlobalRateLimit MeshOPA OPAPolicy'),
  },
];

/** Read from the CRDs of every release of each project. */
export const goneKinds: readonly GoneKind[] = [
  ...words('ClusterSecretStore ExternalSecret SecretStore').flatMap((kind) => [
    { apiVersion: 'external-secrets.io/v1alpha1', kind, since: 'External Secrets v0.16.0' },
    { apiVersion: 'external-secrets.io/v1beta1', kind, since: 'External Secrets v0.17.0' },
  ]),
  {
    apiVersion: 'external-secrets.io/v1beta1',
    kind: 'ClusterExternalSecret',
    since: 'External Secrets v0.17.0',
  },
  ...words('ControlPlane GatewayConfiguration').map((kind) => ({
    apiVersion: 'gateway-operator.konghq.com/v1alpha1',
    kind,
    since: 'Gateway Operator v1.2.0',
  })),
  {
    apiVersion: 'gateway-operator.konghq.com/v1alpha1',
    kind: 'DataPlane',
    since: 'Gateway Operator v0.6.0',
  },
  {
    apiVersion: 'gateway-operator.konghq.com/v1alpha1',
    kind: 'KonnectExtension',
    since: 'Kong Operator v2.0.0',
    instead: 'KonnectExtension of konnect.konghq.com/v1alpha2',
  },
];

function named(
  of: string,
  apiVersion: string,
  kinds: Readonly<{ Namespaced?: string; Cluster?: string }>,
): readonly NamedKind[] {
  return (['Namespaced', 'Cluster'] as const).flatMap((scope) => {
    const list = kinds[scope];
    if (list === undefined) return [];
    return words(list).map((kind) => ({ apiVersion, kind, plural: pluralOf(kind), scope, of }));
  });
}

export const namedKinds: readonly NamedKind[] = [
  ...named('cert-manager', 'acme.cert-manager.io/v1', { Namespaced: 'Challenge Order' }),
  ...named('Argo Rollouts', 'argoproj.io/v1alpha1', {
    Namespaced: 'AnalysisRun AnalysisTemplate Experiment Rollout',
    Cluster: 'ClusterAnalysisTemplate',
  }),
  ...named('the AWS Load Balancer Controller', 'elbv2.k8s.aws/v1beta1', {
    Namespaced: 'TargetGroupBinding',
    Cluster: 'IngressClassParams',
  }),
  ...named('Flagger', 'flagger.app/v1beta1', { Namespaced: 'AlertProvider Canary MetricTemplate' }),
  ...words('v1 v1beta2').flatMap((version) =>
    named('Flux', `image.toolkit.fluxcd.io/${version}`, {
      Namespaced: 'ImagePolicy ImageRepository ImageUpdateAutomation',
    }),
  ),
  ...named('Karpenter', 'karpenter.sh/v1', { Cluster: 'NodeClaim NodePool' }),
  ...named('Karpenter', 'karpenter.k8s.aws/v1', { Cluster: 'EC2NodeClass' }),
  ...named("Prometheus' operator", 'monitoring.coreos.com/v1', {
    Namespaced: 'Alertmanager Probe Prometheus ThanosRuler',
  }),
  ...named("Prometheus' operator", 'monitoring.coreos.com/v1alpha1', {
    Namespaced: 'AlertmanagerConfig PrometheusAgent ScrapeConfig',
  }),
  ...named('Flux', 'notification.toolkit.fluxcd.io/v1', { Namespaced: 'Receiver' }),
  ...named('Flux', 'notification.toolkit.fluxcd.io/v1beta3', { Namespaced: 'Alert Provider' }),
];
