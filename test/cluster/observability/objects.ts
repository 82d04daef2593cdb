import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseClusters } from '../../../config/parse';
import { compile } from '../../../main';
import { groupOf, type Manifest } from '../../../references/manifest';
import { clusterOutput } from '../dist';
import { afterwardsAddresses } from '../leave-app-mesh/calls';

/**
 * What synth makes of the application and of what the cluster file says of observability: Kuma's objects, and what they need to be there,
 * first things first.
 *
 * @param port on which the collector listens
 */
export function observedObjects(port: number): readonly Manifest[] {
  const read = (file: string) => readFileSync(join(__dirname, file), 'utf8');
  const parsed = parseClusters(
    [
      {
        name: 'clusters/shop-cluster.yaml',
        text: read('shop-cluster.yaml').replace('grpcPort: 14317', `grpcPort: ${port}`),
      },
    ],
    [{ name: 'applications/shop.yaml', text: read('applications/shop.yaml') }],
  );
  const config = 'clusters' in parsed ? parsed.clusters[0] : undefined;
  if (config === undefined) throw new Error(`the files of the part are not valid: ${JSON.stringify(parsed)}`);
  const order = ['Namespace', 'ServiceAccount', 'Mesh', 'Service'];
  const objects = clusterOutput('shop-cluster', compile(config).files)
    .stages.flatMap((stage) => stage.objects)
    .filter(({ apiVersion, kind }) => groupOf(apiVersion) === 'kuma.io' || order.includes(kind))
    .toSorted((a, b) => (order.indexOf(a.kind) >>> 0) - (order.indexOf(b.kind) >>> 0));
  return afterwardsAddresses(objects).map(withAddress);
}

/** The collector by its address: cluster DNS is not there to ask for its name. */
function withAddress(object: Manifest): Manifest {
  if (object.kind !== 'MeshOpenTelemetryBackend') return object;
  const { endpoint } = Object(object.spec);
  return { ...object, spec: { ...Object(object.spec), endpoint: { ...endpoint, address: '127.0.0.1' } } };
}
