import { realpathSync } from 'node:fs';
import { answered } from './answered';
import { compareCluster, formerClusters } from './comparison';
import { diskProblem } from './disk-problem';
import { codeOf, DISK, type FileSystem, makeFolders } from './file-system';
import { type ClusterSteps, clearWork, type Journal, type WorkFolder, workFolder } from './journal';
import { clusterNameProblems } from './names';
import type { ClusterFiles, PublishOptions, PublishProblem, PublishResult } from './publish-types';
import { recover } from './recovery';
import { takeRunLock } from './run-lock';
import { answerOf, type ClusterAnswer, type PublishAnswer, type PublishRequest, PublishShare } from './share';
import { begin, finish, isDurable, makeWork, undo } from './transaction';

const PATIENCE_MS = 10_000;

/**
 * Makes the output folder hold exactly the given clusters, all of them or none, each in the folder of its name with an
 * index of the files that are ours (`meshwright.lock.json`). Files that are not ours are never touched. A run that was
 * killed half-way is finished, or undone, by the next one.
 *
 * @param out the output folder (`dist`); made if it is missing; a link to a folder is followed, links inside it are not
 * @returns what was written, what differs (`check`), or why nothing was written; failures of the disk are among those
 */
export function publish(
  out: string,
  clusters: readonly ClusterFiles[],
  options: PublishOptions = {},
): PublishResult {
  const share = new PublishShare(options.files ?? DISK, clusters);
  const steps = publishing(
    out,
    clusters.map(({ name }) => name),
    options,
  );
  return answered(steps, (request) => [share.answer(request)]);
}

/** A publication that asks whoever holds the files of the clusters, and goes on with the answers of all of them. */
export type Publishing<T> = Generator<PublishRequest, T, readonly PublishAnswer[]>;

/**
 * As `publish`, for files that are held elsewhere, such as in several threads; each holder is a `PublishShare`.
 *
 * @param names the clusters, in the order in which they are to be reported
 */
export function* publishing(
  out: string,
  names: readonly string[],
  options: PublishOptions = {},
): Publishing<PublishResult> {
  const files = options.files ?? DISK;
  try {
    const paths = inOrder(names, yield { publish: 'names', unchanged: options.unchanged ?? new Set() });
    const problems = [...clusterNameProblems(names), ...paths.flatMap((cluster) => cluster.problems)];
    if (problems.length > 0) return refused(problems);
    if (options.check === true) return yield* check(files, out, names, options);
    makeFolders(files, out);
    return yield* publishLocked(files, realpathSync(out), names, options);
  } catch (error) {
    return refused([diskProblem(out, error)]);
  }
}

function* check(
  files: FileSystem,
  out: string,
  names: readonly string[],
  options: PublishOptions,
): Publishing<PublishResult> {
  const work = workFolder(out);
  const interrupted = files.kind(work.journal) !== undefined || files.kind(work.undo) !== undefined;
  const compared = yield* compare(files, out, names, options);
  const changes = compared.flatMap(({ stale }) => stale);
  const problems = compared.flatMap((cluster) => cluster.problems);
  return { outcome: 'checked', changes, problems, interrupted };
}

function* publishLocked(
  files: FileSystem,
  out: string,
  names: readonly string[],
  options: PublishOptions,
): Publishing<PublishResult> {
  const lock = takeRunLock(files, out, options.patience ?? PATIENCE_MS);
  if ('busy' in lock) {
    const fix = `wait for it; if no other run is alive, remove ${lock.busy}`;
    return refused([{ where: out, found: 'another run is writing here', fix }]);
  }
  try {
    yield { publish: 'begin' };
    const work = workFolder(out);
    const recovery = recover(files, work, options.force === true);
    if (Array.isArray(recovery)) return refused(recovery);
    const compared = yield* compare(files, out, names, options);
    const problems = compared.flatMap((cluster) => cluster.problems);
    if (problems.length > 0) return refused(problems);
    const clusters = compared.filter(({ steps }) => steps.length > 0);
    const problem = clusters.length === 0 ? undefined : yield* carryOut(files, work, clusters);
    if (problem !== undefined) return refused([problem]);
    return { outcome: 'written', changes: compared.flatMap(({ changes }) => changes), recovery };
  } finally {
    lock.release();
  }
}

/** What differs: in the clusters that are given, in their order, and in those that are no longer. */
function* compare(
  files: FileSystem,
  out: string,
  names: readonly string[],
  { force = false, check = false, unchanged = new Set() }: PublishOptions,
): Publishing<readonly ClusterAnswer[]> {
  const given = inOrder(names, yield { publish: 'compare', out, force, check, unchanged });
  const former = formerClusters(files, out, names).map((cluster) =>
    answerOf(compareCluster(files, out, cluster, force), check),
  );
  return [...given, ...former];
}

/** Prepares and finishes a transaction; if either fails, everything is put back. */
function* carryOut(
  files: FileSystem,
  work: WorkFolder,
  clusters: readonly ClusterSteps[],
): Publishing<PublishProblem | undefined> {
  let journal: Journal;
  try {
    makeWork(files, work);
    whole(yield { publish: 'stage', out: work.out, durable: isDurable(clusters) });
    journal = begin(files, work, clusters);
  } catch (error) {
    return afterFailure(work, error, () => {
      files.removeFile(work.journal);
      clearWork(files, work);
    });
  }
  try {
    finish(files, work, journal);
    return undefined;
  } catch (error) {
    return afterFailure(work, error, () => undo(files, work, journal));
  }
}

/** The answers of all holders, in the order of the names. */
function inOrder(names: readonly string[], answers: readonly PublishAnswer[]): readonly ClusterAnswer[] {
  const position = new Map(names.map((name, index) => [name, index]));
  const at = ({ name }: ClusterAnswer) => position.get(name) ?? names.length;
  return whole(answers).sort((one, other) => at(one) - at(other));
}

/** All that the holders answered. @throws the system's error that one of them met, perhaps in another thread */
function whole(answers: readonly PublishAnswer[]): ClusterAnswer[] {
  for (const { failure } of answers)
    if (failure !== undefined) throw Object.assign(new Error(failure.code), failure);
  return answers.flatMap(({ clusters }) => clusters);
}

/** @throws the error itself, once everything is put back, where it is none of the system's: the run is to stop */
function afterFailure(work: WorkFolder, error: unknown, putBack: () => void): PublishProblem {
  if (codeOf(error) === '') {
    try {
      putBack();
    } catch {
      // The next run meets what keeps it from being put back; this one says what ended it.
    }
    throw error;
  }
  const problem = diskProblem(work.out, error);
  try {
    putBack();
    return { ...problem, found: `${problem.found}; the folder is as it was` };
  } catch {
    return { ...problem, fix: `${problem.fix}; the next run then finishes or undoes what this one began` };
  }
}

function refused(problems: readonly PublishProblem[]): PublishResult {
  return { outcome: 'refused', problems };
}
