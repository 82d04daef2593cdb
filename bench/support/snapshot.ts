import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

interface FileState {
  readonly identity: string;
  readonly text: string;
}

/** Every file of a folder: which one it is, when it was last written, and what it holds. */
export type Snapshot = ReadonlyMap<string, FileState>;

export function snapshot(folder: string): Snapshot {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    files.map((file) => {
      const { ino, mtimeNs, size } = statSync(file, { bigint: true });
      const path = file.slice(folder.length + 1);
      return [path, { identity: `${ino} ${mtimeNs} ${size}`, text: readFileSync(file, 'utf8') }];
    }),
  );
}

/** The files that were made, removed or written between two looks, and whether what they hold has changed. */
export function touched(
  before: Snapshot,
  after: Snapshot,
): ReadonlyMap<string, 'changed' | 'rewritten as it was'> {
  const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return new Map(
    paths
      .filter((path) => before.get(path)?.identity !== after.get(path)?.identity)
      .map((path) => [
        path,
        before.get(path)?.text === after.get(path)?.text ? 'rewritten as it was' : 'changed',
      ]),
  );
}
