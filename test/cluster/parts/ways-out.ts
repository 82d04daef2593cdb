import { join } from 'node:path';
import { egressHost } from '../../../config/graph/service-graph';
import { describe, type Manifest } from '../../../references/manifest';
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
import { addNode, addPod, type MeshPod, startSidecar } from '../server/kuma-dp';
import { freePort, type Running, waitUntil } from '../server/process';
import { ask, listens, startTcpHost, type TcpHost } from '../stand-ins/tcp-host';
import { egressObjects, type HostPorts, ledgerObjects } from '../ways-out/objects';
import { egress, redirected, stranger, writer } from '../ways-out/pods';
import { askAs, iptables, rule } from '../ways-out/redirect';

/** Why the part cannot run: users get the programs from upstream's releases. */
export function missingForWaysOut(): string[] {
  return kumaPrograms() === undefined || process.env.MESHWRIGHT_KUMA_DP === undefined
    ? [
        'kuma-cp, kumactl and kuma-dp: name them in MESHWRIGHT_KUMA_CP, MESHWRIGHT_KUMACTL and MESHWRIGHT_KUMA_DP',
      ]
    : [];
}

/** The control plane's programs and those of a sidecar. @throws Error where the part should have been skipped */
export function sidecarPrograms(lane: Lane): {
  readonly programs: KumaPrograms;
  readonly dataplane: string;
  readonly envoy: string;
} {
  const programs = kumaPrograms();
  const dataplane = process.env.MESHWRIGHT_KUMA_DP;
  const envoy = lane.tools.path('envoy');
  if (programs === undefined || dataplane === undefined || envoy === undefined) {
    throw new Error(missingForWaysOut().join('; '));
  }
  return { programs, dataplane, envoy };
}

/** What both ways are tried with. */
interface Trial {
  readonly client: ApiClient;
  readonly findings: Findings;
  readonly ports: HostPorts;
  /** Starts the sidecar of a pod, which is ended at the end of the part at the latest. */
  readonly begin: (pod: MeshPod) => Promise<Running>;
}

/** Connections of each caller. */
const connections = 50;

/** A real control plane, real sidecars and a real egress: who calls a host outside the mesh reaches it, and nobody else. */
export async function waysOutPart(lane: Lane): Promise<PartResult> {
  const { programs, dataplane, envoy } = sidecarPrograms(lane);
  const findings = new Findings();
  const cluster = await lane.cluster('ways-out');
  const directory = join(lane.directory, 'ways-out');
  const vault = await startTcpHost('127.0.0.1');
  const archive = await startTcpHost(archiveAddress);
  const ports = { vault: vault.port, archive: archive.port };
  let version = '';
  try {
    const { client } = cluster;
    await install(client, shippedKumaDefinitions(programs));
    await apply(client, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: systemNamespace } }]);
    const control = await startKumaControlPlane(programs, cluster, directory, {
      // As a control plane without a global one calls its zone, if nobody says otherwise.
      KUMA_MULTIZONE_ZONE_NAME: 'default',
      // Instead of 242.0.0.0/8: addresses that a listener can be bound to.
      KUMA_IPAM_MESH_EXTERNAL_SERVICE_CIDR: '127.242.0.0/16',
    });
    version = control.version;
    const access = {
      url: control.dataplanes,
      certificates: join(directory, 'certificates', 'apiserver.crt'),
    };
    const running: Running[] = [];
    const begin = async (pod: MeshPod) => {
      await addPod(client, 'node', pod);
      const folder = join(lane.directory, pod.name);
      const sidecar = await startSidecar(client, { dataplane, envoy }, access, folder, pod);
      running.push(sidecar);
      return sidecar;
    };
    try {
      await apply(client, [...ledgerObjects(ports), ...egressObjects()]);
      await addNode(client, 'node');
      await tryEgress({ client, findings, ports, begin }, vault);
      await tryAddresses({ client, findings, ports, begin }, archive);
    } finally {
      for (const each of running) await each.stop();
      await control.stop();
    }
  } finally {
    await vault.stop();
    await archive.stop();
    await cluster.stop();
  }
  return findings.result('Kuma: ways out of the mesh', [{ name: 'kuma-cp and kuma-dp', version }], {
    note: `Control plane, sidecars and egress are Kuma's own programs with Envoy; the lane plays the kubelet, and gives the sidecars'
listeners loopback addresses. A host that speaks first is heard by everybody in the mesh until they say a word: Envoy judges a
connection by tcp at its caller's first byte.`,
  });
}

/** A host that nothing but its name tells: a MeshExternalService, through the egress of the zone. */
async function tryEgress({ client, findings, ports, begin }: Trial, vault: TcpHost): Promise<void> {
  const { ip, hostname } = await stored(client);
  const stated = egressHost('ledger', { name: 'vault' });
  findings.claim(
    `the control plane calls a host of an application ${stated}, the name that synth states`,
    hostname === stated ? [] : [`the control plane calls ledger-vault ${hostname}, synth ${stated}`],
  );
  const reaches = async (word: string) => (await ask(ip, ports.vault, word)) === `heard ${word}`;
  await begin(egress);
  const caller = await begin(writer);
  await waitUntil('the caller reaches the host', 60, () => reaches('first'), caller);
  await tell(findings, 'through the egress, a host answers the service that calls it', connections, () =>
    reaches('writer'),
  );
  // Both sidecars would bind the same address.
  await caller.stop();
  const other = await begin(stranger);
  await waitUntil('the sidecar of the other service listens', 60, () => listens(ip, ports.vault), other);
  await tell(findings, 'through the egress, a host answers a service that does not call it', 0, () =>
    reaches('stranger'),
  );
  findings.claim(
    'nothing of what that service says arrives at the host',
    vault.heard().filter((word) => word.includes('stranger')),
  );
  await apply(client, ledgerObjects(ports, 'vault'));
  await waitUntil('the other service reaches the host, once it calls it', 60, () => reaches('first'), other);
  await tell(findings, 'once its file says that it calls it, the host answers it', connections, () =>
    reaches('caller'),
  );
  await other.stop();
}

/** An address of the network that the application gives its second host. */
const archiveAddress = '127.18.7.1';

/** A host that is told by its address: a MeshPassthrough, and the kernel sends each connection to the sidecar. */
async function tryAddresses({ findings, ports, begin }: Trial, archive: TcpHost): Promise<void> {
  const program = iptables();
  if (program === undefined || process.getuid?.() !== 0) {
    findings.gap(
      'that a host which is told by its addresses is reached by the services that call it, and by no other',
      'it takes rules in the kernel: run the lane as root, and name iptables in MESHWRIGHT_IPTABLES',
    );
    return;
  }
  const users = { writer: 61_001, stranger: 61_002 };
  const redirects = [];
  try {
    for (const [pod, user, address] of [
      [writer, users.writer, '127.0.10.4'],
      [stranger, users.stranger, '127.0.10.5'],
    ] as const) {
      const [inbound, outbound] = [await freePort(), await freePort()];
      await begin(redirected(pod, address, [inbound, outbound]));
      const redirect = { user, network: '127.18.7.0/24', to: outbound };
      rule(program, 'add', redirect);
      redirects.push(redirect);
      await waitUntil('the sidecar listens', 60, () => listens('127.0.0.1', outbound));
    }
    const reaches = async (user: number, word: string) =>
      (await askAs(user, archiveAddress, ports.archive, word)) === `heard ${word}`;
    await waitUntil('the caller reaches the host', 60, () => reaches(users.writer, 'first'));
    await tell(findings, 'by its address, a host answers the service that calls it', connections, () =>
      reaches(users.writer, 'writer'),
    );
    await tell(findings, 'by its address, a host answers a service that does not call it', 0, () =>
      reaches(users.stranger, 'stranger'),
    );
    findings.claim(
      'nothing of what that service says arrives at the address',
      archive.heard().filter((word) => word.includes('stranger')),
    );
  } finally {
    for (const redirect of redirects) rule(program, 'delete', redirect);
  }
}

async function tell(
  findings: Findings,
  sentence: string,
  wanted: number,
  reaches: () => Promise<boolean>,
): Promise<void> {
  let answered = 0;
  for (let index = 0; index < connections; index += 1) answered += (await reaches()) ? 1 : 0;
  findings.claim(
    `${sentence}: ${answered} times of ${connections}`,
    answered === wanted ? [] : [`${sentence}: ${answered} times of ${connections} instead of ${wanted}`],
  );
}

/** The address and name that the control plane has given the host. */
async function stored(client: ApiClient): Promise<{ readonly ip: string; readonly hostname: string }> {
  const object: Manifest = {
    apiVersion: 'kuma.io/v1alpha1',
    kind: 'MeshExternalService',
    metadata: { name: 'ledger-vault', namespace: systemNamespace },
  };
  let found = { ip: '', hostname: '' };
  await waitUntil('the host has an address and a name', 60, async () => {
    const { body } = await client.get(object);
    const { status } = body as { status?: { vip?: { ip?: string }; addresses?: { hostname?: string }[] } };
    found = { ip: status?.vip?.ip ?? '', hostname: status?.addresses?.[0]?.hostname ?? '' };
    return found.ip !== '' && found.hostname !== '';
  });
  return found;
}

async function apply(client: ApiClient, objects: readonly Manifest[]): Promise<void> {
  for (const object of objects) {
    const answer = await client.apply(object);
    if (answer.status >= 300) throw new Error(`${describe(object)}: ${message(answer)}`);
  }
}
