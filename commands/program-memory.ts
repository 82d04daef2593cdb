import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Where a program keeps what it would otherwise find out again: nobody else writes there. */
export interface ProgramMemory {
  /** Names the program by its whole text: another one has a memory of its own. */
  readonly program: string;
  /** What was kept under a name; undefined where nothing was, or where it cannot be read. */
  read(name: string): Buffer | undefined;
  /** Keeps a content under a name, in place of what was there; does nothing where that cannot be. */
  keep(name: string, content: Buffer): void;
}

/**
 * The memory of a program that runs from a compiled copy (`tools/compiled/run.js`), beside that copy: whoever can write there decides
 * what is run anyway, and it is emptied when the program changes.
 *
 * @param copy the path of the copy, whose name is a checksum of its text; anything else has no memory
 */
export function compiledMemory(copy: string | undefined): ProgramMemory | undefined {
  if (copy === undefined || !/[\\/][0-9a-f]{32}\.js$/.test(copy)) return undefined;
  const folder = dirname(copy);
  return {
    program: basename(copy, '.js'),
    read(name) {
      try {
        return readFileSync(join(folder, name));
      } catch {
        return undefined;
      }
    },
    keep(name, content) {
      const partial = join(folder, `${name}.${process.pid}`);
      try {
        // A run that reads it meanwhile sees all of it or none.
        writeFileSync(partial, content, { mode: 0o600, flag: 'wx' });
        renameSync(partial, join(folder, name));
      } catch {
        rmSync(partial, { force: true });
      }
    },
  };
}
