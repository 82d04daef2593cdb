import type { Worker } from 'node:worker_threads';
import type { ProgramMemory } from '../commands/program-memory';

/** What the program asks of whoever started it: the launcher of the package, or the compiled copy of this repository. */
export interface Host {
  /** Starts the program in a further thread, with the command that its `workerData` names. */
  readonly startThread: (workerData: object) => Worker;
  /** What the program remembers from one run to the next, where it has a place for it. */
  readonly memory?: ProgramMemory | undefined;
}
