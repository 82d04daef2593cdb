import { join } from 'node:path';
import { describe, type Manifest } from '../../../references/manifest';
import { type DeliveredStage, deliveryOrder } from '../delivery-order';
import { type ClusterOutput, gatewayClusters, namespacesOf, readClusters, teamClusters } from '../dist';
import type { Cluster, Lane } from '../lane';
import { Findings, type PartResult } from '../report';
import { message } from '../server/client';
import { alreadyThere, removeAll } from '../somebody-elses-cluster';
import { applyStages } from '../stage-apply';
import { hasWebhookKinds, isFederated } from '../stand-ins/admission-scope';
import { startAdmissionServer } from '../stand-ins/admission-server';
import { goPins } from '../versions';
import { tryBuild } from './build';

/**
 * Applies the committed output of every cluster, and what three teams' applications become on their stages, to an API server
 * of its own each, stage after stage, with Flux's engine, and then once more.
 */
export async function applyPart(lane: Lane): Promise<PartResult> {
  const findings = new Findings();
  const clusters = readClusters();
  if (clusters.length === 0) findings.misses.push('dist/ holds no cluster: npm run synth');
  const made = [
    ...gatewayClusters(join(lane.directory, 'gateways')),
    ...teamClusters(join(lane.directory, 'teams')),
  ];
  for (const output of [...clusters, ...made]) {
    const cluster = await lane.cluster(`apply-${output.name}`);
    try {
      await applyCluster(lane, cluster, output, findings);
    } finally {
      await cluster.stop();
    }
  }
  return findings.result(
    'API server and Flux: every stage is accepted, twice',
    goPins('kube-apiserver', 'flux-engine'),
    {
      note: `Every cluster's stages go to an API server of their own, in the order of its delivery objects (\`dependsOn\` or sync
waves), by server-side apply with \`fieldValidation=Strict\`. \`dev\`, \`stage\` and \`prod\` are the stages of three teams'
applications (\`test/teams\`), \`beside\` and \`teams-…\` forms of gateways that no reference cluster has (\`test/fixtures/gateways\`); the namespace of the one whose workloads are there already is made before. Stand-ins play the webhooks of Kong, Kuma and App Mesh, and the
operator that makes a Secret of an ExternalSecret.`,
    },
  );
}

async function applyCluster(
  lane: Lane,
  cluster: Cluster,
  output: ClusterOutput,
  findings: Findings,
): Promise<void> {
  const { order, misses } = deliveryOrder(output);
  findings.misses.push(...misses);
  if (lane.external) {
    const taken = await alreadyThere(cluster, output);
    findings.misses.push(...taken);
    if (taken.length > 0) return;
  }
  const namespaces = namespacesOf(output);
  findings.misses.push(...(await strictly(cluster, namespaces)));
  await tryBuild(cluster, output, findings);
  const before = await strictly(cluster, output.delivery);
  findings.claim(`${output.name}: ${output.delivery.length} delivery objects are accepted`, before);
  const webhooks = lane.external
    ? undefined
    : await startAdmissionServer(
        cluster.client,
        join(lane.directory, `apply-${output.name}`),
        isFederated(output),
      );
  try {
    await applyTwice(cluster, output, order, findings);
    if (webhooks !== undefined && hasWebhookKinds(output)) {
      findings.claim(
        `${output.name}: the stand-ins for the controllers' webhooks were asked ${webhooks.judged()} times and refused nothing`,
        webhooks.judged() > 0 ? [] : [`${output.name}: the stand-in webhook was never asked`],
      );
    }
  } finally {
    await webhooks?.stop();
    if (lane.external) findings.misses.push(...(await removeAll(cluster, output)));
  }
}

async function applyTwice(
  cluster: Cluster,
  output: ClusterOutput,
  order: readonly DeliveredStage[],
  findings: Findings,
): Promise<void> {
  const objects = order.flatMap(({ stage }) => stage.objects);
  findings.claim(
    `${output.name}: ${objects.length} objects in ${order.length} stages are accepted`,
    await applyStages(cluster, order, 'created'),
  );
  const versions = await versionsOf(cluster, objects);
  const second = await applyStages(cluster, order, 'unchanged');
  const again = await versionsOf(cluster, objects);
  for (const [name, version] of versions) {
    if (again.get(name) !== version)
      second.push(`${output.name}: ${name} has another resourceVersion after a second apply`);
  }
  findings.claim(`${output.name}: a second apply changes none of the ${objects.length} objects`, second);
}

/** Each object by itself, by the API server's own account of it. */
async function strictly(cluster: Cluster, objects: readonly Manifest[]): Promise<string[]> {
  const misses: string[] = [];
  for (const object of objects) {
    const answer = await cluster.client.apply(object);
    if (answer.status >= 300) misses.push(`${describe(object)}: ${message(answer)}`);
  }
  return misses;
}

async function versionsOf(cluster: Cluster, objects: readonly Manifest[]): Promise<Map<string, string>> {
  const versions = new Map<string, string>();
  for (const object of objects) {
    const { body } = await cluster.client.get(object);
    const metadata = body.metadata as { resourceVersion?: string } | undefined;
    versions.set(describe(object), metadata?.resourceVersion ?? 'missing');
  }
  return versions;
}
