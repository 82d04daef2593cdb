import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(__dirname, '../..');
/** What is kept from one run to the next: results, and other people's programs. */
export const cache = join(root, '.cache/bench');

const work = join(cache, 'work');
let outputs = 0;

/** A new folder for what a table needs: never among the checkout's own files. */
export function workFolder(name: string): string {
  const folder = join(work, `${name}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * The path of a folder that nobody has written to and that is not there yet: every run gets one of its own. Emptying one folder again
 * and again would measure the file system: ext4 without a journal avoids the numbers of files removed in the last half
 * minute, and after many removals spends half a millisecond of the processor on every new file.
 */
export function newOutput(): string {
  mkdirSync(work, { recursive: true });
  outputs += 1;
  return join(work, `output-${process.pid}-${outputs}`);
}

/** Removes all that was made for measuring. Only when everything has been measured: see `newOutput`. */
export function removeWork(): void {
  rmSync(work, { recursive: true, force: true });
}
