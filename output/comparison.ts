import { join } from 'node:path';
import { codeOf, type FileSystem } from './file-system';
import { INDEX_FILE, WORK_FOLDER } from './names';
import { checksum, ownershipText, readOwnership } from './ownership';
import type { ClusterFiles, FileChange, PublishOptions, PublishProblem } from './publish-types';

/** One file to be put in place or taken away. */
export interface Step {
  readonly path: string;
  /** The checksum of what stands there, `null` if nothing does. */
  readonly before: string | null;
  /** The new content, `null` if the file goes. */
  readonly content: Buffer | null;
}

/** What has to happen in one cluster's folder: files that go, files that come, and the ownership index at the end. */
export interface ClusterSteps {
  readonly name: string;
  readonly steps: readonly Step[];
}

export interface Comparison {
  readonly clusters: ClusterSteps[];
  readonly changes: FileChange[];
  readonly problems: PublishProblem[];
}

/**
 * Compares what the folder holds with what it is to hold. A file that is not ours is a problem if it stands in the way,
 * and otherwise left alone; a file of ours that somebody changed is a problem unless `force`.
 */
export function compare(
  files: FileSystem,
  out: string,
  clusters: readonly ClusterFiles[],
  { force = false, unchanged = new Set() }: Pick<PublishOptions, 'force' | 'unchanged'>,
): Comparison {
  const result: Comparison = { clusters: [], changes: [], problems: [] };
  const isLeft = ({ name }: ClusterFiles) =>
    unchanged.has(name) && files.kind(join(out, name, INDEX_FILE)) === 'file';
  for (const cluster of [...clusters, ...formerClusters(files, out, clusters)])
    if (!isLeft(cluster)) compareCluster(new Folder(files, out, cluster.name), cluster, force, result);
  return result;
}

/** Folders with an index of ours that are no longer given: their files go. */
function formerClusters(files: FileSystem, out: string, clusters: readonly ClusterFiles[]): ClusterFiles[] {
  const given = new Set(clusters.map((cluster) => cluster.name));
  return files
    .list(out)
    .filter((name) => !given.has(name) && name !== WORK_FOLDER)
    .filter((name) => files.kind(join(out, name)) === 'folder')
    .filter((name) => files.kind(join(out, name, INDEX_FILE)) === 'file')
    .map((name) => ({ name, files: new Map() }));
}

function compareCluster(folder: Folder, cluster: ClusterFiles, force: boolean, result: Comparison): void {
  const problems: PublishProblem[] = [];
  const index = folder.look(INDEX_FILE, problems);
  const owned = index === undefined ? new Map<string, string>() : readOwnership(index.toString());
  if (typeof owned === 'string') {
    const fix = `restore it from version control, or remove it: files that are as they should be are taken over`;
    problems.push({
      where: `${cluster.name}/${INDEX_FILE}`,
      found: `not an index that can be read: ${owned}`,
      fix,
    });
    result.problems.push(...problems);
    return;
  }

  const going: Step[] = [];
  const coming: Step[] = [];
  for (const [path, sum] of owned) {
    if (cluster.files.has(path)) continue;
    const found = folder.look(path, problems);
    if (found === undefined) continue;
    const before = checksum(found);
    if (before !== sum && !force) problems.push(changedByHand(cluster.name, path, 'deleted'));
    going.push({ path, before, content: null });
    result.changes.push({ cluster: cluster.name, path, before: found.toString(), after: undefined });
  }

  const ownedFromNowOn = new Map<string, string>();
  for (const [path, text] of cluster.files) {
    const content = Buffer.from(text);
    ownedFromNowOn.set(path, checksum(content));
    const found = folder.look(path, problems);
    if (found?.equals(content)) continue;
    const before = found === undefined ? null : checksum(found);
    const sum = owned.get(path);
    if (before !== null && sum === undefined) problems.push(notOurs(cluster.name, path));
    else if (before !== null && before !== sum && !force)
      problems.push(changedByHand(cluster.name, path, 'overwritten'));
    coming.push({ path, before, content });
    result.changes.push({ cluster: cluster.name, path, before: found?.toString(), after: text });
  }

  const nextIndex = cluster.files.size === 0 ? null : Buffer.from(ownershipText(ownedFromNowOn));
  const indexStep = {
    path: INDEX_FILE,
    before: index === undefined ? null : checksum(index),
    content: nextIndex,
  };
  const indexChanges =
    nextIndex === null ? index !== undefined : index === undefined || !nextIndex.equals(index);
  const steps = [...going, ...coming, ...(indexChanges ? [indexStep] : [])];
  if (indexChanges && steps.length === 1)
    result.changes.push({
      cluster: cluster.name,
      path: INDEX_FILE,
      before: index?.toString(),
      after: nextIndex?.toString(),
    });
  if (steps.length > 0) result.clusters.push({ name: cluster.name, steps });
  result.problems.push(...problems);
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
class Folder {
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
    if (this.folder(relative.slice(0, relative.lastIndexOf('/')), problems) !== 'folder') return undefined;
    try {
      return this.files.read(join(this.out, relative));
    } catch (error) {
      problems.push(unreadable(relative, codeOf(error)));
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

function unreadable(where: string, code: string): PublishProblem {
  if (code === 'ELOOP' || code === 'EMLINK')
    return { where, found: 'a symbolic link, which is not followed', fix: 'move or remove it' };
  if (code === 'EISDIR')
    return { where, found: 'a folder, where a file has to go', fix: 'move or remove it' };
  return { where, found: `a file that cannot be read (${code})`, fix: 'make it readable' };
}
