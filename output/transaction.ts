import { dirname, join } from 'node:path';
import type { ClusterSteps } from './comparison';
import { codeOf, type FileSystem, makeFolders } from './file-system';
import { clearWork, type Journal, type JournalStep, type WorkFolder } from './journal';
import { checksum } from './ownership';

/**
 * Up to so many files are each forced onto the disk before the journal names them. A whole fleet's are not (it would
 * take minutes): what a power cut takes then is found by its checksum, and the same command writes it again.
 */
const DURABLE_FILES = 200;

/**
 * Prepares everything beside the clusters' folders and then writes the journal, which is the moment from which on the
 * change is to happen. Until then a failure (a full disk) has touched nothing.
 */
export function prepare(files: FileSystem, work: WorkFolder, clusters: readonly ClusterSteps[]): Journal {
  // A killed run's leavings must not be committed by somebody who adds the whole folder.
  files.create(work.ignore, '*\n', false);
  files.makeFolder(work.coming);
  files.makeFolder(work.former);
  const durable = clusters.reduce((sum, { steps }) => sum + steps.length, 0) <= DURABLE_FILES;
  let number = 0;
  const journal: Journal = {
    clusters: clusters.map(({ name, steps }) => ({
      name,
      steps: steps.map(({ path, before, content }) => {
        if (content !== null) files.create(join(work.coming, String(number)), content, durable);
        number += 1;
        return { path, before, after: content === null ? null : checksum(content) };
      }),
    })),
  };
  const partial = `${work.journal}.partial`;
  files.create(partial, JSON.stringify(journal), true);
  files.rename(partial, work.journal);
  files.syncFolder(work.root);
  return journal;
}

/** Does what the journal says, cluster by cluster; what was done already is passed over. Then the journal goes. */
export function finish(files: FileSystem, work: WorkFolder, journal: Journal): void {
  for (const [number, cluster, step] of numbered(journal)) {
    const target = join(work.out, cluster, step.path);
    const coming = join(work.coming, String(number));
    const former = join(work.former, String(number));
    const open = step.after === null ? files.kind(target) !== undefined : files.kind(coming) !== undefined;
    if (!open) continue;
    if (step.before !== null && files.kind(former) === undefined && files.kind(target) !== undefined)
      files.link(target, former);
    if (step.after === null) files.removeFile(target);
    else {
      makeFolders(files, dirname(target));
      files.rename(coming, target);
    }
  }
  removeEmptyFolders(files, work, journal, (step) => step.after === null);
  files.removeFile(work.journal);
  tidy(files, work);
}

/** Puts back everything as it was before the journal was written. Then the journal goes. */
export function undo(files: FileSystem, work: WorkFolder, journal: Journal): void {
  // From here on nobody may finish it any more.
  if (files.kind(work.journal) !== undefined) files.rename(work.journal, work.undo);
  for (const [number, cluster, step] of [...numbered(journal)].reverse()) {
    const target = join(work.out, cluster, step.path);
    const former = join(work.former, String(number));
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
  for (const [number, cluster, step] of numbered(journal)) {
    if (step.after === null) continue;
    const coming = sumOf(files, join(work.coming, String(number)));
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
  for (const [, cluster, step] of numbered(journal)) {
    const sum = sumOf(files, join(work.out, cluster, step.path)) ?? null;
    if (sum !== step.before && sum !== step.after) changed.push(`${cluster}/${step.path}`);
  }
  return changed;
}

function* numbered(journal: Journal): Generator<[number: number, cluster: string, step: JournalStep]> {
  let number = 0;
  for (const { name, steps } of journal.clusters) for (const step of steps) yield [number++, name, step];
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
