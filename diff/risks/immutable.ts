import { dig } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { type FieldChange, type ObjectChange, pathText } from '../change';
import { listed, say } from '../sentence';
import { everyChange, named, type RiskRule } from './risk';

/**
 * Fields that an update may not change, by kind. Kubernetes: `pkg/apis/<group>/validation` of each group; App Mesh:
 * `webhooks/appmesh/*_validator.go`; Kong: the rules that name `oldSelf` in the CRDs.
 */
const immutable: Readonly<Record<string, readonly string[]>> = {
  'apps/Deployment': ['spec.selector'],
  'apps/DaemonSet': ['spec.selector'],
  'apps/ReplicaSet': ['spec.selector'],
  'batch/Job': ['spec.selector', 'spec.template', 'spec.completionMode', 'spec.podFailurePolicy'],
  '/Service': ['spec.clusterIP', 'spec.clusterIPs'],
  '/PersistentVolumeClaim': [
    'spec.accessModes',
    'spec.selector',
    'spec.storageClassName',
    'spec.volumeMode',
    'spec.volumeName',
    'spec.dataSource',
    'spec.dataSourceRef',
  ],
  '/Secret': ['type'],
  'networking.k8s.io/IngressClass': ['spec.controller'],
  'gateway.networking.k8s.io/GatewayClass': ['spec.controllerName'],
  'storage.k8s.io/StorageClass': ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
  'rbac.authorization.k8s.io/RoleBinding': ['roleRef'],
  'rbac.authorization.k8s.io/ClusterRoleBinding': ['roleRef'],
  'apiextensions.k8s.io/CustomResourceDefinition': [
    'spec.scope',
    'spec.group',
    'spec.names.kind',
    'spec.names.plural',
  ],
  'configuration.konghq.com/KongPlugin': ['plugin'],
  'configuration.konghq.com/KongClusterPlugin': ['plugin'],
  'configuration.konghq.com/KongVault': ['spec.prefix'],
  'appmesh.k8s.aws/Mesh': ['spec.awsName', 'spec.meshOwner'],
  'appmesh.k8s.aws/VirtualNode': ['spec.awsName', 'spec.meshRef', 'spec.serviceDiscovery.awsCloudMap'],
  'appmesh.k8s.aws/VirtualRouter': ['spec.awsName', 'spec.meshRef'],
  'appmesh.k8s.aws/VirtualService': ['spec.awsName', 'spec.meshRef'],
  'appmesh.k8s.aws/VirtualGateway': ['spec.awsName', 'spec.meshRef'],
  'appmesh.k8s.aws/GatewayRoute': ['spec.awsName', 'spec.meshRef', 'spec.virtualGatewayRef'],
  'iam.services.k8s.aws/Role': ['spec.name', 'spec.path'],
  'iam.services.k8s.aws/Policy': ['spec.name', 'spec.path'],
  'eks.services.k8s.aws/PodIdentityAssociation': [
    'spec.clusterName',
    'spec.namespace',
    'spec.serviceAccount',
  ],
};

/** Fields of a StatefulSet's spec that may change; all others may not. */
const statefulSetFields = new Set([
  'replicas',
  'template',
  'updateStrategy',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
  'ordinals',
  'revisionHistoryLimit',
]);

/** A rule about fields that the API server, or a webhook, does not let change. */
export const immutableRules: readonly RiskRule[] = [
  {
    id: 'immutable-field',
    level: 'high',
    title: 'A field changes that cannot be changed in place, so that the sync fails',
    find: everyChange((change) => {
      if (change.kind !== 'changed') return [];
      const paths = change.fields
        .filter((field) => isImmutable(change, field))
        .map(({ path }) => pathText(path));
      return paths.length === 0
        ? []
        : [
            say`${named(change)}: ${listed(paths, 3)} cannot be changed in place; the sync fails until the object is deleted and made anew`,
          ];
    }),
  },
];

function isImmutable({ id, before }: ObjectChange, { path, kind, before: was }: FieldChange): boolean {
  if (id.group === 'apps' && id.kind === 'StatefulSet') {
    return path[0] === 'spec' && path[1] !== undefined && !statefulSetFields.has(path[1]);
  }
  if (id.group === '' && (id.kind === 'Secret' || id.kind === 'ConfigMap') && before?.immutable === true) {
    return ['data', 'stringData', 'binaryData', 'immutable'].includes(path[0] ?? '');
  }
  const fields = immutable[`${id.group}/${id.kind}`] ?? [];
  const at = path.join('.');
  const named = fields.find(
    (field) => at === field || at.startsWith(`${field}.`) || field.startsWith(`${at}.`),
  );
  if (named === undefined) return false;
  if (kind === 'added' && isFilledIn(id.kind, named, before)) return false;
  return kind !== 'changed' || was !== '';
}

/** A Service without a clusterIP is given one, and the App Mesh webhook fills in names: to write down what is there is allowed. */
function isFilledIn(kind: string, field: string, before: Manifest | undefined): boolean {
  if (dig(before, ...field.split('.')) !== undefined) return false;
  return (
    kind === 'PersistentVolumeClaim' ||
    field.startsWith('spec.clusterIP') ||
    field.endsWith('.awsName') ||
    field.endsWith('.meshRef')
  );
}
