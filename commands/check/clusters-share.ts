import type { Problem } from '../../config/problem';
import { type Manifest, readable } from '../../references/manifest';
import { type ClusterFolder, readCluster } from '../manifests/cluster-set';
import type { ReadObject } from '../manifests/objects';
import { type JudgedSet, judgedSets } from './judge';
import type { CheckRequest } from './request';
import { isRequirement } from './stored-set';

/** What all threads of a run work on. */
export interface ClustersWork {
  readonly clusters: readonly ClusterFolder[];
  /** How many clusters are taken, and whether all is to stop: shared memory. */
  readonly shared: Int32Array;
}

/** A cluster that was read and judged. */
export interface JudgedCluster {
  /** Among the clusters of the work. */
  readonly position: number;
  readonly files: number;
  readonly notices: readonly Problem[];
  readonly judged: JudgedSet;
}

/** What one thread has read and judged. */
export interface ClustersShare {
  readonly clusters: readonly JudgedCluster[];
  /** Keys of all their objects. */
  readonly keys: ReadonlySet<string>;
  /** Words of `given` that some object needed. */
  readonly needed: ReadonlySet<string>;
}

const TAKEN = 0;
const STOPPED = 1;

export function clustersWork(clusters: readonly ClusterFolder[]): ClustersWork {
  return { clusters, shared: new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) };
}

/**
 * Takes one cluster after the other until none is left, reads it and judges it. That is what a run on one thread does, too, as long as no
 * cluster's findings depend on another one's objects.
 *
 * @param progress called with the number of clusters that all threads have taken
 * @returns undefined where they do: a file cannot be read, so that in no set it is sure what is missing, or an object says what the
 * workloads of every set have to carry
 */
export function judgeShare(
  { clusters, shared }: ClustersWork,
  { reading, judging }: Pick<CheckRequest, 'reading' | 'judging'>,
  progress: (taken: number) => void = () => {},
): ClustersShare | undefined {
  const judged: JudgedCluster[] = [];
  const keys = new Set<string>();
  const needed = new Set<string>();
  while (Atomics.load(shared, STOPPED) === 0) {
    const position = Atomics.add(shared, TAKEN, 1);
    const cluster = clusters[position];
    if (cluster === undefined) return { clusters: judged, keys, needed };
    const { sets, files, problems, notices } = readCluster(cluster, reading.given);
    const objects = sets.flatMap((set) => set.objects);
    if (problems.length > 0 || objects.some(({ manifest }) => isRequirement(manifest))) {
      Atomics.store(shared, STOPPED, 1);
      break;
    }
    const own = judgedSets(sets, judging, needed, noOthers);
    for (const key of own.keys()) keys.add(key);
    for (const one of own.judged) {
      judged.push({ position, files, notices, judged: { ...one, texts: textsFound(one) } });
    }
    progress(position + 1);
  }
  return undefined;
}

/** A cluster's folder is all that its cluster gets: whatever others hold is not asked. */
const noOthers: ReadonlySet<string> = new Set();

/** The texts of the objects that something was found in: no others are asked for. */
function textsFound({ findings, texts }: JudgedSet): ReadonlyMap<Manifest, ReadObject> {
  const found = findings.flatMap(({ object, also = [] }) => [object, ...also.map((place) => place.object)]);
  return new Map(
    found.flatMap((object) => {
      const text = texts.get(object);
      return text === undefined ? [] : [[object, text] as const];
    }),
  );
}

/** A share that came from another thread: what a copy loses of an object is put back. */
export function received(share: ClustersShare): ClustersShare {
  for (const { judged } of share.clusters) for (const object of judged.texts.keys()) readable(object);
  return share;
}
