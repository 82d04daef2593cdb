import type { Finding } from '../../checks/finding';
import type { Problem } from '../../config/problem';
import { findingDiagnostics } from '../finding-diagnostics';
import type { Inputs } from '../manifests/inputs';
import { render, summary } from '../render';
import { problemDiagnostics } from '../render-problems';
import type { Judgement } from './judge';

/** All that there is to report. */
export interface CheckReport extends Judgement, Pick<Inputs, 'files' | 'problems' | 'notices'> {}

/** So many findings are printed in text form; the rest are counted. */
const mostPrinted = 100;

/** The report for a terminal, worst findings first, with what was looked at in the last line. */
export function textReport(report: CheckReport, colour: boolean): string {
  const { findings, objects, files, ignored, textOf } = report;
  const read: readonly Problem[] = [...report.problems, ...report.notices];
  const sorted = [...findings].sort((a, b) => rank(a) - rank(b));
  // Only what is printed is looked up in its text.
  const shown = findingDiagnostics(sorted.slice(0, mostPrinted), textOf);
  const parts = [render([...problemDiagnostics(read), ...shown], { colour, limit: mostPrinted * 2 })];
  if (sorted.length > mostPrinted) parts.push(`... and ${sorted.length - mostPrinted} more\n`);
  const found = summary([...read, ...findings]) || 'nothing found';
  const looked = `${number(objects, 'object')} in ${number(files, 'file')}`;
  const silenced = ignored === 0 ? '' : `, ${number(ignored, 'finding')} silenced by annotations`;
  const unread = report.problems.length > 0 ? '; not everything could be read' : '';
  parts.push(`${found}: ${looked}${silenced}${unread}\n`);
  return parts.filter((part) => part !== '').join('\n');
}

function rank({ severity }: Finding): number {
  return severity === 'error' ? 0 : severity === 'warning' ? 1 : 2;
}

function number(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
