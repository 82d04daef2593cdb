import type { Stage } from './stage';

/** What syncs a cluster's output. */
export type Engine = 'argo-cd' | 'flux';

/** Where a cluster's output is read from. */
export interface Delivery {
  /** Name of the cluster: the folder of its output. */
  readonly cluster: string;
  /** URL of the Git repository, `https://` or `ssh://`. */
  readonly repository: string;
  /** Branch. */
  readonly revision: string;
  /** Folder of the repository that holds the clusters' output, such as `dist`. */
  readonly path: string;
}

/** The folder of the cluster's output, from the repository's root. */
export function clusterPath(delivery: Delivery): string {
  return `${delivery.path.replace(/(?<!\/)\/+$/, '')}/${delivery.cluster}`;
}

/** The folder of a stage, from the repository's root. */
export function stagePath(delivery: Delivery, stage: Stage): string {
  return `${clusterPath(delivery)}/${stage}`;
}

/** Folder below a stage's of the Applications that install its Helm charts, as Argo CD alone has them. */
export const chartsFolder = 'charts';

/** What the names of all delivery objects begin with. Nothing else that is synced does: see `argo-cd-admission.ts`. */
export const deliveryPrefix = 'meshwright';

/** Name of the delivery object of a stage. One cluster has one set, so the cluster is not part of it. */
export function stageName(stage: Stage): string {
  return `${deliveryPrefix}-${stage}`;
}

/** The folder of the delivery objects, from the repository's root. */
export function deliveryPath(delivery: Delivery): string {
  return `${clusterPath(delivery)}/delivery`;
}

/** Namespace of Argo CD and its Applications. */
export const argoNamespace = 'argocd';

/** The cluster that Argo CD itself runs in, as a destination. */
export const thisCluster = 'https://kubernetes.default.svc';
