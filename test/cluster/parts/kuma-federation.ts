import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { Rule } from '../../../checks/rule';
import { federatedZoneObjects } from '../../../checks/rules/kong-mesh/federated-zone-objects';
import { origin } from '../../../checks/rules/kong-mesh/origin';
import { dig, items } from '../../../references/fields';
import { describe, groupOf, type Manifest } from '../../../references/manifest';
import { deliveryOrder } from '../delivery-order';
import { type ClusterOutput, readClusters } from '../dist';
import type { Cluster, Lane } from '../lane';
import { claimMetrics, fetched } from '../metrics';
import { Findings, type PartResult } from '../report';
import { type ApiClient, message } from '../server/client';
import { install } from '../server/custom-resources';
import {
  type GlobalControlPlane,
  type KumaPrograms,
  kumaPrograms,
  shippedKumaDefinitions,
  startGlobalControlPlane,
  startKumaControlPlane,
  systemNamespace,
} from '../server/kuma-cp';
import { ownAccount } from '../server/own-account';
import { waitUntil } from '../server/process';
import { missingForKuma } from './kuma';

/** The file that Konnect's global control plane is given. */
const globalMesh = 'global/mesh.yaml';

/** A zone joins a global control plane: the Mesh comes from there, the zone's own objects go there, and what only the other may change is refused. */
export async function kumaFederationPart(lane: Lane): Promise<PartResult> {
  const programs = kumaPrograms();
  if (programs === undefined) throw new Error(missingForKuma().join('; '));
  const findings = new Findings();
  let version = '';
  const isFederated = ({ files, stages }: ClusterOutput) =>
    files.has(globalMesh) && kumaObjects(stages.flatMap(({ objects }) => objects)).length > 0;
  for (const output of readClusters().filter(isFederated)) {
    const name = `federation-${output.name}`;
    const directory = join(lane.directory, name);
    const global = await startGlobalControlPlane(programs, `${directory}-global`);
    const cluster = await lane.cluster(name);
    try {
      version = await federate({ output, global, cluster, directory, programs, findings });
    } finally {
      await cluster.stop();
      await global.stop();
    }
  }
  return findings.result(
    'Kuma: a zone joins a global control plane',
    [{ name: 'kuma-cp, global and zone', version }],
    {
      note: `A global control plane of Kuma (universal, in memory) stands for Konnect's, and is given the file that Meshwright writes for it; the zone
joins over plain gRPC, without the token that Konnect asks for.`,
    },
  );
}

interface Federation {
  readonly output: ClusterOutput;
  readonly global: GlobalControlPlane;
  readonly cluster: Cluster;
  readonly directory: string;
  readonly programs: KumaPrograms;
  readonly findings: Findings;
}

async function federate({
  output,
  global,
  cluster,
  directory,
  programs,
  findings,
}: Federation): Promise<string> {
  const { client } = cluster;
  const zone = 'zone-1';
  const mesh = parse(output.files.get(globalMesh) ?? '') as { name: string };
  const put = await fetch(`${global.api}/meshes/${mesh.name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(mesh),
  });
  findings.claim(
    `${output.name}: the global control plane takes ${globalMesh}`,
    put.ok ? [] : [`${globalMesh}: ${put.status} ${await put.text()}`],
  );
  await install(client, shippedKumaDefinitions(programs));
  await applied(client, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: systemNamespace } }]);
  // What the global one sends is stored by the control plane's own account, which its webhooks know.
  const { kubeconfig, user } = await ownAccount(cluster, directory, {
    namespace: systemNamespace,
    name: 'kuma-control-plane',
  });
  const control = await startKumaControlPlane(programs, { client, kubeconfig }, directory, {
    KUMA_RUNTIME_KUBERNETES_ALLOWED_USERS: user,
    KUMA_MULTIZONE_ZONE_NAME: zone,
    KUMA_MULTIZONE_ZONE_GLOBAL_ADDRESS: global.address,
    KUMA_MULTIZONE_ZONE_KDS_TLS_SKIP_VERIFY: 'true',
  });
  try {
    const stored: Manifest = { apiVersion: 'kuma.io/v1alpha1', kind: 'Mesh', metadata: { name: mesh.name } };
    await waitUntil('the Mesh reaches the zone', 60, async () => (await client.get(stored)).status === 200);
    const { body } = await client.get(stored);
    const wanted = {
      mode: dig(mesh, 'meshServices', 'mode'),
      passthrough: dig(mesh, 'networking', 'outbound', 'passthrough'),
    };
    const found = {
      mode: dig(body, 'spec', 'meshServices', 'mode'),
      passthrough: dig(body, 'spec', 'networking', 'outbound', 'passthrough'),
    };
    findings.claim(
      `${output.name}: the zone joins, and has the Mesh of the global one, mode ${String(wanted.mode)}, passthrough ${String(wanted.passthrough)}`,
      JSON.stringify(found) === JSON.stringify(wanted)
        ? []
        : [`the Mesh of the zone: ${JSON.stringify(body.spec)}`],
    );
    const objects = deliveryOrder(output).order.flatMap(({ stage }) => stage.objects);
    await applied(
      client,
      objects.filter(({ kind }) => kind === 'Namespace'),
    );
    const own = kumaObjects(objects);
    const refusals: string[] = [];
    for (const object of own) {
      const answer = await client.apply(object);
      if (answer.status >= 300) refusals.push(`${describe(object)}: ${message(answer)}`);
    }
    findings.claim(`${output.name}: the federated zone takes ${own.length} objects of Kuma`, refusals);
    findings.claim(
      `${output.name}: the global control plane gets to know ${own.length} of them, as the zone's`,
      await unknownToGlobal(global.api, mesh.name, zone, own),
    );
    for (const rule of [federatedZoneObjects, origin]) {
      findings.claim(
        `${output.name}: the zone refuses the failing example of ${rule.id}, and takes the passing one`,
        await otherwise(client, rule),
      );
    }
    claimMetrics(
      findings,
      `${output.name}: kuma-cp of a zone`,
      await fetched(control.metrics),
      /go-grpc-prometheus/,
      {
        grpc_client_handled_total: 'there is a series once a stream to the global control plane has ended',
      },
    );
    return control.version;
  } finally {
    await control.stop();
  }
}

function kumaObjects(objects: readonly Manifest[]): readonly Manifest[] {
  return objects.filter(({ apiVersion }) => groupOf(apiVersion) === 'kuma.io');
}

async function applied(client: ApiClient, objects: readonly Manifest[]): Promise<void> {
  for (const object of objects) {
    const answer = await client.apply(object);
    if (answer.status >= 300) throw new Error(`${describe(object)}: ${message(answer)}`);
  }
}

/** Objects of the zone that the global control plane does not list, in time, with the zone's name on them. */
async function unknownToGlobal(
  api: string,
  mesh: string,
  zone: string,
  objects: readonly Manifest[],
): Promise<string[]> {
  let missing: readonly Manifest[] = objects;
  const list = async (kind: string) => {
    const plural = kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`;
    const answer = await fetch(`${api}/meshes/${mesh}/${plural.toLowerCase()}?size=1000`);
    return answer.ok ? items(dig(await answer.json(), 'items')) : [];
  };
  const isListed = (listed: readonly unknown[], { metadata }: Manifest) =>
    listed.some(
      (one) =>
        dig(one, 'labels', 'kuma.io/display-name') === metadata.name &&
        dig(one, 'labels', 'kuma.io/zone') === zone &&
        (dig(one, 'labels', 'k8s.kuma.io/namespace') ?? metadata.namespace) === metadata.namespace,
    );
  await waitUntil('the global control plane knows the objects of the zone', 60, async () => {
    const left: Manifest[] = [];
    for (const kind of new Set(objects.map((object) => object.kind))) {
      const listed = await list(kind);
      left.push(...objects.filter((object) => object.kind === kind && !isListed(listed, object)));
    }
    missing = left;
    return left.length === 0;
  }).catch(() => undefined);
  return missing.map((object) => `${describe(object)} is not known to the global control plane`);
}

/** Where the zone says something else of a rule's examples than the rule. */
async function otherwise(client: ApiClient, { id, example }: Rule): Promise<string[]> {
  const objectsOf = (text: string) =>
    kumaObjects(parseAllDocuments(text).map((document): Manifest => document.toJS()));
  const refusals = async (text: string) => {
    const said: string[] = [];
    for (const object of objectsOf(text)) {
      const answer = await client.apply(object, { dryRun: true });
      if (answer.status >= 300) said.push(`${describe(object)}: ${message(answer)}`);
    }
    return said;
  };
  const failing = await refusals(example.fails);
  return [
    ...(failing.length > 0 ? [] : [`${id}: the zone takes the failing example`]),
    ...(await refusals(example.passes)).map((said) => `${id}: the zone refuses the passing example: ${said}`),
  ];
}
