import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, type Worker, workerData } from 'node:worker_threads';
import type { CheckArguments } from './check/arguments';
import {
  type ClustersShare,
  type ClustersWork,
  clustersWork,
  judgeShare,
  received,
} from './check/clusters-share';
import { finish } from './check/finish';
import { type JudgedSet, joined, judgedSets } from './check/judge';
import { countOn, findParts, type JudgedInputs, judgeParts } from './check/judged-inputs';
import { type CheckRequest, requestOf } from './check/request';
import { isRequirement } from './check/stored-set';
import { type CheckTask, type CheckWorld, readTask } from './check/task';
import type { ClusterFolder } from './manifests/cluster-set';
import { type FoundPart, inputsOf } from './manifests/inputs';
import type { ReadPart } from './manifests/read-part';
import { progressOn } from './progress';

/** Reading and judging so many files takes about as long as a thread needs to start. */
const FILES_PER_THREAD = 400;

/** What a further thread is started with. */
interface CheckWorkerData {
  readonly check: { readonly parsed: CheckArguments; readonly work: ClustersWork };
}

/**
 * `meshwright check` as the program itself runs it: as `checkCommand`, and clusters that Meshwright wrote on as many threads as are worth
 * their start. What is found, its order and what is said are the same with any number of threads. In a further thread, reads and judges
 * clusters until none is left.
 *
 * @param start starts the program in a further thread
 * @throws whatever a thread stumbled over: a mistake of the program, or no memory left
 */
export async function checkOnThreads(
  argv: readonly string[],
  world: CheckWorld,
  start: (workerData: object) => Worker,
): Promise<number> {
  if (!isMainThread) {
    const { check }: CheckWorkerData = workerData;
    parentPort?.postMessage(answer(check));
    return 0;
  }
  const task = readTask(argv, world);
  if (typeof task === 'number') return task;
  const { parsed, request } = task;
  const progress = progressOn(world.stderr);
  const count = countOn(progress);
  const found = findParts(request, world.environment.PATH, count);
  const clusters = found.flatMap((part) => ('folder' in part ? [part] : []));
  const threads = found.every(isSound) ? threadsFor(clusters, parsed.threads) : 1;
  const say = (taken: number) => progress.say(`${taken} of ${clusters.length} clusters`);
  const shares = threads === 1 ? undefined : await sharesOf(threads, clusters, task, start, say);
  const judged =
    shares === undefined
      ? judgeParts(found, request, progress, count)
      : judgedTogether(found, shares, request);
  progress.done();
  return finish(task, judged, world);
}

/** Whether no cluster's findings depend on what is in the part. */
function isSound(part: FoundPart): boolean {
  if ('folder' in part) return true;
  const objects = part.sets.flatMap((set) => set.objects);
  return part.problems.length === 0 && !objects.some(({ manifest }) => isRequirement(manifest));
}

/** How many threads are worth their start. */
function threadsFor(clusters: readonly ClusterFolder[], asked: number | undefined): number {
  const files = clusters.reduce((sum, cluster) => sum + cluster.files.length, 0);
  const worth = Math.min(availableParallelism(), Math.ceil(files / FILES_PER_THREAD));
  return Math.max(1, Math.min(asked ?? worth, clusters.length));
}

/** What each thread has read and judged; undefined where clusters have to be judged together. */
async function sharesOf(
  threads: number,
  clusters: readonly ClusterFolder[],
  { parsed, request }: CheckTask,
  start: (workerData: object) => Worker,
  say: (taken: number) => void,
): Promise<readonly ClustersShare[] | undefined> {
  const work = clustersWork(clusters);
  const data: CheckWorkerData = { check: { parsed, work } };
  const others = Array.from({ length: threads - 1 }, () => start(data));
  try {
    const theirs = Promise.all(others.map(answerOf));
    // This thread may stumble first; what they say then is not asked for.
    theirs.catch(() => undefined);
    const own = judgeShare(work, request, say);
    const shares = [own, ...(await theirs)];
    const whole = shares.filter((share) => share !== undefined);
    return whole.length < shares.length ? undefined : whole;
  } finally {
    for (const worker of others) void worker.terminate();
  }
}

/** Rejected with what the thread stumbled over. */
async function answerOf(worker: Worker): Promise<ClustersShare | undefined> {
  const answer = await new Promise<ClustersShare | undefined>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('a thread has answered nothing')));
  });
  return answer === undefined ? undefined : received(answer);
}

/** In a further thread: its share of the clusters. */
function answer({ parsed, work }: CheckWorkerData['check']): ClustersShare | undefined {
  const request = requestOf(parsed);
  if ('refused' in request) throw new Error(request.refused);
  return judgeShare(work, request);
}

/** Puts together, in the order in which all was named, what the threads found in clusters, and what is found in the rest. */
function judgedTogether(
  found: readonly FoundPart[],
  shares: readonly ClustersShare[],
  { judging }: CheckRequest,
): JudgedInputs {
  const clusters = shares.flatMap((share) => share.clusters);
  const ofClusters = clusters.toSorted((one, other) => one.position - other.position).values();
  const needed = new Set(shares.flatMap((share) => [...share.needed]));
  const keys = new Set(shares.flatMap((share) => [...share.keys]));
  const sets = found.flatMap((part) => ('folder' in part ? [] : part.sets));
  const ofSets = judgedSets(sets, judging, needed, keys).judged.values();
  const judged: JudgedSet[] = [];
  const parts = found.map((part): ReadPart => {
    if ('folder' in part) {
      const { files, notices, judged: one } = next(ofClusters);
      judged.push(one);
      return { sets: [], files, problems: [], notices };
    }
    for (const _ of part.sets) judged.push(next(ofSets));
    return part;
  });
  const { files, problems, notices } = inputsOf(parts);
  return { files, problems, notices, judgement: joined(judged, needed) };
}

function next<T>(each: Iterator<T, undefined>): T {
  const { value } = each.next();
  if (value === undefined) throw new Error('as many are judged as were found');
  return value;
}
