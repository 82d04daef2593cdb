import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { describe, type Manifest } from '../../../references/manifest';
import { deliveryOrder } from '../delivery-order';
import { type ClusterOutput, objectsBelow, readClusters, synthesizeChanged } from '../dist';
import type { Cluster, Lane } from '../lane';
import { Findings, type PartResult } from '../report';
import { installForOperator } from '../server/operator-definitions';
import { applyStages } from '../stage-apply';
import { isFederated } from '../stand-ins/admission-scope';
import { startAdmissionServer } from '../stand-ins/admission-server';
import { goPins } from '../versions';

/** The application that is taken out of the cluster files: its chart's name is the name of its files. */
const application = 'dj';

/**
 * Shows that the stages are needed (all objects in one Kustomization are refused on a new cluster), and that taking an
 * application out of the cluster file deletes its objects and no others.
 */
export async function prunePart(lane: Lane): Promise<PartResult> {
  const findings = new Findings();
  for (const output of readClusters()) {
    if (objectsBelow(output.files, '', `/${application}.yaml`).length === 0) continue;
    const name = `prune-${output.name}`;
    const cluster = await lane.cluster(name);
    await installForOperator(
      cluster.client,
      output.stages.flatMap(({ objects }) => objects),
    );
    const webhooks = lane.external
      ? undefined
      : await startAdmissionServer(cluster.client, join(lane.directory, name), isFederated(output));
    try {
      if (webhooks !== undefined) await applyAtOnce(cluster, output, findings);
      await pruneApplication(cluster, output, findings);
    } finally {
      await webhooks?.stop();
      await cluster.stop();
    }
  }
  return findings.result('Flux: order and pruning', goPins('kube-apiserver', 'flux-engine'), {
    note: 'The stand-ins for the webhooks of Kong, Kuma and App Mesh are switched on here as well.',
  });
}

async function applyAtOnce(cluster: Cluster, output: ClusterOutput, findings: Findings): Promise<void> {
  const objects = output.stages.flatMap((stage) => stage.objects);
  const { error } = await cluster.engine.apply('all', objects);
  const reason = /denied the request: ([^\n]+)/.exec(error ?? '')?.[1];
  findings.claim(
    `${output.name}: one Kustomization with all ${objects.length} objects is refused on a new cluster (${reason ?? error})`,
    error === undefined
      ? [`${output.name}: one Kustomization with all objects was accepted: the stages are not needed`]
      : [],
  );
}

async function pruneApplication(cluster: Cluster, output: ClusterOutput, findings: Findings): Promise<void> {
  const { order } = deliveryOrder(output);
  // What the refused attempt left behind, namespaces among it, is configured and not created: only errors count here.
  const errors = (await applyStages(cluster, order, 'created')).filter(
    (miss) => !miss.includes(' was configured,'),
  );
  findings.misses.push(...errors);
  const without = synthesizeChanged(output.name, (text) => {
    const document = parseDocument(text);
    document.delete('applications');
    return document.toString();
  });
  const kept = new Set(without.stages.flatMap(({ objects }) => objects.map(describe)));
  const deleted: string[] = [];
  for (const { owner, stage } of [...order].reverse()) {
    const remaining = without.stages.find(({ name }) => name === stage.name)?.objects ?? [];
    if (remaining.length > 0) {
      const { error } = await cluster.engine.apply(owner, remaining);
      if (error !== undefined) findings.misses.push(`${output.name}: ${owner}: ${error}`);
    }
    const stale = stage.objects.filter((object) => !kept.has(describe(object)));
    const { entries, error } = await cluster.engine.prune(owner, stale);
    if (error !== undefined) findings.misses.push(`${output.name}: ${owner}: ${error}`);
    deleted.push(...entries.filter(({ action }) => action === 'deleted').map(({ subject }) => subject));
  }
  const all = order.flatMap(({ stage }) => stage.objects);
  const own = [
    ...objectsBelow(output.files, '', `/${application}.yaml`).filter(({ kind }) => kind !== 'Kustomization'),
    // The gateway's leave for the consumers of other namespaces: no application is left that has any.
    ...all.filter(({ kind }) => kind === 'KongReferenceGrant'),
  ];
  findings.claim(
    `${output.name}: without the application ${application}, pruning deletes its ${own.length} objects and keeps the other ${all.length - own.length}`,
    [
      ...(deleted.length === own.length
        ? []
        : [`${output.name}: ${deleted.length} objects were deleted, expected ${own.length}`]),
      ...(await wronglyThere(cluster, output, all, new Set(own.map(describe)))),
    ],
  );
}

async function wronglyThere(
  cluster: Cluster,
  output: ClusterOutput,
  all: readonly Manifest[],
  own: ReadonlySet<string>,
): Promise<string[]> {
  const misses: string[] = [];
  for (const object of all) {
    const { status, body } = await cluster.client.get(object);
    // Without a controller manager a deleted namespace waits for ever, with this mark.
    const leaving =
      (body.metadata as { deletionTimestamp?: string } | undefined)?.deletionTimestamp !== undefined;
    const there = status === 200 && !leaving;
    if (there === own.has(describe(object))) {
      misses.push(`${output.name}: ${describe(object)} is ${there ? 'still there' : 'gone'}`);
    }
  }
  return misses;
}
