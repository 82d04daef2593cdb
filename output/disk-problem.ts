import { resolve } from 'node:path';
import { codeOf, pathOf } from './file-system';
import type { PublishProblem } from './publish-types';

const FIXES: Readonly<Record<string, [found: string, fix: string]>> = {
  ENOSPC: ['the disk is full', 'free some space'],
  EDQUOT: ['the disk quota is used up', 'free some space'],
  EROFS: ['the file system is read-only', 'write elsewhere with --out, or mount it writable'],
  EACCES: [
    'writing is not permitted',
    'make the folder writable for this user, or write elsewhere with --out',
  ],
  EPERM: [
    'writing is not permitted',
    'make the folder writable for this user, or write elsewhere with --out',
  ],
  ENOTDIR: ['a file stands where a folder is needed', 'move or remove it'],
  EISDIR: ['a folder stands where a file is needed', 'move or remove it'],
};

/**
 * What the system refused, in words.
 *
 * @param out the folder that is meant where the error names no path
 * @throws the error itself, if it is not the system's
 */
export function diskProblem(out: string, error: unknown): PublishProblem {
  const code = codeOf(error);
  if (code === '') throw error;
  const where = resolve(pathOf(error) ?? out);
  const [found, fix] = FIXES[code] ?? ['the system refused', 'see to the cause and run again'];
  return { where, found: `${found} (${code})`, fix };
}
