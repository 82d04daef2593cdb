import type { Severity } from '../../checks/finding';
import type { Problem } from '../../config/problem';
import { describe } from '../../references/manifest';
import { oneLine } from '../../references/printable';
import { findingDiagnostics, placeOfFinding } from '../finding-diagnostics';
import { grouped } from '../grouped';
import type { Inputs } from '../manifests/inputs';
import { type Diagnostic, render, summary } from '../render';
import { problemDiagnostics } from '../render-problems';
import { countsByRule, type EqualFindings, equalFindings } from './equal-findings';
import type { Judgement, SetFinding } from './judge';

/** All that there is to report. */
export interface CheckReport
  extends Omit<Judgement, 'needed'>,
    Pick<Inputs, 'files' | 'problems' | 'notices'> {
  /** The least severity that fails the run. @default error */
  readonly failOn?: Severity;
  /** The least severity that is shown in full; notices are folded where it is `warning`. @default warning */
  readonly shown?: Severity;
  /** Whether counts alone are shown. @default false */
  readonly summaryOnly?: boolean;
  /** Findings that a baseline knows. @default 0 */
  readonly known?: number;
  /** Entries of the baseline that are found no more. @default none */
  readonly fixed?: readonly string[];
  /** What settings did to severities, in words. @default nothing */
  readonly changed?: string;
  /** Words of `given` that nothing needed. @default none */
  readonly unneeded?: readonly string[];
}

/** So many findings are printed in text form; the rest are counted. */
const mostPrinted = 100;
/** So many notices are printed in a line each where they are folded. */
const mostFolded = 10;
/** So many further places of equal findings are named. */
const mostPlaces = 4;

const ranks = { error: 0, warning: 1, notice: 2 } as const;

/** Whether a severity is as bad as another, or worse. */
export function atLeast(severity: Severity, least: Severity): boolean {
  return ranks[severity] <= ranks[least];
}

/** The report for a terminal: errors first, equal findings once, counts by rule, and what was looked at in the last line. */
export function textReport(report: CheckReport, colour: boolean): string {
  const { findings } = report;
  const read: readonly Problem[] = [...report.problems, ...report.notices];
  const parts = [render(problemDiagnostics(read), { colour, limit: mostPrinted })];
  if (report.summaryOnly !== true) parts.push(...shownFindings(report, colour));
  if (report.summaryOnly === true || new Set(findings.map(({ rule }) => rule)).size > 1)
    parts.push(byRule(findings));
  parts.push(...remarks(report));
  parts.push(`${lastLine(report, read)}\n`);
  return parts.filter((part) => part !== '').join('\n');
}

function shownFindings(report: CheckReport, colour: boolean): readonly string[] {
  const { findings, shown = 'warning', textOf } = report;
  const sorted = findings.toSorted((a, b) => ranks[a.severity] - ranks[b.severity]);
  const full = equalFindings(sorted.filter(({ severity }) => atLeast(severity, shown)));
  // Only what is printed is looked up in its text.
  const printed = full.slice(0, mostPrinted);
  const diagnostics = printed.map((equal) => diagnosticOf(equal, report));
  const parts = [render(diagnostics, { colour, limit: mostPrinted })];
  if (full.length > printed.length) parts.push(`... and ${full.length - printed.length} more\n`);
  const notices = shown === 'warning' ? sorted.filter(({ severity }) => severity === 'notice') : [];
  const folded = [
    ...new Map(notices.toReversed().map((finding) => [finding.message, finding])).values(),
  ].toReversed();
  const lines = folded.slice(0, mostFolded).map((finding) => {
    const place = placeOfFinding(finding, textOf);
    return {
      severity: finding.severity,
      code: finding.rule,
      title: `${finding.message}${place === undefined ? '' : ` (${place.file}:${place.line})`}`,
      notes: [],
    };
  });
  if (lines.length > 0) {
    const more = folded.length - lines.length;
    const rest = more > 0 ? `... and ${more} more; ` : '';
    const text = lines.map((line) => render([line], { colour })).join('');
    parts.push(`${text}${rest}--min-severity notice shows notices in full\n`);
  }
  return parts;
}

/** The first of equal findings, with where the others are. */
function diagnosticOf({ first, others }: EqualFindings, { textOf }: CheckReport): Diagnostic {
  const [diagnostic] = findingDiagnostics([first], textOf);
  if (diagnostic === undefined) throw new Error('a finding has a diagnostic');
  const also = [...(first.also ?? []), ...others.flatMap((finding) => [finding, ...(finding.also ?? [])])];
  if (also.length === 0) return diagnostic;
  const places = also.slice(0, mostPlaces).map(({ object, path }) => {
    const place = placeOfFinding({ ...first, object, path }, textOf);
    return `${place === undefined ? '' : `${place.file}:${place.line} `}${describe(object)}`;
  });
  const rest = also.length > mostPlaces ? [`and ${also.length - mostPlaces} more`] : [];
  return { ...diagnostic, notes: [...diagnostic.notes, ['also', [...places, ...rest].join('\n')]] };
}

function byRule(findings: readonly SetFinding[]): string {
  const rows = countsByRule(findings);
  const width = Math.max(0, ...rows.map(({ count }) => String(count).length));
  return rows
    .map(
      ({ severity, rule, count }) => `${String(count).padStart(width + 2)} ${severity.padEnd(7)} ${rule}\n`,
    )
    .join('');
}

function remarks({ fixed = [], changed = '', unneeded = [] }: CheckReport): readonly string[] {
  const lines = [
    ...(changed === '' ? [] : [changed]),
    ...fixed.map((identity) => `mended, and still in the baseline: ${identity}`),
    ...(unneeded.length === 0 ? [] : [`given, and nothing needed it: ${unneeded.join(', ')}`]),
  ];
  return lines.length === 0 ? [] : [`${lines.map(oneLine).join('\n')}\n`];
}

function lastLine(
  { findings, objects, files, ignored, known = 0, problems }: CheckReport,
  read: readonly Problem[],
): string {
  const found = summary([...read, ...findings]) || 'nothing found';
  const looked = `${number(objects, 'object')} in ${number(files, 'file')}`;
  const silenced = ignored === 0 ? '' : `, ${number(ignored, 'finding')} silenced by annotations`;
  const old = known === 0 ? '' : `, ${number(known, 'finding')} in the baseline`;
  return `${found}: ${looked}${silenced}${old}${problems.length > 0 ? '; not everything could be read' : ''}`;
}

function number(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}
