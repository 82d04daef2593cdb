import { clusterObjects } from '../../charts/cluster';
import type { ClusterConfig } from '../../config/cluster';
import { plannedFiles } from '../../plan/files';
import { plan } from '../../plan/plan';
import { buildIndex } from '../../references/reference-index';
import { referenceConfig } from '../charts/objects';
import type { ObjectSet } from './object-set';

/** The objects of a cluster as they are written, delivery objects too. */
export function clusterSet(config: ClusterConfig): ObjectSet {
  const { given, name } = config;
  const built = clusterObjects(config);
  const index = buildIndex(
    built.objects.map(({ manifest }) => manifest),
    { given },
  );
  const { engine, ...delivery } = config.delivery;
  const files = plannedFiles(index, plan(index), built.objects, engine, { ...delivery, cluster: name });
  return { name, files, given, engine, roles: built.roles };
}

/** The four reference clusters. */
export function referenceSets(): readonly ObjectSet[] {
  return [
    'us-west-2-app-mesh',
    'us-west-2-kong-mesh',
    'eu-west-1-kong-mesh',
    'ap-southeast-2-data-plane',
  ].map((name) => clusterSet(referenceConfig(name)));
}
