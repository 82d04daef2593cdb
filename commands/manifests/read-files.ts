import { closeSync, type Dirent, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { locate, type Problem, type SourceText, sourceText } from '../../config/problem';

/** Largest text, in bytes. 100,000 objects have about a third of it. */
export const maxTextBytes = 128 * 1024 * 1024;

/** A file to read, and whether it was named or found in a folder. */
export interface FoundFile {
  readonly path: string;
  readonly named: boolean;
}

/** Every file that a path stands for: itself, or the YAML and JSON files below a folder, sorted. Links to folders are not followed. */
export function filesBelow(path: string): readonly FoundFile[] | Problem {
  try {
    const status = statSync(path);
    if (status.isFile() || status.isFIFO() || status.isCharacterDevice()) return [{ path, named: true }];
    if (!status.isDirectory())
      return whole(path, 'cannot be read', 'neither a file nor a folder', 'name a file or a folder');
    return walk(path).map((file) => ({ path: file, named: false }));
  } catch (error) {
    return unreadable(path, error);
  }
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
      if (entry.isDirectory()) return walk(path);
      return /\.(ya?ml|json)$|^Kustomization$/.test(entry.name) && isReadable(entry, path) ? [path] : [];
    });
}

/** Whether a name in a folder is that of a file, or leads to one. A pipe would be waited for without end. */
function isReadable(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined || status.isFile();
}

/** The text of a file, or what keeps it from being text. */
export function readText(path: string): SourceText | Problem {
  try {
    const descriptor = openSync(path, 'r');
    try {
      return decode(path, readAll(descriptor));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return unreadable(path, error);
  }
}

/** The text of standard input. */
export function readInput(): SourceText | Problem {
  try {
    return decode('-', readAll(0));
  } catch (error) {
    return unreadable('-', error);
  }
}

/** What files are read into, one after the other: most fit. New memory for each would have V8 collect all of it again and again. */
const space = Buffer.allocUnsafeSlow(256 * 1024);

/**
 * Reads to the end, or a little over the limit, whatever is at the other end.
 *
 * @returns bytes that the next call overwrites
 */
function readAll(descriptor: number): Buffer {
  let bytes = space;
  let size = 0;
  while (size <= maxTextBytes) {
    const read = readChunk(descriptor, bytes.subarray(size));
    if (read === 0) break;
    size += read;
    if (size === bytes.length) bytes = Buffer.concat([bytes], 2 * size);
  }
  return bytes.subarray(0, size);
}

function readChunk(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk, 0, chunk.length, null);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EOF') return 0;
      // A pipe that the other side has not written to yet: wait a little, then ask again.
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function decode(path: string, bytes: Buffer): SourceText | Problem {
  const notText = (found: string) => whole(path, 'not text', found, 'save it as YAML in UTF-8');
  if (bytes.length > maxTextBytes)
    return whole(
      path,
      'too large',
      `more than ${maxTextBytes / 1024 / 1024} MiB`,
      'split it into several files',
    );
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return notText('UTF-16');
  if (bytes.includes(0)) return notText('a zero byte');
  try {
    return sourceText(path, new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return notText('bytes that are not UTF-8');
  }
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}

/** What the operating system says, in words. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'a folder',
  ELOOP: 'a symbolic link that leads to itself',
  ENOENT: 'nothing there',
  ENOTDIR: 'not a folder',
  EPERM: 'permission denied',
};

function unreadable(path: string, error: unknown): Problem {
  const code = codeOf(error) ?? 'an error without a code';
  return whole(
    path,
    'cannot be read',
    reasons[code] ?? code,
    `correct the path or its permissions (${basename(path)})`,
  );
}

/** A problem of a file or folder as a whole. */
export function whole(path: string, message: string, found: string, mend: string): Problem {
  const words = { path: '', message, found, expected: 'YAML or JSON with Kubernetes objects', mend };
  return locate(sourceText(path, ''), { start: 0, end: 0 }, words);
}
