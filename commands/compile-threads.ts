import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { ClusterConfig } from '../config/cluster';
import { type Compile, type Compiled, compiledOrProblem } from './synth';

/** What every thread takes its clusters from; memory that all of them share holds how many are taken. */
export interface SharedWork {
  readonly clusters: readonly ClusterConfig[];
  readonly folders: readonly string[];
  readonly taken: Int32Array;
}

/** Clusters that one thread has compiled: each with its position. */
export type Share = readonly (readonly [position: number, compiled: Compiled])[];

/** So many clusters take about as long as a thread needs to start. */
const CLUSTERS_PER_THREAD = 24;
/** Few enough that no thread is left with much at the end, many enough that a message is not felt. */
const TAKEN_AT_ONCE = 4;

/** How many threads are worth their start. */
export function threadsFor(clusters: number, asked: number | undefined): number {
  return asked ?? Math.max(1, Math.min(availableParallelism(), Math.ceil(clusters / CLUSTERS_PER_THREAD)));
}

/**
 * Compiles clusters on several threads, of which this one is the first. The result is in the order of the clusters, whichever
 * thread was quicker.
 *
 * @param start makes a further thread, which runs `compileShare`
 * @param progress called with the number of clusters begun
 * @throws whatever a thread stumbled over: a mistake of the program, or no memory left
 */
export async function compileOnThreads(
  clusters: readonly ClusterConfig[],
  folders: readonly string[],
  compile: Compile,
  threads: number,
  start: (work: SharedWork) => Worker,
  progress: (begun: number) => void,
): Promise<readonly Compiled[]> {
  const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const work: SharedWork = { clusters, folders, taken };
  const shares: Share[] = [];
  const others = Array.from({ length: threads - 1 }, () => finished(start(work), shares));
  try {
    for (const share of sharesOf(work, compile)) {
      shares.push(share);
      progress(Math.min(Atomics.load(taken, 0), clusters.length));
    }
    for (const other of others) await other.ended;
  } finally {
    for (const other of others) void other.worker.terminate();
  }
  const compiled = new Map(shares.flat());
  return clusters.map((config, position) => {
    const found = compiled.get(position);
    if (found === undefined) throw new Error(`no thread has compiled ${config.name}`);
    return found;
  });
}

/** What a further thread does: compiles clusters until none is left. */
export function compileShare(work: SharedWork, compile: Compile, send: (share: Share) => void): void {
  for (const share of sharesOf(work, compile)) send(share);
}

function* sharesOf({ clusters, folders, taken }: SharedWork, compile: Compile): Iterable<Share> {
  for (;;) {
    const first = Atomics.add(taken, 0, TAKEN_AT_ONCE);
    if (first >= clusters.length) return;
    yield clusters.slice(first, first + TAKEN_AT_ONCE).map((config, index) => {
      const position = first + index;
      return [position, compiledOrProblem(compile, config, folders[position] ?? config.name)] as const;
    });
  }
}

function finished(worker: Worker, shares: Share[]): { worker: Worker; ended: Promise<void> } {
  worker.on('message', (share: Share) => shares.push(share));
  const ended = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
  // It may fail while this thread compiles its own share; whoever waits for it later still gets the error.
  ended.catch(() => {});
  return { worker, ended };
}
