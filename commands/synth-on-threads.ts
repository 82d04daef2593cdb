import { join } from 'node:path';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { compileOnThreads, compileShare, type SharedWork, startThreads, threadsFor } from './compile-threads';
import { progressOn } from './progress';
import { countClusterFiles } from './read-clusters';
import { type Compile, finishSynth, readArguments, readTask, type World } from './synth';
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
    parentPort?.once('message', (work: SharedWork) =>
      compileShare(work, compile, (share) => parentPort?.postMessage(share)),
    );
    return 0;
  }
  const options = readArguments(argv, world);
  if (typeof options === 'number') return options;
  if (options.watch) return watchSynth(options, compile, world);
  // They load the program while this thread reads the cluster files.
  const others = startThreads(
    threadsFor(countClusterFiles(options.clusters), options.threads) - 1,
    () => new Worker(join(program, 'tools/compiled/run.js'), { workerData: { entry: 'main.ts' } }),
  );
  try {
    const task = readTask(options, world);
    if (typeof task === 'number') return task;
    const { clusters, folders } = task;
    const progress = progressOn(world.stderr);
    const say = (begun: number) => progress.say(`${begun} of ${clusters.length} clusters`);
    const compiled = await compileOnThreads(clusters, folders, compile, others, say);
    progress.done();
    return finishSynth(task, compiled, world);
  } finally {
    for (const { worker } of others) void worker.terminate();
  }
}
