import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../../references/manifest';
import { afterwardsAddresses } from '../leave-app-mesh/calls';
import { meshObjects } from '../mesh-objects';
import type { MeshPod } from '../server/kuma-dp';

/** What synth makes of the application, and the account that Kong's Helm chart makes for its pods. */
export function limitedObjects(): readonly Manifest[] {
  const read = (file: string) => readFileSync(join(__dirname, file), 'utf8');
  const objects = meshObjects(
    { name: 'clusters/limits-cluster.yaml', text: read('limits-cluster.yaml') },
    { name: 'applications/limits.yaml', text: read('applications/limits.yaml') },
  );
  const { namespace, serviceAccount } = gateway;
  return [
    ...afterwardsAddresses(objects),
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace, name: serviceAccount } },
  ];
}

/** The services, and the ports that they listen on. */
export const ports = { free: 9080, limited: 9081, stock: 9082, ledger: 9083 } as const;

const pod = (name: string, address: string): MeshPod => ({
  namespace: 'limits',
  name,
  serviceAccount: `${name}-v1`,
  labels: { app: name, version: 'v1' },
  address,
});

/** A pod of each service that is called. */
export const called: readonly { readonly pod: MeshPod; readonly port: number }[] = Object.entries(ports).map(
  ([name, port], index) => ({ pod: pod(name, `127.0.30.${index + 1}`), port }),
);

/** A pod of the service that calls them. */
export const front: MeshPod = { ...pod('front', '127.0.30.11'), args: ['--bind-outbounds'] };

/** A pod of Kong, which the mesh has as a gateway that is not its own. */
export const gateway: MeshPod = {
  namespace: 'kong',
  name: 'gateway',
  serviceAccount: 'kong-gateway',
  labels: { app: 'gateway' },
  annotations: { 'kuma.io/gateway': 'enabled' },
  address: '127.0.30.12',
  args: ['--bind-outbounds'],
};
