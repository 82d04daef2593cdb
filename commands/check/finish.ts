import { writeFileSync } from 'node:fs';
import { oneLine } from '../../references/printable';
import { whole } from '../manifests/read-files';
import type { Format } from './arguments';
import { baselineText, compare } from './baseline';
import { githubReport } from './github-report';
import { gitlabReport } from './gitlab-report';
import { jsonReport } from './json-report';
import type { SetFinding } from './judge';
import type { JudgedInputs } from './judged-inputs';
import { junitReport } from './junit-report';
import { atLeast, type CheckReport, textReport } from './report';
import type { CheckRequest } from './request';
import { sarifReport } from './sarif-report';
import { withSeverities } from './severities';
import type { CheckTask, CheckWorld } from './task';

/**
 * Says what was found, as it was asked for.
 *
 * @returns the exit status: 0 nothing that fails, 1 findings that do, 2 unusable input or wrong usage
 */
export function finish(task: CheckTask, judged: JudgedInputs, world: CheckWorld): number {
  const { request } = task;
  const report = reportOf(task, judged);
  const { writeBaseline } = request;
  if (writeBaseline !== undefined) {
    const refused = keptBaseline(writeBaseline, baselineText(report.findings));
    if (refused !== undefined) {
      world.stderr.write(refused);
      return 2;
    }
  }
  world.stdout.write(print(visible(report, request), request.format, world));
  if (report.problems.length > 0) return 2;
  const failing = report.findings.some(({ severity }) => atLeast(severity, request.failOn));
  return failing && writeBaseline === undefined ? 1 : 0;
}

function reportOf({ parsed, request, known }: CheckTask, judged: JudgedInputs): CheckReport {
  const { judgement: all, ...inputs } = parsed.allowEmpty ? judged : notEmpty(judged, request.paths);
  const { needed, ...judgement } = all;
  const { findings, changed } = withSeverities(judgement, request.settings);
  const asked = findings.filter((finding) => request.wanted(finding));
  const compared = compare(asked, known);
  const unneeded = (request.reading.given ?? []).filter((word) => !needed.has(word) && !request.always(word));
  const { fresh, known: before, fixed } = compared;
  const { failOn, summaryOnly } = request;
  return {
    ...inputs,
    ...judgement,
    findings: fresh,
    known: before,
    fixed,
    changed,
    unneeded,
    failOn,
    summaryOnly,
  };
}

/** The report without what the command line hides; the text form folds or hides by itself. */
function visible(report: CheckReport, { format, minSeverity }: CheckRequest): CheckReport {
  if (minSeverity === undefined) return report;
  if (format === 'text') return { ...report, shown: minSeverity };
  return {
    ...report,
    findings: report.findings.filter(({ severity }: SetFinding) => atLeast(severity, minSeverity)),
  };
}

/** Writes a file of known findings; gives what stood in the way. */
function keptBaseline(path: string, text: string): string | undefined {
  try {
    writeFileSync(path, text);
    return undefined;
  } catch (error) {
    const isOfDisk = typeof error === 'object' && error !== null && 'code' in error;
    if (!isOfDisk) throw error;
    const why = String(error.code);
    return `--write-baseline ${oneLine(path)}: it cannot be written (${why}): expected a file in a folder that is there\n`;
  }
}

/** Without any object there was nothing to check, which is a mistake of the caller's. */
function notEmpty(judged: JudgedInputs, paths: readonly string[]): JudgedInputs {
  if (judged.judgement.objects > 0 || judged.problems.length > 0) return judged;
  const mend = 'correct the path, or the command before the pipe; --allow-empty takes it for clean';
  return { ...judged, problems: paths.map((path) => whole(path, 'nothing to check', 'no object', mend)) };
}

function print(report: CheckReport, format: Format, { environment, stdout }: CheckWorld): string {
  switch (format) {
    case 'text': {
      const { NO_COLOR } = environment;
      return textReport(report, stdout.isTTY === true && (NO_COLOR === undefined || NO_COLOR === ''));
    }
    case 'json':
      return jsonReport(report);
    case 'sarif':
      return sarifReport(report);
    case 'github':
      return githubReport(report);
    case 'junit':
      return junitReport(report);
    case 'gitlab':
      return gitlabReport(report);
  }
}
