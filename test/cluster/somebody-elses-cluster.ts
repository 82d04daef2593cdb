import { describe, type Manifest } from '../../references/manifest';
import type { ClusterOutput } from './dist';
import type { Cluster } from './lane';
import { waitUntil } from './server/process';

function allObjects(output: ClusterOutput): Manifest[] {
  return [...output.delivery, ...output.stages.flatMap(({ objects }) => objects)];
}

/** The objects of an output that a cluster holds already: they are somebody's, and the lane must not touch them. */
export async function alreadyThere(cluster: Cluster, output: ClusterOutput): Promise<string[]> {
  const misses: string[] = [];
  for (const object of allObjects(output)) {
    const { status } = await cluster.client.get(object);
    if (status === 200)
      misses.push(`${output.name}: the cluster holds ${describe(object)} already; use one that is empty`);
  }
  return misses;
}

/**
 * Takes an output's objects out again, the last stage first, and waits until its namespaces are gone. A finalizer is
 * taken off, for the controller that waits for it is not there.
 *
 * @returns what could not be taken out
 */
export async function removeAll(cluster: Cluster, output: ClusterOutput): Promise<string[]> {
  const objects = allObjects(output).reverse();
  for (const object of objects.filter(({ kind }) => kind !== 'Namespace')) await remove(cluster, object);
  const namespaces = objects.filter(({ kind }) => kind === 'Namespace');
  for (const namespace of namespaces) await cluster.client.delete(namespace);
  const misses: string[] = [];
  for (const namespace of namespaces) {
    const gone = async () => (await cluster.client.get(namespace)).status === 404;
    await waitUntil(`${describe(namespace)} is gone`, 120, gone).catch((error: Error) =>
      misses.push(error.message),
    );
  }
  return misses;
}

async function remove(cluster: Cluster, object: Manifest): Promise<void> {
  await cluster.client.delete(object);
  const path = await cluster.client.pathOf(object);
  if (path === undefined || (await cluster.client.get(object)).status === 404) return;
  const without = { metadata: { finalizers: null } };
  await cluster.client.request('PATCH', path, without, 'application/merge-patch+json');
}
