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

const names = [
  'us-west-2-app-mesh',
  'us-west-2-kong-mesh',
  'eu-west-1-kong-mesh',
  'ap-southeast-2-data-plane',
];

/** The four reference clusters, and the one on App Mesh once more with Argo CD, for the faults that need both. */
export function referenceSets(): readonly ObjectSet[] {
  const [appMesh = '', ...others] = names;
  const synced = referenceConfig(appMesh, (text) => text.replace('engine: flux', 'engine: argo-cd'));
  return [
    ...[appMesh, ...others].map((name) => clusterSet(referenceConfig(name))),
    clusterSet({ ...synced, name: `${appMesh}-argo-cd` }),
  ];
}
