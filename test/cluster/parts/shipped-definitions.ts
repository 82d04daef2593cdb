import { describe, groupOf } from '../../../references/manifest';
import { readClusters } from '../dist';
import type { Lane } from '../lane';
import type { Findings } from '../report';
import { message } from '../server/client';
import { install, shippedDefinitions } from '../server/custom-resources';

/** Meshwright's schemas of these kinds are a record of their fields; a version that upstream ships judges them as well. */
export async function tryShippedDefinitions(lane: Lane, findings: Findings): Promise<void> {
  const folder = lane.tools.path('external-secrets-crds');
  if (folder === undefined) {
    findings.gap("upstream's own definitions of these kinds", lane.tools.reason('external-secrets-crds'));
    return;
  }
  const cluster = await lane.cluster('secrets-definitions');
  try {
    const definitions = shippedDefinitions(folder).filter(({ spec }) => spec.group === 'external-secrets.io');
    await install(cluster.client, definitions);
    // They take the place of the recorded ones, which the API server serves a moment longer.
    await new Promise((resolve) => setTimeout(resolve, 5000));
    const objects = readClusters()
      .flatMap(({ stages }) => stages.flatMap((stage) => stage.objects))
      .filter(({ apiVersion }) => groupOf(apiVersion) === 'external-secrets.io');
    const misses: string[] = [];
    for (const namespace of new Set(objects.map(({ metadata }) => metadata.namespace ?? 'default'))) {
      const made = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
      await cluster.client.apply(made, { manager: 'lane' });
    }
    for (const object of objects) {
      const answer = await cluster.client.apply(object, { dryRun: true });
      if (answer.status >= 300) misses.push(`${describe(object)}: ${message(answer)}`);
    }
    findings.claim(
      `${objects.length} objects of External Secrets are accepted under the definitions that upstream ships`,
      misses,
    );
  } finally {
    await cluster.stop();
  }
}
