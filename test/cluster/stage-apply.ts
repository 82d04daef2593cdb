import { describe } from '../../references/manifest';
import type { DeliveredStage } from './delivery-order';
import type { Cluster } from './lane';
import { message } from './server/client';
import { installForOperator } from './server/operator-definitions';
import { secretsOf } from './stand-ins/external-secrets';

/**
 * Applies the stages in their order with Flux's engine, and plays the operator that makes the Secrets of each; a cluster whose
 * gateway Kong Operator makes gets its definitions before.
 *
 * @param expected - what the engine is to do with every object
 * @returns what went otherwise
 */
export async function applyStages(
  cluster: Cluster,
  order: readonly DeliveredStage[],
  expected: 'created' | 'unchanged',
): Promise<string[]> {
  const misses: string[] = [];
  await installForOperator(
    cluster.client,
    order.flatMap(({ stage }) => stage.objects),
  );
  for (const { owner, stage } of order) {
    const { entries, error } = await cluster.engine.apply(owner, stage.objects);
    if (error !== undefined) misses.push(`${owner}: ${error.trim()}`);
    for (const { subject, action } of entries) {
      if (action !== expected) misses.push(`${owner}: ${subject} was ${action}, expected ${expected}`);
    }
    if (error === undefined && entries.length !== stage.objects.length) {
      misses.push(`${owner}: ${entries.length} of ${stage.objects.length} objects were applied`);
    }
    for (const secret of expected === 'created' ? secretsOf(stage.objects) : []) {
      const answer = await cluster.client.apply(secret, { manager: 'external-secrets' });
      if (answer.status >= 300) misses.push(`${describe(secret)}: ${message(answer)}`);
    }
  }
  return misses;
}
