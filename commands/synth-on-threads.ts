import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { progressOn } from './progress';
import { readArguments, readTask, synthesis } from './synth';
import { type Compile, type SynthAnswer, SynthPart, type SynthRequest, type SynthWork } from './synth-part';
import { watchSynth } from './watch';
import type { World } from './world';

/** So many clusters take about as long as a thread needs to start. */
const CLUSTERS_PER_THREAD = 24;

/**
 * `npm run synth` as the program itself runs it: as `synth`, on as many threads as are worth their start. Each reads,
 * compiles and writes clusters of its own; the output and the messages are the same with any number of threads. In a
 * further thread, answers what the first one asks until that ends it.
 *
 * @param program the folder of `main.ts`, which every thread runs
 * @throws whatever a thread stumbled over: a mistake of the program, or no memory left
 */
export async function synthOnThreads(
  argv: readonly string[],
  compile: Compile,
  world: World,
  program: string,
): Promise<number> {
  if (!isMainThread) {
    const part = new SynthPart(workerData.work, compile);
    parentPort?.on('message', (request: SynthRequest) => parentPort?.postMessage(part.answer(request)));
    return 0;
  }
  const options = readArguments(argv, world);
  if (typeof options === 'number') return options;
  if (options.watch) return watchSynth(options, compile, world);
  const task = readTask(options, world);
  if (typeof task === 'number') return task;
  const { work } = task;
  const others = Array.from({ length: threadsFor(work.names.length, options.threads) - 1 }, () =>
    startThread(program, work),
  );
  const progress = progressOn(world.stderr);
  const part = new SynthPart(work, compile, (taken) =>
    progress.say(`${taken} of ${work.names.length} clusters`),
  );
  try {
    const own = (request: SynthRequest) => {
      const answer = part.answer(request);
      progress.done();
      return answer;
    };
    return await answeredByAll(synthesis(task, world), own, others);
  } finally {
    for (const worker of others) void worker.terminate();
  }
}

/** How many threads are worth their start. */
function threadsFor(clusters: number, asked: number | undefined): number {
  return asked ?? Math.max(1, Math.min(availableParallelism(), Math.ceil(clusters / CLUSTERS_PER_THREAD)));
}

function startThread(program: string, work: SynthWork): Worker {
  return new Worker(join(program, 'tools/compiled/run.js'), { workerData: { entry: 'main.ts', work } });
}

/** Runs what asks for answers to its end; every thread answers each time, this one too. */
async function answeredByAll(
  steps: Generator<SynthRequest, number, readonly SynthAnswer[]>,
  own: (request: SynthRequest) => SynthAnswer,
  others: readonly Worker[],
): Promise<number> {
  let step = steps.next();
  while (step.done !== true) {
    const request = step.value;
    let answers: readonly SynthAnswer[];
    try {
      // They begin before this thread, which hears of nothing while it works, does its own part.
      const theirs = Promise.all(others.map((worker) => ask(worker, request)));
      theirs.catch(() => {});
      answers = [own(request), ...(await theirs)];
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
