import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Comparison, compare } from './comparison';
import { codeOf, DISK, type FileSystem, makeFolders } from './file-system';
import { clearWork, readJournal, type WorkFolder, workFolder } from './journal';
import { nameProblems } from './names';
import type { ClusterFiles, PublishOptions, PublishProblem, PublishResult, Recovery } from './publish-types';
import { takeRunLock } from './run-lock';
import { canFinish, changedMeanwhile, finish, prepare, undo } from './transaction';

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
  const files = options.files ?? DISK;
  const problems = nameProblems(clusters);
  if (problems.length > 0) return refused(problems);
  try {
    if (options.check === true) return check(files, out, clusters, options);
    makeFolders(files, out);
    return publishLocked(files, realpathSync(out), clusters, options);
  } catch (error) {
    return refused([diskProblem(out, error)]);
  }
}

function check(
  files: FileSystem,
  out: string,
  clusters: readonly ClusterFiles[],
  options: PublishOptions,
): PublishResult {
  const work = workFolder(out);
  const interrupted = files.kind(work.journal) !== undefined || files.kind(work.undo) !== undefined;
  const { changes, problems } = compare(files, out, clusters, options);
  return { outcome: 'checked', changes, problems, interrupted };
}

function publishLocked(
  files: FileSystem,
  out: string,
  clusters: readonly ClusterFiles[],
  options: PublishOptions,
): PublishResult {
  const lock = takeRunLock(files, out, options.patience ?? PATIENCE_MS);
  if ('busy' in lock) {
    const fix = `wait for it; if no other run is alive, remove ${lock.busy}`;
    return refused([{ where: out, found: 'another run is writing here', fix }]);
  }
  try {
    const work = workFolder(out);
    const recovery = recover(files, work, options.force === true);
    if (Array.isArray(recovery)) return refused(recovery);
    const comparison = compare(files, out, clusters, options);
    if (comparison.problems.length > 0) return refused(comparison.problems);
    const problem = comparison.clusters.length === 0 ? undefined : carryOut(files, work, comparison);
    if (problem !== undefined) return refused([problem]);
    return { outcome: 'written', changes: comparison.changes, recovery };
  } finally {
    lock.release();
  }
}

/** Prepares and finishes a transaction; if either fails, everything is put back. */
function carryOut(files: FileSystem, work: WorkFolder, comparison: Comparison): PublishProblem | undefined {
  let journal: ReturnType<typeof prepare>;
  try {
    journal = prepare(files, work, comparison.clusters);
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

function afterFailure(work: WorkFolder, error: unknown, putBack: () => void): PublishProblem {
  const problem = diskProblem(work.out, error);
  try {
    putBack();
    return { ...problem, found: `${problem.found}; the folder is as it was` };
  } catch {
    return { ...problem, fix: `${problem.fix}; the next run then finishes or undoes what this one began` };
  }
}

/** Finishes or undoes what an interrupted run began; the problems if it can do neither. */
function recover(
  files: FileSystem,
  work: WorkFolder,
  force: boolean,
): Recovery | undefined | PublishProblem[] {
  const undoing = readJournal(files, work.undo);
  const journal = undoing ?? readJournal(files, work.journal);
  if (journal === undefined) {
    clearWork(files, work);
    return undefined;
  }
  if (typeof journal === 'string') {
    const fix = `remove ${work.root}, then look at what version control says has changed`;
    return [
      { where: work.journal, found: `the journal of an interrupted run cannot be read: ${journal}`, fix },
    ];
  }
  const changed = changedMeanwhile(files, work, journal);
  if (changed.length > 0 && !force)
    return changed.map((where) => ({
      where,
      found: 'changed since an earlier run was interrupted, which the next one has to finish',
      fix: 'put the change elsewhere and restore the file, or pass --force to lose it',
    }));
  const clusters = journal.clusters.map(({ name }) => name);
  if (undoing === undefined && canFinish(files, work, journal)) {
    finish(files, work, journal);
    return { outcome: 'finished', clusters };
  }
  undo(files, work, journal);
  return { outcome: 'undone', clusters };
}

function refused(problems: readonly PublishProblem[]): PublishResult {
  return { outcome: 'refused', problems };
}

const FIXES: Readonly<Record<string, [found: string, fix: string]>> = {
  ENOSPC: ['the disk is full', 'free some space'],
  EDQUOT: ['the disk quota is used up', 'free some space'],
  EROFS: ['the file system is read-only', 'write elsewhere with --out, or mount it writable'],
  EACCES: [
    'writing is not permitted',
    'make the folder writable for this user, or write elsewhere with --out',
  ],
  EPERM: [
    'writing is not permitted',
    'make the folder writable for this user, or write elsewhere with --out',
  ],
  ENOTDIR: ['a file stands where a folder is needed', 'move or remove it'],
  EISDIR: ['a folder stands where a file is needed', 'move or remove it'],
};

function diskProblem(out: string, error: unknown): PublishProblem {
  const code = codeOf(error);
  if (code === '') throw error;
  const where =
    typeof error === 'object' && error !== null && 'path' in error
      ? resolve(String(error.path))
      : resolve(out);
  const [found, fix] = FIXES[code] ?? ['the system refused', 'see to the cause and run again'];
  return { where, found: `${found} (${code})`, fix };
}
