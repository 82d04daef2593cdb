import type { Stage } from './stage';

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
  return `${delivery.path.replace(/\/+$/, '')}/${delivery.cluster}`;
}

/** The folder of a stage, from the repository's root. */
export function stagePath(delivery: Delivery, stage: Stage): string {
  return `${clusterPath(delivery)}/${stage}`;
}

/** Name of the delivery object of a stage. One cluster has one set, so the cluster is not part of it. */
export function stageName(stage: Stage): string {
  return `meshwright-${stage}`;
}
