import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { clusterName } from '../config/cluster-names';
import type { InputFile, Library } from '../config/library';
import { maxFileBytes } from '../config/limits';
import { judgeFile } from '../config/parse';
import { type Problem, sourceText } from '../config/problem';
import { DISK } from '../output/file-system';
import { INDEX_FILE } from '../output/names';
import { checksum } from '../output/ownership';
import type { ClusterFiles } from '../output/publish-types';
import type { RecalledCluster } from '../output/recalled';
import { Digests } from './made-of';
import { decode, diskLibrary } from './read-clusters';
import { shortPath } from './short-path';
import type { Remembered, SynthMemory } from './synth-memory';
import { type Compile, type CompiledFile, compiledOrProblem, type SynthWork } from './synth-part';

/** The clusters of a run that need not be compiled. */
export interface Recall {
  /** What is known to come of their files. */
  readonly files: readonly CompiledFile[];
  readonly clusters: readonly RecalledCluster[];
  /** Positions of the other cluster files, which are to be compiled. */
  readonly others: readonly number[];
}

/** Recalls nothing. */
export function noRecall({ clusters }: Pick<SynthWork, 'clusters'>): Recall {
  return { files: [], clusters: [], others: clusters.map((_, position) => position) };
}

/**
 * Recalls what is known of the clusters whose files, with all that goes into them, are what they were, and whose index is in its place.
 * Whether that holds of the files beside the index is seen when they are compared: every one of them is read.
 *
 * @param seed what `seedOf` gives
 */
export function recall(work: SynthWork, seed: string, memory: SynthMemory, compile: Compile): Recall {
  if (memory.size === 0) return noRecall(work);
  const library = diskLibrary(work.bases, work.applications);
  if (library.unreadable.length > 0) return noRecall(work);
  const digests = new Digests(seed, library);
  const files: CompiledFile[] = [];
  const clusters: RecalledCluster[] = [];
  const others: number[] = [];
  for (const [position, path] of work.clusters.entries()) {
    const remembered = memory.get(path);
    const bytes = remembered === undefined ? undefined : bytesOf(path);
    if (
      remembered === undefined ||
      bytes === undefined ||
      digests.of(path, bytes, remembered.asked) !== remembered.digest ||
      !hasIndex(join(work.out, clusterName(path), INDEX_FILE), remembered.index)
    ) {
      others.push(position);
      continue;
    }
    files.push(recalledFile(position, path, remembered));
    clusters.push({
      name: clusterName(path),
      index: remembered.index,
      make: () => made(work, compile, decode(path, bytes), library),
    });
  }
  return { files, clusters, others };
}

/** The bytes of a file that begins with no byte order mark, which is no part of its text. */
function bytesOf(path: string): Buffer | undefined {
  try {
    const status = statSync(path);
    if (!status.isFile() || status.size > maxFileBytes) return undefined;
    const bytes = readFileSync(path);
    return bytes[0] === 0xef ? undefined : bytes;
  } catch {
    // Whoever compiles it says why.
    return undefined;
  }
}

function made(work: SynthWork, compile: Compile, file: InputFile | Problem, library: Library): ClusterFiles {
  const config = 'text' in file ? judgeFile(file, library).config : undefined;
  if (config === undefined) throw new Error('a cluster that was compiled is none, and says what it said');
  const folder = shortPath(join(work.out, config.name));
  const { files, origin } = compiledOrProblem(compile, config, folder, work.severities);
  return { name: config.name, files, ...(origin === undefined ? {} : { origin }) };
}

function hasIndex(path: string, sum: string): boolean {
  try {
    const index = DISK.read(path);
    return index !== undefined && checksum(index) === sum;
  } catch {
    // A link, a folder, a file that cannot be read: it is told of when the folder is compared.
    return false;
  }
}

function recalledFile(position: number, path: string, remembered: Remembered): CompiledFile {
  const { others, zone, problems, diagnostics, share } = remembered;
  // Its text is asked for only where something is wrong between clusters, and then nothing is recalled.
  const source = sourceText(path, '');
  return {
    position,
    read: {
      source,
      ...(zone === undefined ? {} : { zone: { key: zone, found: '', span: { start: 0, end: 0 }, source } }),
      problems,
      others: others.map((other) => ({ ...other, source: undefined })),
    },
    diagnostics,
    ...(share === undefined ? {} : { share }),
  };
}
