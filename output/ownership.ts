import { hash } from 'node:crypto';
import { badPath } from './names';

/** Which files of a cluster's folder are ours: path to the SHA-256 of what was written there. */
export type Ownership = ReadonlyMap<string, string>;

const NOTE =
  'Written by Meshwright: the files of this folder that it owns, with the SHA-256 of each. Not to be edited.';

/** What a cluster's files come from: the version that wrote them, and a digest of what it was given. */
export interface Origin {
  /** The version of Meshwright. */
  readonly version: string;
  /** Stays the same as long as the inputs say the same; in hexadecimal. */
  readonly inputs: string;
}

/** The SHA-256 of a file's content, in hexadecimal. */
export function checksum(content: string | Buffer): string {
  return hash('sha256', content, 'hex');
}

/** The text of an ownership index: one line per file, sorted, so that two branches merge line by line. */
export function ownershipText(owned: Ownership, origin?: Origin): string {
  const files = [...owned].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ note: NOTE, version: 1, ...(origin === undefined ? {} : { meshwright: origin.version, inputs: origin.inputs }), files: Object.fromEntries(files) }, undefined, 2)}\n`;
}

/** What an index says of where its files come from; undefined where it does not, as those of older versions. */
export function readOrigin(text: string): Origin | undefined {
  let index: unknown;
  try {
    index = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof index !== 'object' || index === null || !('meshwright' in index) || !('inputs' in index))
    return undefined;
  const { meshwright: version, inputs } = index;
  return typeof version === 'string' && typeof inputs === 'string' ? { version, inputs } : undefined;
}

/**
 * Reads an ownership index. It is trusted with deleting files, so everything in it is looked at.
 * @returns what is owned, or what is wrong with the text
 */
export function readOwnership(text: string): Ownership | string {
  let index: unknown;
  try {
    index = JSON.parse(text);
  } catch {
    return 'it is not JSON (a merge conflict?)';
  }
  if (typeof index !== 'object' || index === null || !('files' in index) || !('version' in index))
    return 'it has no "version" and "files"';
  if (index.version !== 1) return `its version is ${JSON.stringify(index.version)}, and 1 is known`;
  if (typeof index.files !== 'object' || index.files === null || Array.isArray(index.files))
    return '"files" is not a map';
  const owned = new Map<string, string>();
  for (const [path, sum] of Object.entries(index.files)) {
    const bad = badPath(path);
    if (bad !== undefined) return `it names ${bad}`;
    if (typeof sum !== 'string' || !/^[0-9a-f]{64}$/.test(sum)) return `${path} has no SHA-256`;
    owned.set(path, sum);
  }
  return owned;
}

/** The sums of an index whose own checksum says that it is one of ours: nothing of it is looked at again. */
export function listedSums(text: string): readonly (readonly [path: string, sum: string])[] {
  const { files }: { readonly files: Readonly<Record<string, string>> } = JSON.parse(text);
  return Object.entries(files);
}
