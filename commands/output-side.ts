import {
  commitOf,
  isFolder,
  type OutputTexts,
  readCommit,
  readFolder,
  UnreadableOutput,
} from './output-texts';

/** One side of a comparison: an output, and what it is called. */
export interface Side {
  readonly name: string;
  readonly texts: OutputTexts;
}

/**
 * The output of a revision where git knows one of that name, else of a folder. What begins with `.` or `/` is a folder.
 *
 * @param out the output folder in revisions
 * @throws UnreadableOutput for a name that is neither
 */
export function readSide(name: string, out: string): Side {
  if (!/^[./]/.test(name)) {
    const commit = commitOf(name, out);
    if (commit !== undefined) return { name, texts: readCommit(commit, out) };
    if (!isFolder(name)) {
      throw new UnreadableOutput(
        name,
        'neither a git revision nor a folder',
        'name a commit, a branch or a folder',
      );
    }
  }
  return { name, texts: readFolder(name) };
}
