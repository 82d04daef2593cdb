import { join } from 'node:path';
import { codeOf, type FileSystem } from './file-system';
import type { ClusterSteps, JournalStep } from './journal';
import { INDEX_FILE, WORK_FOLDER } from './names';
import { checksum, ownershipText, readOrigin, readOwnership } from './ownership';
import type { ClusterFiles, Content, FileChange, PublishProblem, StaleFile } from './publish-types';

/** How what a cluster's folder holds differs from what it is to hold. */
export interface ComparedCluster extends ClusterSteps {
  /** What every file that comes holds. */
  readonly contents: ReadonlyMap<string, Content>;
  readonly changes: readonly ComparedFile[];
  readonly problems: readonly PublishProblem[];
  /** The SHA-256 of the index that the folder is to have; undefined for none, and where its own cannot be read. */
  readonly index: string | undefined;
}

/** One file that differs, of which nothing is made a text: most runs show none. */
export interface ComparedFile extends FileChange, Pick<StaleFile, 'origins'> {
  readonly before: Content | undefined;
  readonly after: Content | undefined;
}

/** Folders with an index of ours that are no longer given: their files go. */
export function formerClusters(files: FileSystem, out: string, given: readonly string[]): ClusterFiles[] {
  const names = new Set([...given, WORK_FOLDER]);
  return files
    .list(out)
    .filter((name) => !names.has(name))
    .filter((name) => files.kind(join(out, name)) === 'folder')
    .filter((name) => files.kind(join(out, name, INDEX_FILE)) === 'file')
    .map((name) => ({ name, files: new Map() }));
}

/**
 * Compares what a cluster's folder holds with what it is to hold. A file that is not ours is a problem if it stands in the
 * way, and otherwise left alone; a file of ours that somebody changed is a problem unless `force`.
 */
export function compareCluster(
  files: FileSystem,
  out: string,
  cluster: ClusterFiles,
  force: boolean,
): ComparedCluster {
  const { name } = cluster;
  const folder = new Folder(files, out, name);
  const problems: PublishProblem[] = [];
  const index = folder.look(INDEX_FILE, problems);
  const owned = index === undefined ? new Map<string, string>() : readOwnership(index.toString());
  if (typeof owned === 'string') {
    const fix = `restore it from version control, or remove it: files that are as they should be are taken over`;
    const found = `not an index that can be read: ${owned}`;
    return {
      name,
      index: undefined,
      steps: [],
      contents: new Map(),
      changes: [],
      problems: [...problems, { where: `${name}/${INDEX_FILE}`, found, fix }],
    };
  }

  const steps: JournalStep[] = [];
  const contents = new Map<string, Content>();
  const changes: ComparedFile[] = [];
  for (const [path, sum] of owned) {
    if (cluster.files.has(path)) continue;
    const found = folder.look(path, problems);
    if (found === undefined) continue;
    const before = checksum(found);
    if (before !== sum && !force) problems.push(changedByHand(name, path, 'deleted'));
    steps.push({ path, before, after: null });
    changes.push({ cluster: name, path, deleted: true, before: found, after: undefined });
  }

  const sums = new Map<string, string>();
  for (const [path, text] of cluster.files) {
    const after = checksum(text);
    sums.set(path, after);
    const found = folder.look(path, problems);
    const before = found === undefined ? null : checksum(found);
    if (before === after) continue;
    const sum = owned.get(path);
    if (before !== null && sum === undefined) problems.push(notOurs(name, path));
    else if (before !== null && before !== sum && !force)
      problems.push(changedByHand(name, path, 'overwritten'));
    steps.push({ path, before, after });
    contents.set(path, text);
    changes.push({ cluster: name, path, deleted: false, before: found, after: text });
  }

  const text = cluster.files.size === 0 ? undefined : ownershipText(sums, cluster.origin);
  const before = index === undefined ? null : checksum(index);
  const after = text === undefined ? null : checksum(text);
  if (before !== after) {
    if (steps.length === 0)
      changes.push({
        cluster: name,
        path: INDEX_FILE,
        deleted: text === undefined,
        before: index,
        after: text,
      });
    steps.push({ path: INDEX_FILE, before, after });
    if (text !== undefined) contents.set(INDEX_FILE, text);
  }
  const origins = {
    before: index === undefined ? undefined : readOrigin(index.toString()),
    after: cluster.origin,
  };
  return {
    name,
    index: after ?? undefined,
    steps,
    contents,
    changes: changes.map((change) => ({ ...change, origins })),
    problems,
  };
}

function changedByHand(cluster: string, path: string, fate: string): PublishProblem {
  return {
    where: `${cluster}/${path}`,
    found: `changed since it was written, and it would be ${fate}`,
    fix: 'move the change into the cluster file (clusters/), or pass --force to lose it',
  };
}

function notOurs(cluster: string, path: string): PublishProblem {
  return {
    where: `${cluster}/${path}`,
    found: 'a file that Meshwright did not write, where one of its own has to go',
    fix: 'move or remove that file; it is never overwritten',
  };
}

/** One cluster's folder, looked at without following a symbolic link. */
export class Folder {
  /** What stands at each folder on the way to a file, so that it is asked once. */
  private readonly folders = new Map<string, 'folder' | 'missing' | 'refused'>();

  constructor(
    private readonly files: FileSystem,
    private readonly out: string,
    private readonly name: string,
  ) {}

  /** A file's content; `undefined` if there is none, or if it cannot be looked at, which is then among the problems. */
  look(path: string, problems: PublishProblem[]): Buffer | undefined {
    const relative = `${this.name}/${path}`;
    if (this.folder(folderOf(relative), problems) !== 'folder') return undefined;
    try {
      return this.files.read(join(this.out, relative));
    } catch (error) {
      problems.push(unreadable(relative, codeOf(error)));
      return undefined;
    }
  }

  /** The SHA-256 of a file's content; undefined where `look` gives none. */
  sum(path: string): string | undefined {
    const relative = `${this.name}/${path}`;
    if (this.folder(folderOf(relative), []) !== 'folder') return undefined;
    try {
      return this.files.sum(`${this.out}/${relative}`);
    } catch {
      return undefined;
    }
  }

  private folder(relative: string, problems: PublishProblem[]): 'folder' | 'missing' | 'refused' {
    const known = this.folders.get(relative);
    if (known !== undefined) return known;
    const slash = relative.lastIndexOf('/');
    const parent = slash < 0 ? 'folder' : this.folder(relative.slice(0, slash), problems);
    const state = parent === 'folder' ? this.stateOf(relative, problems) : parent;
    this.folders.set(relative, state);
    return state;
  }

  private stateOf(relative: string, problems: PublishProblem[]): 'folder' | 'missing' | 'refused' {
    const kind = this.files.kind(join(this.out, relative));
    if (kind === undefined) return 'missing';
    if (kind === 'folder') return 'folder';
    const found =
      kind === 'link' ? 'a symbolic link, which is not followed' : 'a file, where a folder is needed';
    problems.push({ where: relative, found, fix: 'move or remove it' });
    return 'refused';
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function unreadable(where: string, code: string): PublishProblem {
  if (code === 'ELOOP' || code === 'EMLINK')
    return { where, found: 'a symbolic link, which is not followed', fix: 'move or remove it' };
  if (code === 'EISDIR')
    return { where, found: 'a folder, where a file has to go', fix: 'move or remove it' };
  return { where, found: `a file that cannot be read (${code})`, fix: 'make it readable' };
}
