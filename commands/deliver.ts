import { writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Origin } from '../output/ownership';
import { publishing } from '../output/publish';
import type {
  FileChange,
  PublishOptions,
  PublishProblem,
  PublishResult,
  StaleFile,
} from '../output/publish-types';
import { oneLine } from '../references/printable';
import { type Destination, makeLink } from './cdk8s-output';
import type { FilesAnswer, FilesRequest } from './held-files';
import { type Diagnostic, render, summary } from './render';
import { shortPath } from './short-path';
import { staleObjects } from './stale-objects';
import type { World } from './world';

/** The end of a run, which asks whoever holds the files of the clusters. */
export type Delivering = Generator<FilesRequest, number, readonly FilesAnswer[]>;

const NOTHING_WRITTEN = '; nothing was written';

/** Reports why a run ends before anything is written. @returns the exit status */
export function refuse(diagnostics: readonly Diagnostic[], world: World): number {
  return report(diagnostics, world, NOTHING_WRITTEN);
}

/**
 * Reports what was found in the clusters, and publishes them if none has an error.
 *
 * @param names the clusters, in their order
 * @returns the exit status: 0 written or up to date, 1 findings or a stale folder
 */
export function* deliver(
  names: readonly string[],
  diagnostics: readonly Diagnostic[],
  to: Destination,
  options: Pick<PublishOptions, 'check' | 'force' | 'unchanged'>,
  world: World,
): Delivering {
  if (diagnostics.some(({ severity }) => severity === 'error')) return refuse(diagnostics, world);
  report(diagnostics, world, '');
  if (to.single !== undefined) {
    const held = (yield { files: 'all' }).flatMap((answer) => answer.held ?? []);
    const byName = new Map(held.map(({ name, files }) => [name, files]));
    const objects = names.flatMap((name) =>
      [...(byName.get(name) ?? [])].filter(([path]) => path.endsWith('.yaml')),
    );
    writeFileSync(to.single, objects.map(([, text]) => text).join('---\n'));
    return 0;
  }
  const result = yield* publishing(to.out, names, options);
  if (result.outcome === 'refused') return refuse(publishDiagnostics(to.out, result.problems), world);
  if (result.outcome === 'checked') return reportCheck(result, to.out, world);
  if (to.link !== undefined) makeLink(to.link, to.out);
  if (result.recovery !== undefined)
    world.stderr.write(`an earlier run was interrupted: ${result.recovery.outcome} what it had begun\n`);
  world.stdout.write(`${to.out}: ${written(result.changes)}\n`);
  return 0;
}

function written(changes: readonly FileChange[]): string {
  if (changes.length === 0) return 'up to date';
  const clusters = new Set(changes.map(({ cluster }) => cluster)).size;
  const deleted = changes.filter(({ deleted }) => deleted).length;
  const parts = [count(changes.length - deleted, 'file written'), count(deleted, 'file deleted')].filter(
    Boolean,
  );
  return `${parts.join(', ')}, in ${count(clusters, 'cluster')}`;
}

/** `1 file written`, `2 files written`; empty for none. */
function count(number: number, what: string): string {
  if (number === 0) return '';
  const [noun = '', ...more] = what.split(' ');
  return [number, number === 1 ? noun : `${noun}s`, ...more].join(' ');
}

/** So many stale files are shown with their objects; the rest are counted. */
const MOST_STALE_FILES = 100;

function reportCheck(result: PublishResult & { outcome: 'checked' }, out: string, world: World): number {
  const { changes, problems, interrupted } = result;
  if (interrupted)
    world.stderr.write(`${out}: an interrupted run is to be finished or undone by the next synth\n`);
  if (changes.length === 0 && problems.length === 0 && !interrupted) {
    world.stdout.write(`${out}: up to date\n`);
    return 0;
  }
  for (const change of changes.slice(0, MOST_STALE_FILES)) world.stderr.write(staleFile(change));
  if (changes.length > MOST_STALE_FILES)
    world.stderr.write(`... and ${changes.length - MOST_STALE_FILES} more\n`);
  for (const line of staleReasons(changes)) world.stderr.write(`${line}\n`);
  if (changes.length > 0)
    world.stderr.write(`${out}: stale, ${count(changes.length, 'file')}: meshwright synth\n`);
  report(publishDiagnostics(out, problems), world, '');
  return 1;
}

/** Why clusters are stale, as far as their indexes tell: one line for each reason. */
function staleReasons(changes: readonly StaleFile[]): readonly string[] {
  const reasons = new Map<string, Set<string>>();
  for (const { cluster, origins } of changes) {
    const reason = staleReason(origins?.before, origins?.after);
    if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? new Set()).add(cluster));
  }
  return [...reasons].map(([reason, clusters]) => {
    const names = clusters.size > 3 ? count(clusters.size, 'cluster') : [...clusters].map(oneLine).join(', ');
    return `${names}: ${reason}`;
  });
}

function staleReason(before: Origin | undefined, after: Origin | undefined): string | undefined {
  if (before === undefined || after === undefined) return undefined;
  const upgrade = `Meshwright did (${oneLine(before.version)} wrote it, this is ${after.version})`;
  const [isNew, isOther] = [before.version !== after.version, before.inputs !== after.inputs];
  if (isNew && isOther) return `stale because the input changed, and ${upgrade}`;
  if (isNew) return `stale because ${upgrade}; the input says what it said`;
  return isOther
    ? 'stale because the input changed'
    : 'stale because the output was changed; the input says what it said';
}

function staleFile(change: StaleFile): string {
  const state = change.before === undefined ? 'missing' : change.deleted ? 'to be deleted' : 'stale';
  const objects = staleObjects(change).map(
    ({ change: what, object }) => `  ${what.padEnd(7)} ${oneLine(object)}\n`,
  );
  return `${state}: ${oneLine(`${change.cluster}/${change.path}`)}\n${objects.join('')}`;
}

function publishDiagnostics(out: string, problems: readonly PublishProblem[]): Diagnostic[] {
  return problems.map(({ where, found, fix }) => ({
    severity: 'error',
    title: found,
    location: isAbsolute(where) ? shortPath(where) : join(out, where),
    notes: [['mend', fix]],
  }));
}

/** Prints diagnostics with their number at the end, and gives the exit status they call for. */
function report(diagnostics: readonly Diagnostic[], world: World, consequence: string): number {
  if (diagnostics.length === 0) return 0;
  const { NO_COLOR } = world.environment;
  const colour = world.stderr.isTTY === true && (NO_COLOR === undefined || NO_COLOR === '');
  world.stderr.write(`${render(diagnostics, { colour })}\n${summary(diagnostics)}${consequence}\n`);
  return diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0;
}
