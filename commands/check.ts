/** `npm run check -- PATH...`: judges Kubernetes YAML by every rule, whoever wrote it. */
import { rules } from '../checks/rules';
import { nearest } from '../references/nearest';
import { checkArguments, type Format } from './check/arguments';
import { explain } from './check/explain';
import { githubReport } from './check/github-report';
import { jsonReport } from './check/json-report';
import { judge } from './check/judge';
import { type CheckReport, textReport } from './check/report';
import { sarifReport } from './check/sarif-report';
import { findBuilder } from './manifests/build-kustomization';
import { readInputs } from './manifests/inputs';
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
 * @returns the exit status: 0 clean or notices only, 1 errors or warnings, 2 unusable input or wrong usage
 */
export function checkCommand(argv: readonly string[], world: CheckWorld): number {
  const parsed = checkArguments(argv);
  if ('usage' in parsed) {
    (parsed.wrong ? world.stderr : world.stdout).write(parsed.usage);
    return parsed.wrong ? 2 : 0;
  }
  if (parsed.explain !== undefined) return explainRule(parsed.explain, world);
  const progress = progressOn(world.stderr);
  const builder = parsed.build ? findBuilder(world.environment.PATH) : undefined;
  const inputs = readInputs(parsed.paths, {
    given: parsed.given,
    progress: (objects) => progress.say(`read ${objects.toLocaleString('en')} objects`),
    ...(builder === undefined ? {} : { builder }),
  });
  progress.say('checking');
  // Of a set that could not be read whole, what is missing may be in the rest.
  const whole = inputs.problems.length === 0;
  const judgement = judge(whole ? inputs.sets : inputs.sets.map((set) => ({ ...set, open: true })));
  progress.done();
  const report: CheckReport = { ...inputs, ...judgement };
  world.stdout.write(print(report, parsed.format, world));
  if (inputs.problems.length > 0) return 2;
  return report.findings.some(({ severity }) => severity !== 'notice') ? 1 : 0;
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
    `no rule ${id}${near === undefined ? '' : `; did you mean ${near}?`} docs/rules.md lists them all\n`,
  );
  return 2;
}

if (require.main === module) void runProgram((world) => checkCommand(process.argv.slice(2), world));
