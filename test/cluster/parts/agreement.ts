import { check } from '../../../checks/check';
import { familyOf } from '../../../checks/rule';
import { rules } from '../../../checks/rules';
import { buildIndex } from '../../../references/reference-index';
import { customKinds, type GeneratedObject, generateObjects } from '../generated/objects';
import type { Cluster, Lane } from '../lane';
import { Findings, type PartResult } from '../report';
import { type Answer, message } from '../server/client';
import { goPins } from '../versions';

/** Any number will do; a fixed one makes a miss repeatable. */
const seed = 7;

const schemaRules = rules.filter((rule) => familyOf(rule) === 'schema');

type Agreement =
  | 'both accept'
  | 'both refuse'
  | 'dropped in silence'
  | 'only check refuses'
  | 'only the server refuses';

/**
 * Puts the same generated objects to the API server and to the rules of the family `schema`, and counts where they
 * disagree. The one disagreement that is wanted: what the server takes and then drops or replaces in silence, a check
 * refuses.
 */
export async function agreementPart(lane: Lane): Promise<PartResult> {
  const findings = new Findings();
  if (schemaRules.length === 0) {
    findings.gap(
      'the agreement of the schema rules with the API server',
      'no rule of the family `schema` is listed',
    );
    return findings.result('Schema rules and the API server agree', []);
  }
  const objects = generateObjects(lane.all ? 150 : 40, seed);
  const cluster = await lane.cluster('agreement');
  const counts = new Map<Agreement, number>();
  const misses: string[] = [];
  try {
    for (const batch of inBatches(objects, 8)) {
      const answers = await Promise.all(batch.map((object) => judge(cluster, object)));
      for (const [index, object] of batch.entries()) {
        const answer = answers[index];
        if (answer === undefined) continue;
        const reasons = refusals(object);
        const agreement = compare(object, answer, reasons);
        counts.set(agreement, (counts.get(agreement) ?? 0) + 1);
        if (agreement.startsWith('only')) misses.push(disagreement(object, answer, reasons, agreement));
      }
    }
  } finally {
    await cluster.stop();
  }
  const count = (agreement: Agreement) => (counts.get(agreement) ?? 0).toLocaleString('en');
  findings.claim(
    `Of ${objects.length.toLocaleString('en')} generated objects of ${customKinds().length} kinds the API server and the schema rules both accept ${count('both accept')} and both refuse ${count('both refuse')}; ${count('dropped in silence')} the rules refuse because the API server would take them and drop or replace a field in silence`,
    misses,
  );
  return findings.result('Schema rules and the API server agree', goPins('kube-apiserver'));
}

function judge(cluster: Cluster, { manifest }: GeneratedObject): Promise<Answer> {
  return cluster.client.apply(manifest, { dryRun: true });
}

function refusals({ manifest }: GeneratedObject): string[] {
  const { findings } = check({ index: buildIndex([manifest]), given: [] }, schemaRules);
  return (
    findings
      // A webhook that is not asked here would take what is a warning.
      .filter(({ severity }) => severity !== 'notice')
      .map(({ path, message: said }) => `${path}: ${said}`)
  );
}

function compare({ manifest }: GeneratedObject, answer: Answer, reasons: readonly string[]): Agreement {
  const accepted = answer.status < 300;
  if (reasons.length === 0) return accepted ? 'both accept' : 'only the server refuses';
  if (!accepted) return 'both refuse';
  return holds(answer.body, manifest) ? 'only check refuses' : 'dropped in silence';
}

/** True where everything that was given is in what the server would store. */
function holds(stored: unknown, given: unknown): boolean {
  if (Array.isArray(given)) {
    return Array.isArray(stored) && given.every((item, index) => holds(stored[index], item));
  }
  if (typeof given === 'object' && given !== null) {
    return (
      typeof stored === 'object' &&
      stored !== null &&
      Object.entries(given).every(([key, value]) => holds(Reflect.get(stored, key), value))
    );
  }
  return stored === given;
}

function disagreement(
  { entry, mistake }: GeneratedObject,
  answer: Answer,
  reasons: readonly string[],
  agreement: Agreement,
): string {
  const why = reasons.length > 0 ? reasons.join(', ') : message(answer);
  return `${entry.apiVersion} ${entry.kind} (${mistake ?? 'no mistake made'}): ${agreement}: ${why}`;
}

function* inBatches<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
