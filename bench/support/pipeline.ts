import { clusterObjects } from '../../charts/cluster';
import { readClusters } from '../../commands/read-clusters';
import type { ClusterConfig } from '../../config/cluster';
import { type PlannedFile, plannedFiles } from '../../plan/files';
import { plan } from '../../plan/plan';
import { buildIndex } from '../../references/reference-index';

/** The clusters of a folder. @throws Error when a file is wrong */
export function clustersIn(folder: string): readonly ClusterConfig[] {
  const read = readClusters(folder);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems[0]));
  return read.clusters;
}

/** The objects of a cluster by file, as they are written: what others are given to do the same with. */
export function plannedOf(config: ClusterConfig): readonly PlannedFile[] {
  const { objects } = clusterObjects(config);
  const index = buildIndex(
    objects.map(({ manifest }) => manifest),
    { given: config.given },
  );
  const { engine, ...delivery } = config.delivery;
  return plannedFiles(index, plan(index), objects, engine, { ...delivery, cluster: config.name });
}
