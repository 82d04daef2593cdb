import { join } from 'node:path';
import { dig, items } from '../../../references/fields';
import { describe, groupOf, type Manifest } from '../../../references/manifest';
import { deliveryOrder } from '../delivery-order';
import { type ClusterOutput, readClusters, teamClusters } from '../dist';
import type { Lane } from '../lane';
import { Findings, type PartResult } from '../report';
import { type ApiClient, message } from '../server/client';
import { install } from '../server/custom-resources';
import {
  type KumaPrograms,
  kumaPrograms,
  shippedKumaDefinitions,
  startKumaControlPlane,
  systemNamespace,
} from '../server/kuma-cp';
import { waitUntil } from '../server/process';
import { compareChanges } from './changes';

/** Why the part cannot run: users get the programs from upstream's releases. */
export function missingForKuma(): string[] {
  return kumaPrograms() === undefined
    ? ['kuma-cp and kumactl: name them in MESHWRIGHT_KUMA_CP and MESHWRIGHT_KUMACTL']
    : [];
}

/** Kuma's own control plane judges the output, and single changes of valid objects. */
export async function kumaPart(lane: Lane): Promise<PartResult> {
  const programs = kumaPrograms();
  if (programs === undefined) throw new Error(missingForKuma().join('; '));
  const findings = new Findings();
  const clusters = [...readClusters(), ...teamClusters(join(lane.directory, 'teams'))].filter(
    (output) => kumaObjects(output).length > 0,
  );
  let version = '';
  for (const output of clusters) version = await judgeOutput(lane, programs, output, findings);
  const details = await compare(lane, programs, findings);
  return findings.result(
    'Kuma: the control plane takes the output, and agrees with the rules',
    [{ name: 'kuma-cp', version }],
    {
      note: `A zone's control plane of Kuma runs on an API server with upstream's own definitions, and its two webhooks judge
every object of its kinds.`,
      details,
    },
  );
}

function kumaObjects(output: ClusterOutput): readonly Manifest[] {
  return deliveryOrder(output)
    .order.flatMap(({ stage }) => stage.objects)
    .filter(({ apiVersion }) => groupOf(apiVersion) === 'kuma.io');
}

/** Namespaces first, then Services, then what the mesh is told of them, in the order of delivery. */
async function judgeOutput(
  lane: Lane,
  programs: KumaPrograms,
  output: ClusterOutput,
  findings: Findings,
): Promise<string> {
  const name = `kuma-${output.name}`;
  const cluster = await lane.cluster(name);
  const { client } = cluster;
  try {
    await install(client, shippedKumaDefinitions(programs));
    await namespace(client, systemNamespace);
    const control = await startKumaControlPlane(programs, cluster, join(lane.directory, name));
    try {
      for (const there of output.existing ?? []) await namespace(client, there);
      const objects = deliveryOrder(output).order.flatMap(({ stage }) => stage.objects);
      const own = objects.filter(({ apiVersion, kind }) =>
        apiVersion === 'v1' ? ['Namespace', 'Service'].includes(kind) : groupOf(apiVersion) === 'kuma.io',
      );
      const mesh = own.filter(({ kind }) => kind === 'Mesh');
      // In a federated zone the Mesh comes from the global control plane.
      const first = mesh.length > 0 ? [] : [globalMesh()];
      const sorted = [...first, ...own.toSorted((a, b) => rankOf(a) - rankOf(b))];
      findings.claim(
        `${output.name}: kuma-cp takes ${sorted.length - first.length} objects, its Namespaces and Services among them`,
        await applyAll(client, sorted),
      );
      findings.claim(`${output.name}: kuma-cp takes them a second time`, await applyAll(client, sorted));
      const services = own.filter(({ kind }) => kind === 'Service');
      findings.claim(
        `${output.name}: kuma-cp makes a MeshService of each Service in a namespace of the mesh, with its protocols`,
        await meshServices(client, services, objects),
      );
      const identities = own.filter(({ kind }) => kind === 'MeshIdentity');
      if (identities.length > 0) {
        findings.claim(
          `${output.name}: kuma-cp calls ${identities.length} MeshIdentity ready`,
          await notReady(client, identities),
        );
      }
      return control.version;
    } finally {
      await control.stop();
    }
  } finally {
    await cluster.stop();
  }
}

function rankOf({ kind }: Manifest): number {
  return ['Namespace', 'Mesh', 'Service'].indexOf(kind) >>> 0;
}

function globalMesh(): Manifest {
  return {
    apiVersion: 'kuma.io/v1alpha1',
    kind: 'Mesh',
    metadata: { name: 'default' },
    spec: { meshServices: { mode: 'Exclusive' } },
  };
}

async function namespace(client: ApiClient, name: string): Promise<void> {
  const answer = await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  if (answer.status >= 300) throw new Error(`Namespace ${name}: ${message(answer)}`);
}

async function applyAll(client: ApiClient, objects: readonly Manifest[]): Promise<string[]> {
  const misses: string[] = [];
  for (const object of objects) {
    const answer = await client.apply(object);
    if (answer.status >= 300) misses.push(`${describe(object)}: ${message(answer)}`);
  }
  return misses;
}

async function meshServices(
  client: ApiClient,
  services: readonly Manifest[],
  objects: readonly Manifest[],
): Promise<string[]> {
  const misses: string[] = [];
  const injected = new Set(
    objects
      .filter(
        ({ kind, metadata }) =>
          kind === 'Namespace' && metadata.labels?.['kuma.io/sidecar-injection'] === 'enabled',
      )
      .map(({ metadata }) => metadata.name),
  );
  for (const service of services.filter(({ metadata }) => injected.has(metadata.namespace ?? ''))) {
    const made: Manifest = {
      apiVersion: 'kuma.io/v1alpha1',
      kind: 'MeshService',
      metadata: { name: service.metadata.name, namespace: service.metadata.namespace ?? '' },
    };
    try {
      await waitUntil(
        `MeshService ${made.metadata.name}`,
        30,
        async () => (await client.get(made)).status === 200,
      );
    } catch {
      misses.push(`${describe(service)}: kuma-cp made no MeshService of it`);
      continue;
    }
    const { body } = await client.get(made);
    const wanted = protocols(service);
    const found = protocols({ ...made, spec: body.spec });
    if (JSON.stringify(found) !== JSON.stringify(wanted)) {
      misses.push(`${describe(service)}: protocols ${found.join(', ')} instead of ${wanted.join(', ')}`);
    }
  }
  return misses;
}

/** Identities of which the control plane does not say, in time, that it can give them to proxies. */
async function notReady(client: ApiClient, identities: readonly Manifest[]): Promise<string[]> {
  const misses: string[] = [];
  for (const identity of identities) {
    let said: readonly unknown[] = [];
    const ready = async () => {
      said = items(dig((await client.get(identity)).body, 'status', 'conditions'));
      return said.some((one) => dig(one, 'type') === 'Ready' && dig(one, 'status') === 'True');
    };
    await waitUntil(`${describe(identity)} is ready`, 30, ready).catch(() =>
      misses.push(`${describe(identity)} is not ready: ${JSON.stringify(said)}`),
    );
  }
  return misses;
}

function protocols(object: Manifest): readonly string[] {
  const spec = object.spec as { ports?: { port: number; appProtocol?: string }[] } | undefined;
  return (spec?.ports ?? []).map(({ port, appProtocol }) => `${port} ${appProtocol ?? 'tcp'}`).sort();
}

/** Single changes of valid objects: what the control plane says of each beside what the rules say. */
async function compare(lane: Lane, programs: KumaPrograms, findings: Findings): Promise<string> {
  const name = 'kuma-changes';
  const cluster = await lane.cluster(name);
  const { client } = cluster;
  try {
    await install(client, shippedKumaDefinitions(programs));
    await namespace(client, systemNamespace);
    const control = await startKumaControlPlane(programs, cluster, join(lane.directory, name));
    try {
      return await compareChanges(lane, client, { program: 'kuma-cp', groups: ['kuma.io'] }, findings);
    } finally {
      await control.stop();
    }
  } finally {
    await cluster.stop();
  }
}
