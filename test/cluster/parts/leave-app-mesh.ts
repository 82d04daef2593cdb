import { join } from 'node:path';
import { describe, groupOf, type Manifest } from '../../../references/manifest';
import type { Cluster, Lane } from '../lane';
import {
  afterwardsAddresses,
  type Call,
  callsOf,
  combinations,
  countedMisses,
  type Outcome,
  wrongAnswers,
} from '../leave-app-mesh/calls';
import { type Converted, convertShop, podsOf } from '../leave-app-mesh/converted';
import { call, startVersion } from '../leave-app-mesh/versions';
import { Findings, type PartResult } from '../report';
import { type ApiClient, message } from '../server/client';
import { install } from '../server/custom-resources';
import { shippedKumaDefinitions, startKumaControlPlane, systemNamespace } from '../server/kuma-cp';
import { addNode, addPod, startSidecar } from '../server/kuma-dp';
import { type Running, waitUntil } from '../server/process';
import { sidecarPrograms } from './ways-out';

/** Requests of the caller that App Mesh lets call, and of the one that it does not. */
const requests = { front: 2000, stranger: 200 };

/** A set that has left App Mesh, on a real control plane with real sidecars: it answers as the conversion's report says. */
export async function leaveAppMeshPart(lane: Lane): Promise<PartResult> {
  const { programs, dataplane, envoy } = sidecarPrograms(lane);
  const findings = new Findings();
  const converted = convertShop();
  const cluster = await lane.cluster('leave-app-mesh');
  const directory = join(lane.directory, 'leave-app-mesh');
  const running: { readonly stop: () => Promise<void> }[] = [];
  let version = '';
  try {
    const { client } = cluster;
    await install(client, shippedKumaDefinitions(programs));
    await bindableServices(client);
    await apply(client, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: systemNamespace } });
    const control = await startKumaControlPlane(programs, cluster, directory, {
      KUMA_MULTIZONE_ZONE_NAME: 'default',
    });
    running.push(control);
    version = control.version;
    for (const object of inOrder(afterwardsAddresses(converted.objects))) await apply(client, object);
    await apply(client, toVersions);
    await addNode(client, 'node');
    const access = {
      url: control.dataplanes,
      certificates: join(directory, 'certificates', 'apiserver.crt'),
    };
    const begin = async (name: string, args: readonly string[] = []) => {
      const pod = podsOf(converted.objects).find((each) => each.name === name);
      if (pod === undefined) throw new Error(`no pod ${name}`);
      // Nobody here makes the account that every namespace has.
      const { namespace, serviceAccount } = pod;
      await apply(client, {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { namespace, name: serviceAccount },
      });
      await addPod(client, 'node', { ...pod, args }, pod.port);
      const folder = join(lane.directory, `leave-${name}`);
      const sidecar = await startSidecar(client, { dataplane, envoy }, access, folder, { ...pod, args });
      running.push(sidecar, await startVersion(name, pod.port));
      return sidecar;
    };
    for (const name of ['red', 'blue', 'green']) await begin(name);
    for (const name of ['front', 'stranger'] as const) {
      const sidecar = await begin(name, ['--bind-outbounds']);
      await tryCaller(cluster, converted, name, sidecar, findings);
      // Both callers' sidecars would bind the same addresses.
      await sidecar.stop();
    }
  } finally {
    for (const each of running.toReversed()) await each.stop();
    await cluster.stop();
  }
  return findings.result(
    'A set that has left App Mesh answers as the report says',
    [{ name: 'kuma-cp and kuma-dp', version }],
    {
      note: `Control plane and sidecars are Kuma's own programs with Envoy; the lane plays the kubelet, and gives Services and pods
loopback addresses. HTTP servers play the versions.`,
    },
  );
}

async function tryCaller(
  { client }: Cluster,
  converted: Converted,
  name: 'front' | 'stranger',
  sidecar: Running,
  findings: Findings,
): Promise<void> {
  const calls = callsOf(converted, `shop/${name}`, requests[name]);
  const [first] = calls;
  if (first === undefined) throw new Error('no requests');
  const { body } = await client.get({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'shop', name: 'colour' },
  });
  const address = String((body.spec as { clusterIP?: unknown } | undefined)?.clusterIP);
  const settled = { ...first.request, path: '/colour', method: 'GET', headers: { 'x-colour': 'red' } };
  const wanted = name === 'front' ? ['red'] : ['403', '503'];
  await waitUntil(
    `${name} is answered`,
    90,
    async () => wanted.includes(await call(address, settled)),
    sidecar,
  );
  const ask = async (some: readonly Call[]): Promise<readonly Outcome[]> => {
    const outcomes: Outcome[] = [];
    for (const each of some) outcomes.push({ ...each, answered: await call(address, each.request) });
    return outcomes;
  };
  // The control plane tells a new sidecar of its neighbours bit by bit: the first answers may come before the last of it.
  let quiet = 0;
  await waitUntil(
    `${name} has all of its configuration`,
    90,
    async () => {
      const wrong = wrongAnswers(await ask(calls.slice(0, combinations)));
      quiet = wrong.length === 0 ? quiet + 1 : 0;
      return quiet === 3;
    },
    sidecar,
  );
  const outcomes = await ask(calls);
  findings.claim(
    `${outcomes.length.toLocaleString('en')} requests of ${name} are answered as App Mesh's objects say, but where the report names another answer`,
    countedMisses(outcomes),
  );
}

/** Without rules in the kernel a sidecar would call itself at the address of its pod: it is told where the version listens. */
export const toVersions: Manifest = {
  apiVersion: 'kuma.io/v1alpha1',
  kind: 'MeshProxyPatch',
  metadata: {
    namespace: systemNamespace,
    name: 'to-versions',
    labels: { 'kuma.io/mesh': 'default', 'kuma.io/origin': 'zone' },
  },
  spec: {
    targetRef: { kind: 'Mesh' },
    default: {
      appendModifications: [
        {
          cluster: {
            operation: 'Patch',
            match: { origin: 'inbound' },
            jsonPatches: [
              {
                op: 'replace',
                path: '/loadAssignment/endpoints/0/lbEndpoints/0/endpoint/address/socketAddress/address',
                value: '127.0.0.1',
              },
            ],
          },
        },
      ],
    },
  },
};

/** Services get addresses that a listener can be bound to: the API server takes a second range, and nobody else marks it ready. */
export async function bindableServices(client: ApiClient): Promise<void> {
  const range: Manifest = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'ServiceCIDR',
    metadata: { name: 'loopback' },
    spec: { cidrs: ['127.90.0.0/16'] },
  };
  await apply(client, range);
  const status = {
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: 'Lane',
        message: '',
        lastTransitionTime: new Date().toISOString(),
      },
    ],
  };
  const path = `${await client.pathOf(range)}/status`;
  const answer = await client.request('PATCH', path, { status }, 'application/merge-patch+json');
  if (answer.status >= 300) throw new Error(`${describe(range)}: ${message(answer)}`);
}

const first = ['Namespace', 'ServiceAccount', 'Mesh', 'Service'];

/** What the control plane and the API server need of the set: no workload is made here. */
function inOrder(objects: readonly Manifest[]): readonly Manifest[] {
  return objects
    .filter(({ apiVersion, kind }) => groupOf(apiVersion) === 'kuma.io' || first.includes(kind))
    .toSorted((a, b) => (first.indexOf(a.kind) >>> 0) - (first.indexOf(b.kind) >>> 0));
}

async function apply(client: ApiClient, object: Manifest): Promise<void> {
  const answer = await client.apply(object);
  if (answer.status >= 300) throw new Error(`${describe(object)}: ${message(answer)}`);
}
