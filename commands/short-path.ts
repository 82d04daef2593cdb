import { relative } from 'node:path';

/** A path as a person in the working folder would write it. */
export function shortPath(path: string): string {
  const fromHere = relative('', path);
  return fromHere.startsWith('..') || fromHere === '' ? path : fromHere;
}
