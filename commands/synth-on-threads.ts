import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { isMainThread, parentPort, type Worker, workerData } from 'node:worker_threads';
import { HeldSignals, type SignalSource, Stopped } from './held-signals';
import type { ProgramMemory } from './program-memory';
import { progressOn } from './progress';
import { forgetful, recollection } from './recollection';
import { readArguments, readTask, synthesis } from './synth';
import type { SynthArguments } from './synth-arguments';
import { type Compile, type SynthAnswer, SynthPart, type SynthRequest, stopWork } from './synth-part';
import { watchSynth } from './watch';
import type { World } from './world';

/** A run of so many clusters collects memory many times over, and is to take no more of it than it must. */
const MARKED_BESIDE = 2_000;

/** So many clusters take about as long as a thread needs to start. */
const CLUSTERS_PER_THREAD = 24;

/**
 * `meshwright synth` as the program itself runs it: as `synth`, on as many threads as are worth their start. Each reads,
 * compiles and writes clusters of its own; the output and the messages are the same with any number of threads. In a
 * further thread, answers what the first one asks until that ends it.
 *
 * @param start starts the program in a further thread
 * @param source where the signals come from that ask the run to end
 * @param memory what the program remembers of earlier runs: clusters of which nothing changed are not compiled again
 * @throws whatever a thread stumbled over: a mistake of the program, or no memory left
 */
export async function synthOnThreads(
  argv: readonly string[],
  compile: Compile,
  world: World,
  start: (workerData: object) => Worker,
  source: SignalSource = process,
  memory?: ProgramMemory,
): Promise<number> {
  if (!isMainThread) {
    const part = new SynthPart(workerData.work, compile);
    parentPort?.on('message', (request: SynthRequest) => parentPort?.postMessage(part.answer(request)));
    return 0;
  }
  const options = readArguments(argv, world);
  if (typeof options === 'number') return options;
  if (options.watch) return watchUntilStopped(options, compile, world, source);
  const task = readTask(options, world, memory?.program);
  if (typeof task === 'number') return task;
  const { work } = task;
  // Programs that end within seconds have it off: see tools/compiled/tier-up.js.
  if (work.clusters.length >= MARKED_BESIDE) setFlagsFromString('--incremental-marking');
  const remembered =
    memory === undefined ? forgetful(work) : recollection(work, memory, compile, options.all);
  const { clusters, others: positions } = remembered.recall;
  const others = Array.from({ length: threadsFor(positions.length, options.threads) - 1 }, () =>
    start({ work }),
  );
  const progress = progressOn(world.stderr);
  const signals = new HeldSignals(source, () => stopWork(work));
  const say = (taken: number, all: number) => progress.say(`${taken} of ${all} clusters`);
  const part = new SynthPart(work, compile, say, clusters);
  try {
    const own = (request: SynthRequest) => {
      const answer = part.answer(request);
      progress.done();
      return answer;
    };
    const status = await answeredByAll(synthesis(task, world, remembered), own, others, signals);
    const stopped = await signals.stopped();
    return stopped === undefined ? status : end(stopped, 'what was begun is finished', world);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return end(error, 'nothing was written', world);
  } finally {
    signals.release();
    for (const worker of others) void worker.terminate();
  }
}

async function watchUntilStopped(
  options: SynthArguments,
  compile: Compile,
  world: World,
  source: SignalSource,
): Promise<number> {
  const stop = new AbortController();
  const signals = new HeldSignals(source, () => stop.abort());
  signals.hold();
  try {
    const status = await watchSynth(options, compile, world, stop.signal);
    return (await signals.stopped())?.status ?? status;
  } finally {
    signals.release();
  }
}

function end(stopped: Stopped, state: string, world: World): number {
  world.stderr.write(`${stopped.signal}: ${state}\n`);
  return stopped.status;
}

/** How many threads are worth their start. */
function threadsFor(clusters: number, asked: number | undefined): number {
  if (clusters === 0) return 1;
  return asked ?? Math.max(1, Math.min(availableParallelism(), Math.ceil(clusters / CLUSTERS_PER_THREAD)));
}

/** Runs what asks for answers to its end; every thread answers each time, this one too. */
async function answeredByAll(
  steps: Generator<SynthRequest, number, readonly SynthAnswer[]>,
  own: (request: SynthRequest) => SynthAnswer,
  others: readonly Worker[],
  signals: HeldSignals,
): Promise<number> {
  let step = steps.next();
  while (step.done !== true) {
    const request = step.value;
    if ('publish' in request && request.publish === 'begin') signals.hold();
    let answers: readonly SynthAnswer[];
    try {
      // They begin before this thread, which hears of nothing while it works, does its own part.
      const theirs = others.map((worker) => ask(worker, request));
      try {
        answers = [own(request)];
      } finally {
        // Nothing is put back while one of them still writes.
        await Promise.allSettled(theirs);
      }
      answers = [...answers, ...(await Promise.all(theirs))];
      const stopped = await signals.stopped();
      if (stopped !== undefined) throw stopped;
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(answers);
  }
  return step.value;
}

async function ask(worker: Worker, request: SynthRequest): Promise<SynthAnswer> {
  // Rejected with what the thread stumbled over.
  const answered = once(worker, 'message');
  worker.postMessage(request);
  const [answer]: SynthAnswer[] = await answered;
  if (answer === undefined) throw new Error('a thread has answered nothing');
  return answer;
}
