/** `meshwright check PATH...`: judges Kubernetes YAML by every rule, whoever wrote it. */
import { writeFileSync } from 'node:fs';
import { rules } from '../checks/rules';
import { nearest } from '../references/nearest';
import { oneLine } from '../references/printable';
import { checkArguments, type Format } from './check/arguments';
import { baselineText, compare, readBaseline } from './check/baseline';
import { explain } from './check/explain';
import { githubReport } from './check/github-report';
import { gitlabReport } from './check/gitlab-report';
import { jsonReport } from './check/json-report';
import { judge, type SetFinding } from './check/judge';
import { junitReport } from './check/junit-report';
import { atLeast, type CheckReport, textReport } from './check/report';
import { type CheckRequest, requestOf } from './check/request';
import { sarifReport } from './check/sarif-report';
import { withSeverities } from './check/severities';
import { findBuilder } from './manifests/build-kustomization';
import { type Inputs, readInputs } from './manifests/inputs';
import { readText, whole } from './manifests/read-files';
import { runProgram } from './process-world';
import { progressOn } from './progress';
import type { World } from './world';

/** The world with a standard output that may be a terminal. */
export interface CheckWorld extends World {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
}

/**
 * Runs the command.
 *
 * @param argv the arguments after the command's name
 * @returns the exit status: 0 nothing that fails, 1 findings that do, 2 unusable input or wrong usage
 */
export function checkCommand(argv: readonly string[], world: CheckWorld): number {
  const parsed = checkArguments(argv);
  if ('usage' in parsed) {
    (parsed.wrong ? world.stderr : world.stdout).write(parsed.usage);
    return parsed.wrong ? 2 : 0;
  }
  if (parsed.explain !== undefined) return explainRule(parsed.explain, world);
  const request = requestOf(parsed);
  if ('refused' in request) {
    world.stderr.write(request.refused);
    return 2;
  }
  const { baseline } = request;
  const known = baseline === undefined ? new Map<string, number>() : baselineIn(baseline);
  if (typeof known === 'string') {
    world.stderr.write(known);
    return 2;
  }
  const report = reportOf(request, known, parsed.allowEmpty, world);
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

/** Reads and judges all that is asked for. */
function reportOf(
  request: CheckRequest,
  known: ReadonlyMap<string, number>,
  allowEmpty: boolean,
  world: CheckWorld,
): CheckReport {
  const progress = progressOn(world.stderr);
  const builder = request.build ? findBuilder(world.environment.PATH) : undefined;
  const read = readInputs(request.paths, {
    ...request.reading,
    progress: (objects) => progress.say(`read ${objects.toLocaleString('en')} objects`),
    ...(builder === undefined ? {} : { builder }),
  });
  const inputs = allowEmpty ? read : notEmpty(read, request.paths);
  progress.say('checking');
  // Of a set that could not be read whole, what is missing may be in the rest.
  const whole = inputs.problems.length === 0;
  const sets = whole ? inputs.sets : inputs.sets.map((set) => ({ ...set, open: true }));
  const { needed, ...judgement } = judge(sets, request.judging);
  const { findings, changed } = withSeverities(judgement, request.settings);
  progress.done();
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

/** A file of known findings, or what is wrong with it. */
function baselineIn(path: string): ReadonlyMap<string, number> | string {
  const text = readText(path);
  if ('severity' in text) return `--baseline ${oneLine(path)}: ${text.message}: ${text.found}\n`;
  const said = oneLine(path);
  return readBaseline(text.text) ?? `--baseline ${said}: no baseline; --write-baseline ${said} writes one\n`;
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

/** What was read; without any object there was nothing to check, which is a mistake of the caller's. */
function notEmpty(inputs: Inputs, paths: readonly string[]): Inputs {
  const isEmpty = inputs.sets.every(({ objects }) => objects.length === 0);
  if (!isEmpty || inputs.problems.length > 0) return inputs;
  const mend = 'correct the path, or the command before the pipe; --allow-empty takes it for clean';
  return { ...inputs, problems: paths.map((path) => whole(path, 'nothing to check', 'no object', mend)) };
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

function explainRule(id: string, world: CheckWorld): number {
  const rule = rules.find((each) => each.id === id);
  if (rule !== undefined) {
    world.stdout.write(explain(rule));
    return 0;
  }
  const ids = rules.map((each) => each.id);
  const near = nearest(id, ids);
  world.stderr.write(
    `no rule ${oneLine(id)}${near === undefined ? '' : `; did you mean ${near}?`} docs/rules.md lists them all\n`,
  );
  return 2;
}

if (require.main === module) void runProgram((world) => checkCommand(process.argv.slice(2), world));
