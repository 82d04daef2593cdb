import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Findings } from '../report';
import { type RunbookStep, stepsIn } from './commands';
import { formsOf } from './forms';
import type { Shell } from './shell';

/** Where a runbook's commands are run. */
export interface Walk {
  readonly name: string;
  readonly shell: Shell;
  /** The folder that leave-app-mesh wrote. */
  readonly out: string;
  /** The repository of Meshwright, where application files were written. */
  readonly repository?: string;
  /** Done by others when a command was run, or in its place where no test runs it: Helm's part, Flux's. */
  readonly after: (command: string) => Promise<void>;
  /** What a way back takes that is no command: files out of a repository. */
  readonly beforeBack: (step: RunbookStep) => Promise<void>;
  /** What a way back has to bring back, as it is now. */
  readonly state: (step: RunbookStep) => Promise<unknown>;
}

/** Runs a command where it belongs, and gives what it said where it failed; what no test runs is left to the stand-ins. */
export async function runCommand(walk: Walk, command: string, ran: Set<string>): Promise<readonly string[]> {
  const forms = formsOf(command);
  const [form] = forms;
  if (form === undefined || forms.length > 1) return [`${command}: ${forms.length} forms`];
  if (form.notRun !== undefined) {
    await walk.after(command);
    return [];
  }
  const inRepository = /^(git|meshwright synth)/.test(command);
  const folder = inRepository ? (walk.repository ?? walk.out) : walk.out;
  const { status, output } = await walk.shell.run(command, folder);
  ran.add(form.what);
  await walk.after(command);
  return status === 0 && (form.says?.test(output) ?? true)
    ? []
    : [`${walk.name}: ${command.split('\n')[0]}: status ${status}: ${output.trim()}`];
}

async function runAll(walk: Walk, commands: readonly string[], ran: Set<string>): Promise<readonly string[]> {
  const misses: string[] = [];
  for (const command of commands) misses.push(...(await runCommand(walk, command, ran)));
  return misses;
}

/** A way back holds as long as the old pods run: of a group that is until the workloads themselves follow. */
function asFarAsBack({ forward, title }: RunbookStep): readonly string[] {
  if (!title.startsWith('Move together')) return forward;
  const last = forward.findIndex((command) => command.includes('--filename patches/deployment.'));
  return forward.slice(0, last);
}

/**
 * Walks a runbook from the first command to the locked mesh: each step, its check, its way back, after which the check says that it
 * is not done, and the step once more.
 */
export async function walkRunbook(walk: Walk, findings: Findings, ran: Set<string>): Promise<void> {
  const steps = stepsIn(readFileSync(join(walk.out, 'runbook.md'), 'utf8'));
  const misses: string[] = [];
  let wentBack = 0;
  for (const step of steps) {
    const of = `${walk.name}, step ${step.number} (${step.title})`;
    const check = async (wanted: number, when: string) => {
      const [command = ''] = step.check;
      const { status, output } = await walk.shell.run(command, walk.out);
      for (const { what } of formsOf(command)) ran.add(what);
      if (status !== wanted) misses.push(`${of}: ${when} its check ends with ${status}: ${output.trim()}`);
    };
    if (step.back.length > 0) {
      const before = JSON.stringify(await walk.state(step));
      misses.push(...(await runAll(walk, asFarAsBack(step), ran)));
      if (asFarAsBack(step) === step.forward) await check(0, 'the first time');
      await walk.beforeBack(step);
      misses.push(...(await runAll(walk, step.back, ran)));
      await check(1, 'after the way back');
      const after = JSON.stringify(await walk.state(step));
      if (after !== before) misses.push(`${of}: the way back leads to ${after}, and not to ${before}`);
      wentBack += 1;
    }
    misses.push(...(await runAll(walk, step.forward, ran)));
    await check(0, 'when it is done');
  }
  findings.claim(
    `${walk.name}: ${steps.length} steps from the first command to the locked mesh, each with its check; ${wentBack} were gone back from, and taken again`,
    misses,
  );
}
