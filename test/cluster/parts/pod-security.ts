import { join } from 'node:path';
import { helmInstallOf } from '../../../references/helm-install';
import { describe, groupOf, type Manifest } from '../../../references/manifest';
import { buildIndex } from '../../../references/reference-index';
import { type ClusterOutput, readClusters, synthesizeChanged } from '../dist';
import type { Lane } from '../lane';
import { containersOf, podsOf, refusedPods } from '../pods';
import { Findings, type PartResult } from '../report';
import { type ApiClient, message } from '../server/client';
import { install } from '../server/custom-resources';
import { type Helm, helm, helmVersion, missingForHelm, rendered } from '../server/helm';
import {
  injection,
  type KumaPrograms,
  kumaPrograms,
  shippedKumaDefinitions,
  startKumaControlPlane,
} from '../server/kuma-cp';
import { goPins } from '../versions';
import { missingForKuma } from './kuma';

const label = 'pod-security.kubernetes.io/enforce';
const levels: readonly string[] = ['privileged', 'baseline', 'restricted'];

/** The API server's own Pod Security admission judges every pod of the output, with what Kuma's injector adds to it. */
export async function podSecurityPart(lane: Lane): Promise<PartResult> {
  const programs = kumaPrograms();
  if (programs === undefined) throw new Error(missingForKuma().join('; '));
  const charts = helm();
  const findings = new Findings();
  if (charts === undefined) {
    findings.gap(
      'that namespaces let in the pods of the charts that are installed',
      missingForHelm().join('; '),
    );
  }
  let version = '';
  for (const output of clusters()) version = await judge(lane, programs, charts, output, findings);
  return findings.result(
    'Pod Security: each namespace lets its pods in, and is as strict as it can be',
    [
      { name: 'kuma-cp', version },
      ...goPins('kube-apiserver'),
      ...(charts === undefined ? [] : [{ name: 'helm', version: helmVersion(charts) }]),
    ],
    {
      note: `The API server admits a pod of each workload at the level of its namespace, after Kuma's injector has added the sidecar. Nothing runs:
the kubelet would say more.`,
    },
  );
}

/** What is committed for Kong Mesh, and the same with Kuma's CNI plugin. */
function clusters(): readonly ClusterOutput[] {
  const committed = readClusters().filter(({ stages }) =>
    stages.some(({ objects }) => objects.some(({ apiVersion }) => groupOf(apiVersion) === 'kuma.io')),
  );
  return committed.flatMap((output) => {
    const changed = synthesizeChanged(output.name, (text) =>
      text.replace('  backend: kong-mesh\n', '  backend: kong-mesh\n  cni: true\n'),
    );
    return [output, { ...changed, name: `${output.name} with the CNI plugin` }];
  });
}

async function judge(
  lane: Lane,
  programs: KumaPrograms,
  charts: Helm | undefined,
  output: ClusterOutput,
  findings: Findings,
): Promise<string> {
  const folder = `pod-security-${output.name.replaceAll(' ', '-')}`;
  const cluster = await lane.cluster(folder);
  const { client } = cluster;
  try {
    await install(client, shippedKumaDefinitions(programs));
    const objects = output.stages.flatMap((stage) => stage.objects);
    const namespaces = objects.filter(({ kind }) => kind === 'Namespace');
    await apply(client, namespaces);
    const plugin = namespaces.some(({ metadata }) => metadata.name === 'kong-mesh-cni');
    const control = await startKumaControlPlane(programs, cluster, join(lane.directory, folder), {
      KUMA_RUNTIME_KUBERNETES_INJECTOR_CNI_ENABLED: String(plugin),
      KUMA_EXPERIMENTAL_SIDECAR_CONTAINERS: 'true',
    });
    try {
      await apply(client, [...meshes(namespaces), injection(control)]);
      // As for the other webhooks: they judge a moment after they were stored.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const delivered = [...objects, ...output.delivery];
      const pods = [
        ...podsOf(objects),
        ...(charts === undefined ? [] : podsOf(ofCharts(charts, delivered, join(lane.directory, folder)))),
      ].filter(({ metadata }) => namespaces.some((each) => each.metadata.name === metadata.namespace));
      findings.claim(
        `${output.name}: the namespaces let in the pods of ${pods.length} workloads${charts === undefined ? '' : ', those of the charts among them'}`,
        (await refusedPods(client, pods)).map((miss) => `${output.name}: ${miss}`),
      );
      const members = await injected(client, pods);
      findings.claim(
        `${output.name}: ${members.length} of them with a sidecar, ${plugin ? 'and no container that is root' : 'and the init container of the mesh'}`,
        members.length > 0 && members.every(({ containers }) => containers.includes('kuma-init') === !plugin)
          ? []
          : [`${output.name}: the injected pods have ${JSON.stringify(members)}`],
      );
      findings.claim(
        `${output.name}: no namespace with pods lets them in at a stricter level`,
        (await stricter(client, namespaces, pods)).map((miss) => `${output.name}: ${miss}`),
      );
    } finally {
      await control.stop();
    }
    return control.version;
  } finally {
    await cluster.stop();
  }
}

/** The meshes of the pods: in a federated zone they come from the global control plane. */
function meshes(namespaces: readonly Manifest[]): readonly Manifest[] {
  const names = namespaces.flatMap(({ metadata }) => metadata.labels?.['kuma.io/mesh'] ?? []);
  return [...new Set(['default', ...names])].map((name) => ({
    apiVersion: 'kuma.io/v1alpha1',
    kind: 'Mesh',
    metadata: { name },
    spec: { meshServices: { mode: 'Exclusive' } },
  }));
}

/** What the charts that a set installs are made of. */
function ofCharts(charts: Helm, objects: readonly Manifest[], directory: string): readonly Manifest[] {
  const index = buildIndex(objects, { given: [] });
  return objects.flatMap((object) => {
    const release = helmInstallOf(object, index);
    return release === undefined ? [] : (rendered(charts, release, directory) ?? []);
  });
}

async function injected(client: ApiClient, pods: readonly Manifest[]) {
  const all: { readonly pod: string; readonly containers: readonly string[] }[] = [];
  for (const pod of pods) all.push({ pod: describe(pod), containers: await containersOf(client, pod) });
  return all.filter(({ containers }) => containers.includes('kuma-sidecar'));
}

/** Namespaces that would let all their pods in at the next stricter level, too. */
async function stricter(
  client: ApiClient,
  namespaces: readonly Manifest[],
  pods: readonly Manifest[],
): Promise<string[]> {
  const misses: string[] = [];
  for (const namespace of namespaces) {
    const { name, labels = {} } = namespace.metadata;
    const own = pods.filter(({ metadata }) => metadata.namespace === name);
    const next = levels[levels.indexOf(labels[label] ?? '') + 1];
    if (own.length === 0 || next === undefined) continue;
    await apply(client, [
      { ...namespace, metadata: { ...namespace.metadata, labels: { ...labels, [label]: next } } },
    ]);
    if ((await refusedPods(client, own)).length === 0)
      misses.push(`${name} is ${labels[label]}, and could be ${next}`);
    await apply(client, [namespace]);
  }
  return misses;
}

async function apply(client: ApiClient, objects: readonly Manifest[]): Promise<void> {
  for (const object of objects) {
    const answer = await client.apply(object);
    if (answer.status >= 300) throw new Error(`${describe(object)}: ${message(answer)}`);
  }
}
