import type { Manifest } from '../../../references/manifest';
import { disagreementsOf, errorsAbout, rowsByKind, tableOf } from '../../faults/foreign/compare';
import { drawnChanges } from '../../faults/foreign/run';
import type { Lane } from '../lane';
import type { Findings } from '../report';
import { type ApiClient, message } from '../server/client';

/** Objects of each kind that a program is asked of, and the seed that draws them. */
const asked = { most: 250, all: 1000, seed: 20_261_128 };

/** How a program's refusals are compared with the rules. */
export interface Comparing {
  /** Who refuses, in the page's words. */
  readonly program: string;
  readonly groups: readonly string[];
  /** What the drawn objects need around them; their namespaces are made already. */
  readonly prepare?: (drawn: readonly Manifest[]) => readonly Manifest[];
}

/**
 * Puts single changes of valid objects to an API server whose webhooks are a program's, without storing any, and compares its
 * answers with the rules.
 *
 * @returns a table by kind, and the single disagreements, in Markdown
 */
export async function compareChanges(
  lane: Lane,
  client: ApiClient,
  { program, groups, prepare }: Comparing,
  findings: Findings,
): Promise<string> {
  const drawn = drawnChanges(groups, lane.all ? asked.all : asked.most, asked.seed);
  const objects = drawn.map(({ object }) => object);
  const names = [...new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []))];
  const namespaces = names.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  for (const object of [...namespaces, ...(prepare?.(objects) ?? [])]) {
    const answer = await client.apply(object);
    if (answer.status >= 300) throw new Error(`${object.kind} ${object.metadata.name}: ${message(answer)}`);
  }
  const comparisons = [];
  for (const { object, path, how } of drawn) {
    const answer = await client.apply(object, { dryRun: true });
    const refused = answer.status >= 300;
    const at = refused ? [message(answer)] : [];
    comparisons.push({ object, path, how, refused, at, errors: errorsAbout(object) });
  }
  const rows = rowsByKind(comparisons);
  const beyond = rows.filter(
    (row) =>
      row.asked >= 200 && (row.missed.length > 0.05 * row.asked || row.wrong.length > 0.01 * row.asked),
  );
  findings.claim(
    `of ${drawn.length} single changes of valid objects, in every kind with 200 or more, at most 5 % that ${program} refuses are passed by the rules, and at most 1 % that it takes are errors`,
    disagreementsOf(beyond),
  );
  const single = disagreementsOf(rows).map((line) => `- ${line}`);
  return [tableOf(rows), ...(single.length === 0 ? [] : ['', ...single])].join('\n');
}
