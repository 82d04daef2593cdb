import { join } from 'node:path';
import { dig, items } from '../../references/fields';
import { describe, type Manifest } from '../../references/manifest';
import type { Lane } from './lane';
import { bindableServices, toVersions } from './parts/leave-app-mesh';
import { sidecarPrograms } from './parts/ways-out';
import { type ApiClient, message } from './server/client';
import { install } from './server/custom-resources';
import {
  type KumaControlPlane,
  shippedKumaDefinitions,
  startKumaControlPlane,
  systemNamespace,
} from './server/kuma-cp';
import { addNode, addPod, type MeshPod, startSidecar } from './server/kuma-dp';
import { type Running, waitUntil } from './server/process';

/** A mesh with mutual TLS that runs: API server and control plane, and the sidecars that are begun. */
export interface RunningMesh {
  readonly client: ApiClient;
  readonly control: KumaControlPlane;
  /** Stores a pod and starts its sidecar, whose files lie in `folder`. */
  readonly begin: (
    pod: MeshPod,
    port: number,
  ) => Promise<{ readonly sidecar: Running; readonly folder: string }>;
  /** Ends everything. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a mesh of Kuma's own programs.
 *
 * @param name of the part: its files lie in a folder of this name
 * @param objects a mesh with an identity, and what it is about, in the order in which they are applied
 */
export async function startMesh(
  lane: Lane,
  name: string,
  objects: readonly Manifest[],
): Promise<RunningMesh> {
  const { programs, dataplane, envoy } = sidecarPrograms(lane);
  const directory = join(lane.directory, name);
  const running: { readonly stop: () => Promise<void> }[] = [];
  const stop = async () => {
    for (const each of running.toReversed()) await each.stop();
  };
  const cluster = await lane.cluster(name);
  running.push(cluster);
  try {
    const { client } = cluster;
    await install(client, shippedKumaDefinitions(programs));
    await bindableServices(client);
    await applyAll(client, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: systemNamespace } }]);
    const control = await startKumaControlPlane(programs, cluster, directory, {
      KUMA_MULTIZONE_ZONE_NAME: 'default',
    });
    running.push(control);
    await applyAll(client, [...objects, toVersions]);
    // A proxy that starts before its identity is ready speaks plain text.
    await waitUntil('the identities are ready', 60, () => identityIsReady(client));
    await addNode(client, 'node');
    const access = {
      url: control.dataplanes,
      certificates: join(directory, 'certificates', 'apiserver.crt'),
    };
    const begin = async (pod: MeshPod, port: number) => {
      await addPod(client, 'node', pod, port);
      const folder = join(lane.directory, `${name}-${pod.name}`);
      const sidecar = await startSidecar(client, { dataplane, envoy }, access, folder, pod);
      running.push(sidecar);
      return { sidecar, folder };
    };
    return { client, control, begin, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Applies objects in their order. @throws Error that names the object that is refused */
export async function applyAll(client: ApiClient, objects: readonly Manifest[]): Promise<void> {
  for (const object of objects) {
    const answer = await client.apply(object);
    if (answer.status >= 300) throw new Error(`${describe(object)}: ${message(answer)}`);
  }
}

/** The address of a Service in the cluster. */
export async function clusterAddress(client: ApiClient, namespace: string, name: string): Promise<string> {
  const { body } = await client.get({ apiVersion: 'v1', kind: 'Service', metadata: { namespace, name } });
  return String(dig(body, 'spec', 'clusterIP'));
}

async function identityIsReady(client: ApiClient): Promise<boolean> {
  const metadata = { name: 'identity', namespace: systemNamespace };
  const { body } = await client.get({ apiVersion: 'kuma.io/v1alpha1', kind: 'MeshIdentity', metadata });
  return items(dig(body, 'status', 'conditions')).some(
    (each) => dig(each, 'type') === 'Ready' && dig(each, 'status') === 'True',
  );
}
