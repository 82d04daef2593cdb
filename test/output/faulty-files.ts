import { DISK, type FileSystem } from '../../output/file-system';

/** What a killed process is to the code that it ran: no operation after this one happens, not even to tidy up. */
export class Killed extends Error {}

const CHANGING = [
  'create',
  'makeFolder',
  'rename',
  'link',
  'removeFile',
  'removeFolder',
  'syncFolder',
] as const;
export type Operation = (typeof CHANGING)[number];

/** Called before each operation that changes something, with its number from 1 on; it may throw. */
type Before = (
  number: number,
  operation: Operation,
  create: readonly [path: string, content: string | Buffer] | undefined,
) => void;

function watched(before: Before): FileSystem {
  let number = 0;
  const next = (operation: Operation, create?: readonly [string, string | Buffer]) => {
    number += 1;
    before(number, operation, create);
  };
  return {
    ...DISK,
    create(path, content, durable) {
      next('create', [path, content]);
      DISK.create(path, content, durable);
    },
    makeFolder(path) {
      next('makeFolder');
      return DISK.makeFolder(path);
    },
    rename(from, to) {
      next('rename');
      DISK.rename(from, to);
    },
    link(from, to) {
      next('link');
      DISK.link(from, to);
    },
    removeFile(path) {
      next('removeFile');
      return DISK.removeFile(path);
    },
    removeFolder(path) {
      next('removeFolder');
      return DISK.removeFolder(path);
    },
    syncFolder(path) {
      next('syncFolder');
      DISK.syncFolder(path);
    },
  };
}

/** Counts the operations that change something. */
export function counted(): { readonly files: FileSystem; count(): number } {
  let count = 0;
  return { files: watched(() => (count += 1)), count: () => count };
}

/** The process dies at the given operation; a file that it was writing then has the first half of its content. */
export function killedAt(last: number): FileSystem {
  return watched((number, _operation, create) => {
    if (number < last) return;
    if (number === last && create !== undefined) {
      const [path, content] = create;
      DISK.create(path, content.slice(0, content.length / 2), false);
    }
    throw new Killed();
  });
}

export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code });
}

/** One operation fails with the system's code, the others work. */
export function failingAt(failing: number, code: string): FileSystem {
  return watched((number) => {
    if (number === failing) throw systemError(code);
  });
}

/** From one operation on, every operation of the given sorts fails: a disk that is full, or has become read-only. */
export function failingFrom(
  first: number,
  code: string,
  operations: readonly Operation[] = CHANGING,
): FileSystem {
  return watched((number, operation) => {
    if (number >= first && operations.includes(operation)) throw systemError(code);
  });
}

/** One operation fails, and while that is being put right the process dies. */
export function failingThenKilled(failing: number, last: number): FileSystem {
  return watched((number) => {
    if (number === failing) throw systemError('EIO');
    if (number >= last) throw new Killed();
  });
}
