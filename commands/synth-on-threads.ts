import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { compileOnThreads, compileShare, type SharedWork, threadsFor } from './compile-threads';
import { progressOn } from './progress';
import { type Compile, finishSynth, synthTask, type World } from './synth';
import { watchSynth } from './watch';

/**
 * `npm run synth` as the program itself runs it: as `synth`, on as many threads as are worth their start. The output and the
 * messages are the same with any number of threads. In a further thread, does that thread's part.
 *
 * @param program the folder of `main.ts`, which every thread runs
 */
export async function synthOnThreads(
  argv: readonly string[],
  compile: Compile,
  world: World,
  program: string,
): Promise<number> {
  if (!isMainThread) {
    const { work }: { readonly work: SharedWork } = workerData;
    compileShare(work, compile, (share) => parentPort?.postMessage(share));
    return 0;
  }
  const task = synthTask(argv, world);
  if (typeof task === 'number') return task;
  if (task.options.watch) return watchSynth(task.options, compile, world);
  const { clusters, folders, options } = task;
  const progress = progressOn(world.stderr);
  const say = (begun: number) => progress.say(`${begun} of ${clusters.length} clusters`);
  const start = (work: SharedWork) =>
    new Worker(join(program, 'tools/compiled/run.js'), { workerData: { entry: 'main.ts', work } });
  const threads = threadsFor(clusters.length, options.threads);
  const compiled = await compileOnThreads(clusters, folders, compile, threads, start, say);
  progress.say('writing');
  progress.done();
  return finishSynth(task, compiled, world);
}
