import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../../references/manifest';
import { afterwardsAddresses } from '../leave-app-mesh/calls';
import { meshObjects } from '../mesh-objects';

/**
 * What synth makes of the application and of what the cluster file says of observability.
 *
 * @param port on which the collector listens
 */
export function observedObjects(port: number): readonly Manifest[] {
  const read = (file: string) => readFileSync(join(__dirname, file), 'utf8');
  const objects = meshObjects(
    {
      name: 'clusters/shop-cluster.yaml',
      text: read('shop-cluster.yaml').replace('grpcPort: 14317', `grpcPort: ${port}`),
    },
    { name: 'applications/shop.yaml', text: read('applications/shop.yaml') },
  );
  return afterwardsAddresses(objects).map(withAddress);
}

/** The collector by its address: cluster DNS is not there to ask for its name. */
function withAddress(object: Manifest): Manifest {
  if (object.kind !== 'MeshOpenTelemetryBackend') return object;
  const { endpoint } = Object(object.spec);
  return { ...object, spec: { ...Object(object.spec), endpoint: { ...endpoint, address: '127.0.0.1' } } };
}
