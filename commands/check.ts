/** `meshwright check PATH...`: judges Kubernetes YAML by every rule, whoever wrote it. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { finish } from './check/finish';
import { countOn, findParts, judgeParts } from './check/judged-inputs';
import { type CheckWorld, readTask } from './check/task';
import { checkOnThreads } from './check-on-threads';
import { runProgram } from './process-world';
import { progressOn } from './progress';

/**
 * Runs the command on one thread.
 *
 * @param argv the arguments after the command's name
 * @returns the exit status: 0 nothing that fails, 1 findings that do, 2 unusable input or wrong usage
 */
export function checkCommand(argv: readonly string[], world: CheckWorld): number {
  const task = readTask(argv, world);
  if (typeof task === 'number') return task;
  const progress = progressOn(world.stderr);
  const count = countOn(progress);
  const found = findParts(task.request, world.environment.PATH, count);
  const judged = judgeParts(found, task.request, progress, count);
  progress.done();
  return finish(task, judged, world);
}

if (require.main === module)
  void runProgram((world) => {
    const start = (workerData: object) =>
      new Worker(join(__dirname, '../tools/compiled/run.js'), {
        workerData: { entry: 'commands/check.ts', ...workerData },
      });
    return checkOnThreads(process.argv.slice(2), world, start);
  });
