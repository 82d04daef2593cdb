import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, groupOf } from '../../../references/manifest';
import { type ClusterOutput, objectsBelow } from '../dist';
import type { Cluster } from '../lane';
import type { Findings } from '../report';

const dist = join(__dirname, '..', '..', '..', 'dist');

/**
 * Lets kustomize-controller's own code build every folder that a Flux Kustomization names, and compares what comes out
 * with the files: the same objects, and not a field less, empty maps among them.
 */
export async function tryBuild(cluster: Cluster, output: ClusterOutput, findings: Findings): Promise<void> {
  const kustomizations = output.delivery.filter(
    ({ apiVersion }) => groupOf(apiVersion) === 'kustomize.toolkit.fluxcd.io',
  );
  if (kustomizations.length === 0) return;
  const misses: string[] = [];
  let count = 0;
  for (const kustomization of kustomizations) {
    const { path } = kustomization.spec as { path: string };
    const below = path.slice(path.indexOf(`${output.name}/`) + output.name.length + 1);
    const { objects = [], error } = await cluster.engine.build(
      output.folder ?? join(dist, output.name),
      below,
      kustomization,
    );
    if (error !== undefined) misses.push(`${output.name}: ${describe(kustomization)}: ${error}`);
    const built = new Map(objects.map((object) => [describe(object), object]));
    const written = objectsBelow(output.files, `${below}/`);
    count += written.length;
    if (built.size !== written.length) {
      misses.push(`${output.name}: ${below} holds ${written.length} objects, kustomize builds ${built.size}`);
    }
    for (const object of written) {
      if (!isDeepStrictEqual(built.get(describe(object)), object)) {
        misses.push(`${output.name}: kustomize changes ${describe(object)} of ${below}`);
      }
    }
  }
  findings.claim(
    `${output.name}: kustomize builds the ${kustomizations.length} folders of its Kustomizations to the ${count} objects that are written there, field by field`,
    misses,
  );
}
