import type { FileSystem } from './file-system';
import { clearWork, readJournal, type WorkFolder } from './journal';
import type { PublishProblem, Recovery } from './publish-types';
import { rebuiltJournal } from './rebuilt-journal';
import { canFinish, changedMeanwhile, finish, recordUndo, undo } from './transaction';

/** Finishes or undoes what an interrupted run began; the problems if it can do neither. */
export function recover(
  files: FileSystem,
  work: WorkFolder,
  force: boolean,
): Recovery | undefined | PublishProblem[] {
  const undoing = readJournal(files, work.undo);
  const read = undoing ?? readJournal(files, work.journal);
  if (read === undefined) {
    clearWork(files, work);
    return undefined;
  }
  if (read === 'foreign') {
    const fix = `run the version of Meshwright that was interrupted; or put back what version control has (git restore ${work.out}), remove ${work.root}, and run again`;
    const found = 'the journal of an interrupted run, as this version does not write them';
    return [{ where: undoing === undefined ? work.journal : work.undo, found, fix }];
  }
  const journal = read === 'torn' ? rebuiltJournal(files, work) : read;
  const changed = changedMeanwhile(files, work, journal);
  if (changed.length > 0 && !force)
    return changed.map((where) => ({
      where,
      found: 'changed since an earlier run was interrupted, which the next one has to finish',
      fix: 'put the change elsewhere and restore the file, or pass --force to lose it',
    }));
  const clusters = journal.clusters.map(({ name }) => name);
  if (read === 'torn') recordUndo(files, work, journal);
  else if (undoing === undefined && canFinish(files, work, journal)) {
    finish(files, work, journal);
    return { outcome: 'finished', clusters };
  }
  undo(files, work, journal);
  return { outcome: 'undone', clusters };
}
