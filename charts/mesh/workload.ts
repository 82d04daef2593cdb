import type { Construct } from 'constructs';
import {
  type Service,
  type ServiceVersion,
  versionLabels,
  versionName,
  type Worker,
} from '../../config/graph/service-graph';
import { KubeServiceAccount } from '../../imports/k8s';
import { PlainObject } from '../plain-object';

/** The IAM role of a ServiceAccount, by the annotations that it needs. */
export interface AccountRole {
  readonly annotations: Readonly<Record<string, string>>;
}

/** Makes the IAM role of the pods of a version, where they ask for one. */
export type RoleOf = (owner: Service | Worker, version: ServiceVersion) => AccountRole | undefined;

export interface WorkloadProps {
  readonly namespace: string;
  readonly owner: { readonly name: string };
  readonly version: Omit<ServiceVersion, 'weight'>;
  /** The role that the ServiceAccount takes on. */
  readonly role: AccountRole | undefined;
  /**
   * Whether the pods mount the ServiceAccount's token. Kuma's sidecar shows it to the control plane, and finds it only
   * among the pod's own mounts (kuma pkg/plugins/runtime/k8s/webhooks/injector); App Mesh's does not need it.
   */
  readonly mountToken: boolean;
}

/**
 * What runs one version of a service, and a ServiceAccount of its own, so that a permission can name exactly this version.
 * Nothing where the pods are there already.
 */
export function addWorkload(scope: Construct, props: WorkloadProps): void {
  const { namespace, owner, version, role, mountToken } = props;
  const { workload } = version;
  if (workload === undefined) return;
  const name = versionName(owner, version);
  const labels = { ...versionLabels(owner, version) };
  const annotations = role === undefined ? {} : { ...role.annotations };
  const serviceAccount = new KubeServiceAccount(scope, `service-account-${name}`, {
    metadata: { name, namespace, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    automountServiceAccountToken: mountToken,
  });
  const template = {
    metadata: {
      labels: { ...workload.podLabels, ...labels },
      ...(workload.podAnnotations === undefined ? {} : { annotations: workload.podAnnotations }),
    },
    spec: {
      serviceAccountName: serviceAccount.name,
      automountServiceAccountToken: mountToken,
      ...workload.pod,
    },
  };
  const metadata = { name, namespace, labels };
  if (workload.kind === 'CronJob') {
    new PlainObject(scope, `cron-job-${name}`, {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata,
      spec: { ...workload.spec, jobTemplate: { spec: { ...workload.job, template } } },
    });
    return;
  }
  new PlainObject(scope, `deployment-${name}`, {
    apiVersion: 'apps/v1',
    kind: workload.kind,
    metadata,
    spec: { ...workload.spec, selector: { matchLabels: labels }, template },
  });
}
