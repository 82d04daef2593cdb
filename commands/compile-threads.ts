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

/** A further thread, and what it has sent. */
export interface Thread {
  readonly worker: Worker;
  readonly shares: readonly Share[];
  /** Settled when the thread has ended; rejected with what it stumbled over. */
  readonly ended: Promise<void>;
}

/** @param start makes a further thread, which waits for its work and then runs `compileShare` */
export function startThreads(count: number, start: () => Worker): readonly Thread[] {
  return Array.from({ length: count }, () => {
    const worker = start();
    const shares: Share[] = [];
    worker.on('message', (share: Share) => shares.push(share));
    const ended = new Promise<void>((resolve, reject) => {
      worker.once('error', reject);
      worker.once('exit', () => resolve());
    });
    // It may fail while this thread is at work; whoever waits for it later still gets the error.
    ended.catch(() => {});
    return { worker, shares, ended };
  });
}

/**
 * Compiles clusters on this thread and others. The result is in the order of the clusters, whichever thread was quicker.
 *
 * @param progress called with the number of clusters begun
 * @throws whatever a thread stumbled over: a mistake of the program, or no memory left
 */
export async function compileOnThreads(
  clusters: readonly ClusterConfig[],
  folders: readonly string[],
  compile: Compile,
  others: readonly Thread[],
  progress: (begun: number) => void,
): Promise<readonly Compiled[]> {
  const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const work: SharedWork = { clusters, folders, taken };
  for (const { worker } of others) worker.postMessage(work);
  const shares: Share[] = [];
  for (const share of sharesOf(work, compile)) {
    shares.push(share);
    progress(Math.min(Atomics.load(taken, 0), clusters.length));
  }
  for (const { ended } of others) await ended;
  const compiled = new Map([...shares, ...others.flatMap((other) => other.shares)].flat());
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
