import type { Difference, Risk, SharedChange } from '../diff';
import { plain, shown } from '../sentence';
import { countChanges, objectText, reach, shownField } from './shown-change';

/** How the text is made. */
export interface TextOptions {
  /** ANSI colours; without them the text is plain. */
  readonly colour: boolean;
  /** Show every object and every field. @default false: 20 objects, 6 fields of each */
  readonly all?: boolean;
}

const ansi = { high: 31, medium: 33, low: 36, before: 31, after: 32, quiet: 90, bold: 1 } as const;
type Style = keyof typeof ansi;
type Paint = (style: Style, text: string) => string;

/** The difference for a terminal: risks first, then what each change reaches, then the objects and their fields. */
export function textReport(difference: Difference, { colour, all = false }: TextOptions): string {
  const paint: Paint = (style, text) => (colour ? `\u001b[${ansi[style]}m${text}\u001b[0m` : text);
  const { risks, changes, clusters } = difference;
  if (risks.length === 0 && changes.length === 0) return 'no difference\n';
  const lines = risks.flatMap((risk) => riskLines(risk, clusters, paint));
  if (risks.length === 0) lines.push('no risk that a rule knows');
  if (changes.length > 0) {
    const reached = new Set(changes.flatMap((change) => change.clusters));
    lines.push('', paint('bold', `${countChanges(changes)}, ${reach([...reached], clusters)}`));
  }
  const most = all ? changes.length : 20;
  for (const change of changes.slice(0, most)) lines.push(...changeLines(change, clusters, all, paint));
  if (changes.length > most) lines.push(`... and ${changes.length - most} more objects (--all shows them)`);
  return `${lines.join('\n')}\n`;
}

function riskLines(
  { level, rule, sentence, clusters }: Risk,
  all: readonly string[],
  paint: Paint,
): readonly string[] {
  const gap = ' '.repeat(8 - level.length);
  return [
    `${paint(level, level)}${gap}${paint('bold', plain(sentence))}`,
    `        ${paint('quiet', `${reach(clusters, all)}: ${names(clusters)} [${rule}]`)}`,
  ];
}

function changeLines(
  { change, clusters }: SharedChange,
  everyCluster: readonly string[],
  all: boolean,
  paint: Paint,
): readonly string[] {
  const where = everyCluster.length === 1 ? '' : paint('quiet', `  ${names(clusters)}`);
  const lines = [`  ${change.kind.padEnd(7)} ${objectText(change)}${where}`];
  const most = all ? change.fields.length : 6;
  for (const field of change.fields.slice(0, most)) {
    const { path, before, after } = shownField(field);
    const was = before === undefined ? '' : paint('before', before);
    const now = after === undefined ? '' : paint('after', after);
    const words =
      before === undefined ? `new: ${now}` : after === undefined ? `gone, was ${was}` : `${was} -> ${now}`;
    lines.push(`          ${path}  ${words}`);
  }
  if (change.fields.length > most) lines.push(`          ... and ${change.fields.length - most} more fields`);
  return lines;
}

function names(clusters: readonly string[]): string {
  const some = clusters.slice(0, 4).map(shown).join(', ');
  return clusters.length > 4 ? `${some} and ${clusters.length - 4} more` : some;
}
