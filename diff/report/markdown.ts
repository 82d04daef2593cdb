import type { Difference, Risk, SharedChange } from '../diff';
import type { Sentence } from '../sentence';
import { shown } from '../sentence';
import { countChanges, objectText, reach, shownField } from './shown-change';

/**
 * GitHub takes comments of up to 65,536 characters. Bytes are counted, of which there are never fewer: so the page is short enough
 * for an environment variable too.
 */
const mostBytes = 65_536;

/** Room that is kept for the line which counts what was cut, and for what closes the page. */
const footerRoom = 600;

/** The mark by which the next run finds its own comment. */
export const commentMark = '<!-- meshwright diff -->';

const signs = { high: '🔴', medium: '🟡', low: '🔵' } as const;

/**
 * The difference as a comment of a pull request, always under 65,536 bytes: risks in full, then the objects, folded.
 * What does not fit is cut between objects and counted. Names and values stand in code only, where no code host reads
 * markup, mentions or links.
 */
export function markdownReport(difference: Difference): string {
  const { risks, changes, clusters } = difference;
  if (risks.length === 0 && changes.length === 0) return `${commentMark}\nNo difference in \`dist/\`.\n`;
  const page = new Page(mostBytes - footerRoom);
  page.add(`${commentMark}\n`);
  if (risks.length === 0) page.add('**No risk that a rule knows.**\n');
  const risksShown = risks.findIndex((risk) => !page.add(riskLine(risk, clusters)));
  const risksCut = risksShown < 0 ? 0 : risks.length - risksShown;
  if (changes.length > 0) {
    const reached = [...new Set(changes.flatMap((change) => change.clusters))];
    page.add(`\n${countChanges(changes)}, ${reach(reached, clusters)}.\n`);
  }
  const opened = changes.length > 0 && page.add('\n<details><summary>Objects and fields</summary>\n');
  const objectsShown = opened ? changes.findIndex((change) => !page.add(changeBlock(change, clusters))) : 0;
  const objectsCut = objectsShown < 0 ? 0 : changes.length - objectsShown;
  const cut = [
    ...(risksCut > 0 ? [`${risksCut} more risks`] : []),
    ...(objectsCut > 0 ? [`${objectsCut} more objects`] : []),
  ].join(' and ');
  return [
    page.text,
    ...(opened ? ['\n</details>\n'] : []),
    ...(cut === '' ? [] : [`\n${cut} did not fit here: \`meshwright diff --all BASE HEAD\` shows them.\n`]),
  ].join('');
}

/** A text that takes a piece whole or not at all. */
class Page {
  text = '';

  constructor(private readonly most: number) {}

  /** @returns whether it fitted; once a piece did not, no later one is taken */
  add(piece: string): boolean {
    if (this.full || this.bytes + Buffer.byteLength(piece) > this.most) {
      this.full = true;
      return false;
    }
    this.text += piece;
    this.bytes += Buffer.byteLength(piece);
    return true;
  }

  private bytes = 0;
  private full = false;
}

function riskLine({ level, rule, sentence, clusters }: Risk, all: readonly string[]): string {
  const where = all.length === 1 ? '' : ` — ${reach(clusters, all)}: ${names(clusters)}`;
  return `- ${signs[level]} **${level}** ${inMarkdown(sentence)}${where} (${code(rule)})\n`;
}

function inMarkdown(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === 'string' ? escaped(part) : code(part.value))).join('');
}

/** Our own words may hold a sign that Markdown reads. */
function escaped(words: string): string {
  return words.replace(/[\\`*_[\]<#|~]/g, '\\$&');
}

/** A text as code on one line, fenced with more backticks than it has in a row. */
export function code(text: string): string {
  const line = shown(text).replace(/\s/g, ' ');
  if (line.trim() === '') return '`(empty)`';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad =
    line.startsWith('`') || line.endsWith('`') || (line.startsWith(' ') && line.endsWith(' ')) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Fields of one object that are shown. */
const mostFields = 30;

function changeBlock({ change, clusters }: SharedChange, all: readonly string[]): string {
  const where = all.length === 1 ? '' : ` (${names(clusters)})`;
  const title = `\n${change.kind} ${code(objectText(change))}${where}\n`;
  if (change.fields.length === 0) return title;
  const lines = change.fields.slice(0, mostFields).flatMap((field) => {
    const { path, before, after } = shownField(field);
    return [
      ...(before === undefined ? [] : [`- ${path}: ${before}`]),
      ...(after === undefined ? [] : [`+ ${path}: ${after}`]),
    ];
  });
  if (change.fields.length > mostFields)
    lines.push(`  ... and ${change.fields.length - mostFields} more fields`);
  const longest = Math.max(
    2,
    ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)),
  );
  const fence = '`'.repeat(longest + 1);
  return `${title}\n${fence}diff\n${lines.join('\n')}\n${fence}\n`;
}

function names(clusters: readonly string[]): string {
  const some = clusters.slice(0, 6).map(code).join(', ');
  return clusters.length > 6 ? `${some} and ${clusters.length - 6} more` : some;
}
