import { join } from 'node:path';
import type { FileSystem } from './file-system';
import type { ClusterSteps, Journal, JournalStep, WorkFolder } from './journal';
import { INDEX_FILE } from './names';
import { checksum, type Ownership, readOwnership } from './ownership';

/**
 * What an interrupted run had done, taken from what lies on the disk, where its journal is torn: enough to undo it. What
 * was replaced or removed lies in `old/`; a file that came where nothing was is named by the new ownership index and
 * not by the former one. A cluster that came as a whole has left no trace there: it is whole, and stays.
 */
export function rebuiltJournal(files: FileSystem, work: WorkFolder): Journal {
  const names = new Set([work.coming, work.former].flatMap((folder) => foldersIn(files, folder)));
  return { version: 2, clusters: [...names].sort().map((name) => rebuilt(files, work, name)) };
}

function rebuilt(files: FileSystem, work: WorkFolder, name: string): ClusterSteps {
  const [out, coming, former] = [work.out, work.coming, work.former].map((folder) => join(folder, name));
  if (out === undefined || coming === undefined || former === undefined) return { name, steps: [] };
  const replaced = new Set(filesBelow(files, former));
  const comingIndex = files.read(join(coming, INDEX_FILE));
  const after = owned(comingIndex ?? files.read(join(out, INDEX_FILE)));
  const steps = [...replaced].map((path): JournalStep => {
    const now = files.read(join(out, path));
    const sum = path === INDEX_FILE ? now && checksum(now) : after.get(path);
    return {
      path,
      before: sumOf(files, join(former, path)),
      after: now === undefined ? null : (sum ?? null),
    };
  });
  const isKnown = replaced.has(INDEX_FILE) || comingIndex !== undefined;
  const before = owned(files.read(join(replaced.has(INDEX_FILE) ? former : out, INDEX_FILE)));
  const came = isKnown ? [...after].filter(([path]) => !before.has(path) && !replaced.has(path)) : [];
  for (const [path, sum] of came)
    if (sumOf(files, join(out, path)) === sum) steps.push({ path, before: null, after: sum });
  // The index first, so that it is put back last: until then it tells what came.
  return { name, steps: steps.sort((one, other) => Number(isIndex(other)) - Number(isIndex(one))) };
}

function isIndex({ path }: JournalStep): boolean {
  return path === INDEX_FILE;
}

function owned(index: Buffer | undefined): Ownership {
  const read = index === undefined ? 'none' : readOwnership(index.toString());
  return typeof read === 'string' ? new Map() : read;
}

function sumOf(files: FileSystem, path: string): string | null {
  const content = files.read(path);
  return content === undefined ? null : checksum(content);
}

function foldersIn(files: FileSystem, folder: string): readonly string[] {
  return files.list(folder).filter((name) => files.kind(join(folder, name)) === 'folder');
}

/** The files below a folder, by their paths in it. */
function filesBelow(files: FileSystem, folder: string, prefix = ''): readonly string[] {
  return files.list(folder).flatMap((name) => {
    const path = join(folder, name);
    if (files.kind(path) === 'folder') return filesBelow(files, path, `${prefix}${name}/`);
    return name.endsWith('.partial') ? [] : [`${prefix}${name}`];
  });
}
