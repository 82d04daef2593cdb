/** The kinds that Meshwright knows, and where each one's schema comes from. Versions of modules are in go.mod. */

/** CRD files of a Go module that go.mod pins. */
export interface ModuleSource {
  readonly module: string;
  /** Folder of the CRD files inside the module. */
  readonly folder: string;
  readonly kinds: readonly string[];
}

/** A list of fields in `records/`, for a module that the Go checksum database does not vouch for. See record.ts. */
export interface RecordSource {
  readonly group: string;
  readonly module: string;
  readonly version: string;
}

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
  },
  { module: 'github.com/fluxcd/kustomize-controller', folder: 'config/crd/bases', kinds: ['Kustomization'] },
  { module: 'github.com/fluxcd/helm-controller', folder: 'config/crd/bases', kinds: ['HelmRelease'] },
  {
    module: 'sigs.k8s.io/gateway-api',
    folder: 'config/crd/standard',
    kinds: ['GatewayClass', 'Gateway', 'HTTPRoute', 'ReferenceGrant'],
  },
  { module: 'github.com/cert-manager/cert-manager', folder: 'deploy/crds', kinds: ['Certificate', 'Issuer'] },
];

export const recordSources: readonly RecordSource[] = [
  { group: 'appmesh.k8s.aws', module: 'github.com/aws/aws-app-mesh-controller-for-k8s', version: 'v1.13.3' },
  {
    group: 'configuration.konghq.com',
    module: 'github.com/kong/kubernetes-configuration',
    version: 'v1.5.2',
  },
  { group: 'external-secrets.io', module: 'github.com/external-secrets/external-secrets', version: 'v2.9.0' },
  {
    group: 'generators.external-secrets.io',
    module: 'github.com/external-secrets/external-secrets',
    version: 'v2.9.0',
  },
  { group: 'kuma.io', module: 'github.com/kumahq/kuma/v2', version: 'v2.14.3' },
  {
    group: 'iam.services.k8s.aws',
    module: 'github.com/aws-controllers-k8s/iam-controller',
    version: 'v1.8.1',
  },
  {
    group: 'eks.services.k8s.aws',
    module: 'github.com/aws-controllers-k8s/eks-controller',
    version: 'v1.20.0',
  },
];

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
    kinds: ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'],
  },
];
