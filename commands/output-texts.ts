import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { DISK } from '../output/file-system';
import { WORK_FOLDER } from '../output/names';
import { pendingAround } from '../output/pending';
import { pendingWords } from './pending-words';

/** The files of an output that hold objects: path below the output folder to text. */
export type OutputTexts = ReadonlyMap<string, string>;

/** What kept an output from being read: for the user, without a stack trace. */
export class UnreadableOutput extends Error {
  constructor(
    readonly where: string,
    readonly found: string,
    readonly mend: string,
    /** The exit status that it calls for. */
    readonly status: 1 | 2 = 1,
  ) {
    super(`${where}: ${found}`);
  }
}

/** Whether a file is read: objects, the role documents beside them, and the mark of a cluster's folder. */
function isRead(path: string): boolean {
  return (
    /\.ya?ml$/.test(path) ||
    /(^|\/)iam\/[^/]+\.json$/.test(path) ||
    /(^|\/)meshwright\.lock\.json$/.test(path)
  );
}

/**
 * Reads the files of a folder; symbolic links are not followed.
 * @throws UnreadableOutput where the folder, or a file in it, cannot be read, and where it is half old and half new
 */
export function readFolder(folder: string): OutputTexts {
  const [pending] = pendingAround(DISK, [folder]);
  if (pending !== undefined) {
    const { where, found, mend } = pendingWords(pending);
    throw new UnreadableOutput(where, found, mend, 2);
  }
  try {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const start = join(folder, '/').length;
    return new Map(
      files
        .map((file): [string, string] => [file, join(file).slice(start)])
        .filter(([, path]) => isRead(path) && !path.startsWith(`${WORK_FOLDER}/`))
        .toSorted(([, a], [, b]) => (a < b ? -1 : 1))
        .map(([file, path]) => [path, readFileSync(file, 'utf8')]),
    );
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
    const found = code === 'ENOENT' ? 'nothing there' : code === 'ENOTDIR' ? 'not a folder' : code;
    throw new UnreadableOutput(folder, found, 'name a git revision, or a folder with an output');
  }
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * The commit that a revision names in the repository of a folder, which may be another one than that of the working folder;
 * undefined where git knows none.
 */
export function commitOf(revision: string, folder: string): string | undefined {
  const { status, stdout } = git(nextAbove(folder), [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  return status === 0 ? stdout.toString('utf8').trim() : undefined;
}

/**
 * Reads the files of a folder as they are in a commit of its repository; none where the folder is not there.
 * @throws UnreadableOutput where git fails
 */
export function readCommit(commit: string, folder: string): OutputTexts {
  const start = realpathSync(nextAbove(folder));
  const top = git(start, ['rev-parse', '--show-toplevel']);
  const missing = relative(nextAbove(folder), resolve(folder));
  const prefix = join(relative(top.stdout.toString('utf8').trimEnd(), start), missing).replace(/^\.?$/, '');
  const tree = git(start, [
    'ls-tree',
    '-r',
    '-z',
    '--full-tree',
    '--end-of-options',
    commit,
    ...(prefix === '' ? [] : [`${prefix}/`]),
  ]);
  if (tree.status !== 0)
    throw new UnreadableOutput(commit, tree.stderr.toString('utf8').trim(), 'see what git says');
  const entries = tree.stdout
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const found = /^100\d{3} blob ([0-9a-f]+)\t([\s\S]+)$/.exec(line);
      const [, blob, path] = found ?? [];
      const below = prefix === '' ? path : path?.slice(prefix.length + 1);
      return blob === undefined || below === undefined || !isRead(below) ? [] : [{ blob, path: below }];
    });
  const texts = blobs(
    start,
    entries.map(({ blob }) => blob),
  );
  return new Map(entries.map(({ path }, index) => [path, texts[index] ?? '']));
}

/** The contents of blobs, in one run of git. */
function blobs(folder: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const { status, stdout, stderr } = git(folder, ['cat-file', '--batch'], `${names.join('\n')}\n`);
  if (status !== 0) throw new UnreadableOutput('git', stderr.toString('utf8').trim(), 'see what git says');
  const texts: string[] = [];
  for (let at = 0; at < stdout.length; ) {
    const line = stdout.indexOf('\n', at);
    const size = Number(stdout.toString('utf8', at, line).split(' ')[2]);
    texts.push(stdout.toString('utf8', line + 1, line + 1 + size));
    at = line + 1 + size + 1;
  }
  return texts;
}

/** The folder, or the next above it that is there: a deleted output is still in git. */
function nextAbove(folder: string): string {
  let at = resolve(folder);
  while (!isFolder(at) && at !== dirname(at)) at = dirname(at);
  return at;
}

function git(folder: string, args: readonly string[], input = '') {
  const { status, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...args], {
    input,
    maxBuffer: 1 << 30,
  });
  if (error !== undefined) {
    throw new UnreadableOutput('git', error.message, 'install git, or compare two folders');
  }
  return { status, stdout, stderr };
}
