import { createHash, hash } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname } from 'node:path';

/** What stands at a path, without following a link. */
export type Kind = 'file' | 'folder' | 'link' | 'other';

/**
 * The few operations that publishing needs, each of them atomic as far as the system has it so. Tests put another one in
 * its place, which fails or stops at any chosen operation.
 *
 * Every method throws the system's error (`NodeJS.ErrnoException`) when it fails for another reason than those named.
 */
export interface FileSystem {
  /** What stands at a path; `undefined` if nothing does. */
  kind(path: string): Kind | undefined;
  /** A file's bytes; `undefined` if there is none. A symbolic link is refused (`ELOOP`), not followed. */
  read(path: string): Buffer | undefined;
  /** The SHA-256 of a file's bytes, in hexadecimal; undefined and refused as for `read`, which takes longer. */
  sum(path: string): string | undefined;
  /** The names in a folder, sorted; none if there is no such folder. */
  list(path: string): readonly string[];
  /** Writes a file that does not exist yet (`EEXIST`). `durable`: it is on the disk when the call returns. */
  create(path: string, content: string | Buffer, durable: boolean): void;
  /** Makes one folder; false if it was there. */
  makeFolder(path: string): boolean;
  /** Puts a file in another's place, or where none was. */
  rename(from: string, to: string): void;
  /** Gives a file a second name; where the file system has no hard links, copies it. */
  link(from: string, to: string): void;
  /** Removes a file; false if there was none. */
  removeFile(path: string): boolean;
  /** Removes a folder if it is empty; false if it is not, or is not there. */
  removeFolder(path: string): boolean;
  /** Makes the renames in a folder last through a power cut. */
  syncFolder(path: string): void;
}

/** The real file system. */
export const DISK: FileSystem = {
  kind(path) {
    const found = fs.lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (found.isSymbolicLink()) return 'link';
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other';
  },
  read(path) {
    const file = opened(path);
    if (file === undefined) return undefined;
    try {
      return fs.readFileSync(file);
    } finally {
      fs.closeSync(file);
    }
  },
  sum(path) {
    const file = opened(path);
    if (file === undefined) return undefined;
    try {
      for (let length = 0; ; ) {
        const more = fs.readSync(file, scratch, length, scratch.length - length, null);
        length += more;
        if (more === 0) return hash('sha256', scratch.subarray(0, length), 'hex');
        if (length === scratch.length) return sumWithRest(file);
      }
    } finally {
      fs.closeSync(file);
    }
  },
  list(path) {
    return unless(['ENOENT'], [], () => fs.readdirSync(path).sort());
  },
  create(path, content, durable) {
    const file = fs.openSync(path, 'wx');
    try {
      fs.writeFileSync(file, content);
      if (durable) fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
  },
  makeFolder(path) {
    return unless(['EEXIST'], false, () => {
      fs.mkdirSync(path);
      return true;
    });
  },
  rename: fs.renameSync,
  link(from, to) {
    try {
      fs.linkSync(from, to);
    } catch (error) {
      if (!NO_HARD_LINKS.has(codeOf(error))) throw error;
      const partial = `${to}.partial`;
      fs.copyFileSync(from, partial);
      fs.renameSync(partial, to);
    }
  },
  removeFile(path) {
    return unless(['ENOENT', 'ENOTDIR'], false, () => {
      fs.unlinkSync(path);
      return true;
    });
  },
  removeFolder(path) {
    return unless(['ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST'], false, () => {
      fs.rmdirSync(path);
      return true;
    });
  },
  syncFolder(path) {
    const folder = fs.openSync(path, 'r');
    try {
      fs.fsyncSync(folder);
    } finally {
      fs.closeSync(folder);
    }
  },
};

/** Most files fit; it is used by one call at a time, which does not give it away. */
const scratch = Buffer.allocUnsafeSlow(1 << 20);

/** The sum of a file that has filled the scratch buffer. */
function sumWithRest(file: number): string {
  const sum = createHash('sha256').update(scratch);
  for (;;) {
    const more = fs.readSync(file, scratch, 0, scratch.length, null);
    if (more === 0) return sum.digest('hex');
    sum.update(scratch.subarray(0, more));
  }
}

/** O_NONBLOCK: a named pipe in a file's place must not stop the run. */
const ONLY_A_FILE = fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK;

/** A file that is open to be read; undefined if there is none. */
function opened(path: string): number | undefined {
  return unless(['ENOENT', 'ENOTDIR'], undefined, () => fs.openSync(path, ONLY_A_FILE));
}

const NO_HARD_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']);

function unless<T>(codes: readonly string[], otherwise: T, operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    if (codes.includes(codeOf(error))) return otherwise;
    throw error;
  }
}

/** The system's code of an error (`ENOSPC`), or the empty string. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

/** The path that the system's error is about. */
export function pathOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'path' in error && typeof error.path === 'string'
    ? error.path
    : undefined;
}

/**
 * Makes the folders of a path that are missing, from the top.
 *
 * @param known folders that are there: none of them is asked for, and what is made is added
 * @param isThere whether any other folder is there @default what the file system says
 */
export function makeFolders(
  files: FileSystem,
  folder: string,
  known = new Set<string>(),
  isThere = (path: string) => files.kind(path) !== undefined,
): void {
  if (known.has(folder)) return;
  if (!isThere(folder)) {
    makeFolders(files, dirname(folder), known, isThere);
    files.makeFolder(folder);
  }
  known.add(folder);
}
