import type { FileSystem } from './file-system';
import { clearWork, readJournal, type WorkFolder } from './journal';
import type { PublishProblem, Recovery } from './publish-types';
import { canFinish, changedMeanwhile, finish, undo } from './transaction';

/** Finishes or undoes what an interrupted run began; the problems if it can do neither. */
export function recover(
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
