/** The kinds that Meshwright knows, and where each one's schema comes from. Versions of modules are in go.mod. */

/** CRD files of a Go module that go.mod pins. */
export interface ModuleSource {
  readonly module: string;
  /** Folder of the CRD files inside the module. */
  readonly folder: string;
  /** Kinds that get a class and a schema. */
  readonly kinds: readonly string[];
  /** Kinds that get a schema alone, for no chart makes objects of them. */
  readonly schemasOnly?: readonly string[];
}

/** A list of fields in `records/`, for a module that the Go checksum database does not vouch for. See record.ts. */
export interface RecordSource {
  readonly group: string;
  readonly module: string;
  readonly version: string;
  /** Kinds that get a class besides the schema. */
  readonly classes: readonly string[];
  /** Whose CRDs they are, where another source of the list has the same kinds: the record's name ends in it. */
  readonly flavour?: string;
}

/** The file of a record below `records/`. */
export function recordFile({ group, flavour }: RecordSource): string {
  return `${group}${flavour === undefined ? '' : `-${flavour}`}.txt`;
}

/**
 * Alternatives that the classes leave out, by kind and the path of what has them: 42 of the 43 providers of a store, which
 * would be nine tenths of the group's classes.
 */
export const classAlternatives: Readonly<Record<string, readonly [path: string, kept: string]>> = {
  SecretStore: ['spec/provider', 'aws'],
  ClusterSecretStore: ['spec/provider', 'aws'],
};

/** A Kubernetes OpenAPI v3 document of k8s.io/kubernetes. */
export interface CoreSource {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
}

export const moduleSources: readonly ModuleSource[] = [
  {
    module: 'github.com/argoproj/argo-cd/v3',
    folder: 'manifests/crds',
    kinds: ['Application', 'ApplicationSet', 'AppProject'],
  },
  {
    module: 'github.com/fluxcd/source-controller',
    folder: 'config/crd/bases',
    kinds: ['GitRepository', 'OCIRepository', 'HelmRepository'],
    schemasOnly: ['Bucket', 'ExternalArtifact', 'HelmChart'],
  },
  { module: 'github.com/fluxcd/kustomize-controller', folder: 'config/crd/bases', kinds: ['Kustomization'] },
  { module: 'github.com/fluxcd/helm-controller', folder: 'config/crd/bases', kinds: ['HelmRelease'] },
  {
    module: 'sigs.k8s.io/gateway-api',
    folder: 'config/crd/standard',
    kinds: ['GatewayClass', 'Gateway', 'GRPCRoute', 'HTTPRoute', 'ReferenceGrant'],
  },
  {
    module: 'sigs.k8s.io/gateway-api',
    folder: 'config/crd/experimental',
    kinds: [],
    schemasOnly: ['BackendTLSPolicy', 'TCPRoute', 'TLSRoute', 'UDPRoute'],
  },
  {
    module: 'github.com/cert-manager/cert-manager',
    folder: 'deploy/crds',
    kinds: ['Certificate', 'Issuer'],
    schemasOnly: ['CertificateRequest', 'ClusterIssuer'],
  },
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    folder: 'example/prometheus-operator-crd',
    kinds: ['PodMonitor', 'PrometheusRule', 'ServiceMonitor'],
  },
  {
    module: 'github.com/kedacore/keda/v2',
    folder: 'config/crd/bases',
    kinds: [],
    schemasOnly: ['ScaledObject', 'ScaledJob', 'TriggerAuthentication', 'ClusterTriggerAuthentication'],
  },
];

const externalSecrets = { module: 'github.com/external-secrets/external-secrets', version: 'v2.9.0' };
const kongController = { module: 'github.com/kong/kubernetes-configuration', version: 'v1.5.2' };
const kongOperator = { module: 'github.com/kong/kong-operator/v2', version: 'v2.2.3' };

export const recordSources: readonly RecordSource[] = [
  {
    group: 'appmesh.k8s.aws',
    module: 'github.com/aws/aws-app-mesh-controller-for-k8s',
    version: 'v1.13.3',
    classes: words('BackendGroup GatewayRoute Mesh VirtualGateway VirtualNode VirtualRouter VirtualService'),
  },
  {
    ...kongController,
    group: 'configuration.konghq.com',
    classes: words(
      'IngressClassParameters KongClusterPlugin KongConsumer KongConsumerGroup KongIngress KongPlugin KongUpstreamPolicy KongVault',
    ),
  },
  { ...kongController, group: 'incubator.ingress-controller.konghq.com', classes: [] },
  { ...kongOperator, group: 'configuration.konghq.com', classes: [], flavour: 'kong-operator' },
  { ...kongOperator, group: 'gateway-operator.konghq.com', classes: ['GatewayConfiguration'] },
  { ...kongOperator, group: 'konnect.konghq.com', classes: ['KonnectAPIAuthConfiguration'] },
  {
    ...externalSecrets,
    group: 'external-secrets.io',
    classes: words('ClusterExternalSecret ClusterSecretStore ExternalSecret PushSecret SecretStore'),
  },
  { ...externalSecrets, group: 'generators.external-secrets.io', classes: ['Password'] },
  {
    group: 'kuma.io',
    module: 'github.com/kumahq/kuma/v2',
    version: 'v2.14.3',
    classes: words(
      'ContainerPatch Dataplane HostnameGenerator Mesh MeshAccessLog MeshCircuitBreaker MeshExternalService MeshFaultInjection MeshHTTPRoute MeshHealthCheck MeshIdentity MeshLoadBalancingStrategy MeshMetric MeshMultiZoneService MeshOpenTelemetryBackend MeshPassthrough MeshProxyPatch MeshRateLimit MeshRetry MeshService MeshTCPRoute MeshTLS MeshTimeout MeshTrace MeshTrafficPermission MeshTrust MeshZoneAddress Workload Zone',
    ),
  },
  {
    group: 'iam.services.k8s.aws',
    module: 'github.com/aws-controllers-k8s/iam-controller',
    version: 'v1.8.1',
    classes: ['Policy', 'Role'],
  },
  {
    group: 'eks.services.k8s.aws',
    module: 'github.com/aws-controllers-k8s/eks-controller',
    version: 'v1.20.0',
    classes: ['PodIdentityAssociation'],
  },
];

function words(list: string): readonly string[] {
  return list.split(' ');
}

export const coreModule = 'k8s.io/kubernetes';

export const coreSources: readonly CoreSource[] = [
  {
    apiVersion: 'v1',
    kinds: ['Namespace', 'ServiceAccount', 'Service', 'ConfigMap', 'Secret', 'Pod', 'PersistentVolumeClaim'],
  },
  { apiVersion: 'apps/v1', kinds: ['Deployment', 'DaemonSet', 'StatefulSet'] },
  { apiVersion: 'batch/v1', kinds: ['Job', 'CronJob'] },
  { apiVersion: 'networking.k8s.io/v1', kinds: ['Ingress', 'IngressClass', 'NetworkPolicy'] },
  { apiVersion: 'policy/v1', kinds: ['PodDisruptionBudget'] },
  { apiVersion: 'autoscaling/v2', kinds: ['HorizontalPodAutoscaler'] },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kinds: ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'],
  },
  { apiVersion: 'apiextensions.k8s.io/v1', kinds: ['CustomResourceDefinition'] },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kinds: [
      'ValidatingWebhookConfiguration',
      'MutatingWebhookConfiguration',
      'ValidatingAdmissionPolicy',
      'ValidatingAdmissionPolicyBinding',
    ],
  },
];
