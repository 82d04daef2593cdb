import { dirname, join } from 'node:path';
import { codeOf, type FileSystem, makeFolders } from './file-system';
import { type ClusterSteps, clearWork, type Journal, type JournalStep, type WorkFolder } from './journal';
import { checksum } from './ownership';
import type { Content } from './publish-types';

/**
 * Up to so many files are each forced onto the disk before the journal names them. A whole fleet's are not (it would
 * take minutes): what a power cut takes then is found by its checksum, and the same command writes it again.
 */
const DURABLE_FILES = 200;

/** Whether files are forced onto the disk, each, before the journal names them. */
export function isDurable(clusters: readonly ClusterSteps[]): boolean {
  return clusters.reduce((sum, { steps }) => sum + steps.length, 0) <= DURABLE_FILES;
}

/** Makes the folders in which a change is prepared beside the clusters' own. Until `begin`, a failure has touched nothing. */
export function makeWork(files: FileSystem, work: WorkFolder): void {
  // A killed run's leavings must not be committed by somebody who adds the whole folder.
  files.create(work.ignore, '*\n', false);
  files.makeFolder(work.coming);
  files.makeFolder(work.former);
}

/** Puts a cluster's coming files into the work folder, with the folders that they will lie in. */
export function stage(
  files: FileSystem,
  work: WorkFolder,
  name: string,
  contents: ReadonlyMap<string, Content>,
  durable: boolean,
): void {
  const made = new Set([work.coming]);
  for (const [path, content] of contents) {
    const target = join(work.coming, name, path);
    makeFolders(files, dirname(target), made, nothingElse);
    files.create(target, content, durable);
  }
}

/** In the folder of what is coming there is only what was made there: the disk is not asked. */
const nothingElse = () => false;

/** Writes the journal, which is the moment from which on the change is to happen. */
export function begin(files: FileSystem, work: WorkFolder, clusters: readonly ClusterSteps[]): Journal {
  const journal: Journal = {
    version: 2,
    clusters: clusters.map(({ name, steps }) => ({ name, steps })),
  };
  record(files, work, work.journal, journal);
  return journal;
}

/** Puts a journal in the place of a torn one: what it says is to be undone. */
export function recordUndo(files: FileSystem, work: WorkFolder, journal: Journal): void {
  record(files, work, work.undo, journal);
  files.removeFile(work.journal);
}

function record(files: FileSystem, work: WorkFolder, path: string, journal: Journal): void {
  const partial = `${path}.partial`;
  files.removeFile(partial);
  files.create(partial, JSON.stringify(journal), true);
  files.rename(partial, path);
  files.syncFolder(work.root);
}

/** Does what the journal says, cluster by cluster; what was done already is passed over. Then the journal goes. */
export function finish(files: FileSystem, work: WorkFolder, journal: Journal): void {
  for (const { name, steps } of journal.clusters) {
    const whole = steps.every(({ before, after }) => before === null && after !== null);
    if (!(whole && moveWhole(files, work, name)))
      for (const step of steps) finishStep(files, work, name, step);
  }
  removeEmptyFolders(files, work, journal, (step) => step.after === null);
  files.removeFile(work.journal);
  tidy(files, work);
}

/** Moves a cluster that is all new into its place in one go; false if something stands there, or it is there already. */
function moveWhole(files: FileSystem, work: WorkFolder, name: string): boolean {
  const [coming, target] = [join(work.coming, name), join(work.out, name)];
  if (files.kind(target) !== undefined || files.kind(coming) === undefined) return false;
  files.rename(coming, target);
  return true;
}

function finishStep(files: FileSystem, work: WorkFolder, cluster: string, step: JournalStep): void {
  const target = join(work.out, cluster, step.path);
  const coming = join(work.coming, cluster, step.path);
  const former = join(work.former, cluster, step.path);
  const open = step.after === null ? files.kind(target) !== undefined : files.kind(coming) !== undefined;
  if (!open) return;
  if (step.before !== null && files.kind(former) === undefined && files.kind(target) !== undefined) {
    makeFolders(files, dirname(former));
    files.link(target, former);
  }
  if (step.after === null) files.removeFile(target);
  else {
    makeFolders(files, dirname(target));
    files.rename(coming, target);
  }
}

/** Puts back everything as it was before the journal was written. Then the journal goes. */
export function undo(files: FileSystem, work: WorkFolder, journal: Journal): void {
  // From here on nobody may finish it any more.
  if (files.kind(work.undo) !== undefined) files.removeFile(work.journal);
  else if (files.kind(work.journal) !== undefined) files.rename(work.journal, work.undo);
  for (const [cluster, step] of [...stepsOf(journal)].reverse()) {
    const target = join(work.out, cluster, step.path);
    const former = join(work.former, cluster, step.path);
    if (files.kind(former) !== undefined) {
      // Its folder may have been removed as empty.
      makeFolders(files, dirname(target));
      files.rename(former, target);
    } else if (step.before === null && sumOf(files, target) === step.after) files.removeFile(target);
  }
  removeEmptyFolders(files, work, journal, (step) => step.before === null);
  files.removeFile(work.undo);
  tidy(files, work);
}

/** Once the journal is gone the transaction is over: a failure to tidy up must not look like one, or be undone. */
function tidy(files: FileSystem, work: WorkFolder): void {
  try {
    clearWork(files, work);
  } catch (error) {
    if (codeOf(error) === '') throw error;
  }
}

/** Whether everything is there that finishing needs, whole: after a power cut, files may be short of their content. */
export function canFinish(files: FileSystem, work: WorkFolder, journal: Journal): boolean {
  for (const [cluster, step] of stepsOf(journal)) {
    if (step.after === null) continue;
    const coming = sumOf(files, join(work.coming, cluster, step.path));
    if (
      coming === undefined
        ? sumOf(files, join(work.out, cluster, step.path)) !== step.after
        : coming !== step.after
    )
      return false;
  }
  return true;
}

/** The files which are neither as they were before the transaction nor as they are after it: somebody changed them. */
export function changedMeanwhile(files: FileSystem, work: WorkFolder, journal: Journal): string[] {
  const changed: string[] = [];
  for (const [cluster, step] of stepsOf(journal)) {
    const sum = sumOf(files, join(work.out, cluster, step.path)) ?? null;
    if (sum !== step.before && sum !== step.after) changed.push(`${cluster}/${step.path}`);
  }
  return changed;
}

function* stepsOf(journal: Journal): Generator<[cluster: string, step: JournalStep]> {
  for (const { name, steps } of journal.clusters) for (const step of steps) yield [name, step];
}

function sumOf(files: FileSystem, path: string): string | undefined {
  const content = files.read(path);
  return content === undefined ? undefined : checksum(content);
}

/** Removes the folders that a file's going left empty, up to and with the cluster's own. */
function removeEmptyFolders(
  files: FileSystem,
  work: WorkFolder,
  journal: Journal,
  gone: (step: JournalStep) => boolean,
): void {
  for (const { name, steps } of journal.clusters) {
    for (const step of steps) {
      if (!gone(step)) continue;
      let folder = dirname(join(name, step.path));
      while (folder !== '.' && files.removeFolder(join(work.out, folder))) folder = dirname(folder);
    }
  }
}
