import { join } from 'node:path';
import type { FileSystem } from './file-system';
import { badPath, INDEX_FILE, WORK_FOLDER } from './names';

/** One file of a transaction, as the journal names it. */
export interface JournalStep {
  readonly path: string;
  /** The checksum of what stood there, `null` if nothing did. */
  readonly before: string | null;
  /** The checksum of what is to stand there, `null` if nothing is. */
  readonly after: string | null;
}

/** What has to happen in one cluster's folder: files that go, files that come, and the ownership index at the end. */
export interface ClusterSteps {
  readonly name: string;
  readonly steps: readonly JournalStep[];
}

/** All that a later run needs to finish or undo a transaction; the contents lie beside it. */
export interface Journal {
  /** How the work folder is laid out: 1 numbered its files. */
  readonly version: 2;
  readonly clusters: readonly ClusterSteps[];
}

/**
 * Where a transaction keeps its things, inside the output folder so that every move is a rename on one file system:
 * `new/<cluster>/<path>` is what comes, `old/<cluster>/<path>` what was there. While `journal.json` exists, the transaction is to be finished; while `undo.json` exists, to be undone; without either,
 * what lies there is left over and nothing in the clusters' folders has been touched by it.
 */
export interface WorkFolder {
  readonly out: string;
  readonly root: string;
  readonly journal: string;
  readonly undo: string;
  readonly coming: string;
  readonly former: string;
  readonly ignore: string;
}

export function workFolder(out: string): WorkFolder {
  const root = join(out, WORK_FOLDER);
  return {
    out,
    root,
    journal: join(root, 'journal.json'),
    undo: join(root, 'undo.json'),
    coming: join(root, 'new'),
    former: join(root, 'old'),
    ignore: join(root, '.gitignore'),
  };
}

/** Reads a journal; `undefined` if there is none, `torn` if its end is missing, `foreign` if another version wrote it. */
export function readJournal(files: FileSystem, path: string): Journal | 'torn' | 'foreign' | undefined {
  const content = files.read(path);
  if (content === undefined) return undefined;
  try {
    const journal: unknown = JSON.parse(content.toString());
    return isJournal(journal) ? journal : 'foreign';
  } catch {
    return 'torn';
  }
}

function isJournal(value: unknown): value is Journal {
  return (
    isMap(value) && value.version === 2 && Array.isArray(value.clusters) && value.clusters.every(isCluster)
  );
}

function isCluster(value: unknown): boolean {
  if (
    !isMap(value) ||
    typeof value.name !== 'string' ||
    value.name.includes('/') ||
    badPath(value.name) !== undefined
  )
    return false;
  return Array.isArray(value.steps) && value.steps.every(isStep);
}

function isStep(value: unknown): boolean {
  if (!isMap(value) || typeof value.path !== 'string') return false;
  return (
    (value.path === INDEX_FILE || badPath(value.path) === undefined) &&
    isSum(value.before) &&
    isSum(value.after)
  );
}

function isSum(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Takes away what a transaction that never began, or that is over, left in the work folder. */
export function clearWork(files: FileSystem, work: WorkFolder): void {
  removeAll(files, work.coming);
  removeAll(files, work.former);
  for (const journal of [work.journal, work.undo]) files.removeFile(`${journal}.partial`);
  files.removeFile(work.ignore);
}

function removeAll(files: FileSystem, folder: string): void {
  for (const name of files.list(folder)) {
    const path = join(folder, name);
    if (files.kind(path) === 'folder') removeAll(files, path);
    else files.removeFile(path);
  }
  files.removeFolder(folder);
}
