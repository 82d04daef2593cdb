import { groupOf } from '../../references/manifest';
import { nearest } from '../../references/nearest';
import { completeGroup, goneKind, namedKind, schemaIndex } from '../../references/schemas';

/** What is known of a kind in an API version that has no schema. */
export type Served =
  /** The cluster serves the kind in other versions; newest first. */
  | { readonly state: 'moved'; readonly to: readonly string[]; readonly since: string }
  /** The cluster serves it no more, and nothing takes its place. */
  | { readonly state: 'removed'; readonly since: string; readonly instead: string }
  /** All kinds of the group are known, and this is none of them. */
  | { readonly state: 'absent'; readonly of: string; readonly nearest: string | undefined }
  | { readonly state: 'unknown' };

/** apiVersions that Kubernetes has stopped serving, the kinds in them, what to use, and the release that removed them. */
const removed: readonly (readonly [apiVersion: string, kinds: string, use: string, since: string])[] = [
  ['extensions/v1beta1', 'Ingress', 'networking.k8s.io/v1', '1.22'],
  ['extensions/v1beta1', 'DaemonSet Deployment ReplicaSet', 'apps/v1', '1.16'],
  ['extensions/v1beta1', 'NetworkPolicy', 'networking.k8s.io/v1', '1.16'],
  ['apps/v1beta1', 'Deployment StatefulSet ControllerRevision', 'apps/v1', '1.16'],
  ['apps/v1beta2', 'DaemonSet Deployment ReplicaSet StatefulSet ControllerRevision', 'apps/v1', '1.16'],
  ['networking.k8s.io/v1beta1', 'Ingress IngressClass', 'networking.k8s.io/v1', '1.22'],
  ['policy/v1beta1', 'PodDisruptionBudget', 'policy/v1', '1.25'],
  ['batch/v1beta1', 'CronJob', 'batch/v1', '1.25'],
  ['batch/v2alpha1', 'CronJob', 'batch/v1', '1.21'],
  ['autoscaling/v2beta1', 'HorizontalPodAutoscaler', 'autoscaling/v2', '1.25'],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'autoscaling/v2', '1.26'],
  [
    'rbac.authorization.k8s.io/v1alpha1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
    'rbac.authorization.k8s.io/v1',
    '1.22',
  ],
  [
    'rbac.authorization.k8s.io/v1beta1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
    'rbac.authorization.k8s.io/v1',
    '1.22',
  ],
  [
    'admissionregistration.k8s.io/v1beta1',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
    'admissionregistration.k8s.io/v1',
    '1.22',
  ],
  ['apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition', 'apiextensions.k8s.io/v1', '1.22'],
  ['apiregistration.k8s.io/v1beta1', 'APIService', 'apiregistration.k8s.io/v1', '1.22'],
  ['certificates.k8s.io/v1beta1', 'CertificateSigningRequest', 'certificates.k8s.io/v1', '1.22'],
  ['coordination.k8s.io/v1beta1', 'Lease', 'coordination.k8s.io/v1', '1.22'],
  ['discovery.k8s.io/v1beta1', 'EndpointSlice', 'discovery.k8s.io/v1', '1.25'],
  ['events.k8s.io/v1beta1', 'Event', 'events.k8s.io/v1', '1.25'],
  [
    'flowcontrol.apiserver.k8s.io/v1beta1',
    'FlowSchema PriorityLevelConfiguration',
    'flowcontrol.apiserver.k8s.io/v1',
    '1.26',
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1beta2',
    'FlowSchema PriorityLevelConfiguration',
    'flowcontrol.apiserver.k8s.io/v1',
    '1.29',
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1beta3',
    'FlowSchema PriorityLevelConfiguration',
    'flowcontrol.apiserver.k8s.io/v1',
    '1.32',
  ],
  ['node.k8s.io/v1beta1', 'RuntimeClass', 'node.k8s.io/v1', '1.25'],
  ['scheduling.k8s.io/v1alpha1', 'PriorityClass', 'scheduling.k8s.io/v1', '1.22'],
  ['scheduling.k8s.io/v1beta1', 'PriorityClass', 'scheduling.k8s.io/v1', '1.22'],
  ['storage.k8s.io/v1beta1', 'CSIDriver CSINode StorageClass VolumeAttachment', 'storage.k8s.io/v1', '1.22'],
  ['storage.k8s.io/v1beta1', 'CSIStorageCapacity', 'storage.k8s.io/v1', '1.27'],
];

const moved = new Map(
  removed.flatMap(([apiVersion, kinds, use, since]) =>
    kinds.split(' ').map((kind) => [`${apiVersion} ${kind}`, { use, since: `Kubernetes ${since}` }] as const),
  ),
);

/** Served versions of each kind of a CRD, by group and kind. */
const versions = new Map<string, { readonly module: string; readonly served: string[] }>();
for (const { apiVersion, kind, module, moduleVersion } of schemaIndex()) {
  if (module === 'k8s.io/kubernetes') continue;
  const key = `${groupOf(apiVersion)}/${kind}`;
  const known = versions.get(key) ?? { module: `${module} ${moduleVersion}`, served: [] };
  versions.set(key, known);
  known.served.push(apiVersion);
}

/** What to say of a kind that has no schema in the API version that is written. */
export function servedAs(apiVersion: string, kind: string): Served {
  const core = moved.get(`${apiVersion} ${kind}`);
  if (core !== undefined) return { state: 'moved', to: [core.use], since: core.since };
  if (kind === 'PodSecurityPolicy' && /^(policy|extensions)\/v1beta1$/.test(apiVersion)) {
    return {
      state: 'removed',
      since: 'Kubernetes 1.25',
      instead: 'label the namespace: pod-security.kubernetes.io/enforce',
    };
  }
  const group = groupOf(apiVersion);
  const custom = versions.get(`${group}/${kind}`);
  const gone = goneKind(apiVersion, kind);
  if (custom !== undefined) {
    return { state: 'moved', to: custom.served.toSorted(newestFirst), since: gone?.since ?? custom.module };
  }
  if (gone !== undefined) {
    return { state: 'removed', since: gone.since, instead: `write ${gone.instead ?? 'another kind'}` };
  }
  const complete = completeGroup(group);
  if (complete === undefined || complete.kinds.has(kind) || namedKind(apiVersion, kind) !== undefined) {
    return { state: 'unknown' };
  }
  return { state: 'absent', of: complete.of, nearest: nearest(kind, [...complete.kinds]) };
}

/** `v1` before `v1beta2` before `v1beta1`, as apimachinery pkg/version orders them. */
function newestFirst(a: string, b: string): number {
  const rank = (apiVersion: string) => {
    const [, major = '0', level, minor = '0'] = /v(\d+)(?:(alpha|beta)(\d+))?$/.exec(apiVersion) ?? [];
    const maturity = level === undefined ? 2 : level === 'beta' ? 1 : 0;
    return maturity * 1e6 + Number(major) * 1e3 + Number(minor);
  };
  return rank(b) - rank(a);
}
