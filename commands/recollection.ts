import { clusterName } from '../config/cluster-names';
import type { Delivering } from './deliver';
import type { FilesAnswer, FilesRequest } from './held-files';
import type { ProgramMemory } from './program-memory';
import { noRecall, type Recall, recall } from './recall';
import { keepSynthMemory, type Remembered, readSynthMemory } from './synth-memory';
import type { Compile, CompiledFile, SynthWork } from './synth-part';

/** What one run recalls of earlier ones, and what it leaves for later ones. */
export interface Recollection {
  readonly recall: Recall;
  /** @param indexes the SHA-256 of each cluster's index, by its name, as far as they were compared with the folder */
  readonly keep: (files: readonly CompiledFile[], indexes: ReadonlyMap<string, string>) => void;
}

/** Neither recalls nor keeps anything. */
export function forgetful(work: Pick<SynthWork, 'clusters'>): Recollection {
  return { recall: noRecall(work), keep: () => {} };
}

/**
 * Recalls what the program has in its memory of the run's output folder.
 *
 * @param all whether every cluster is to be compiled, whatever is known of it
 */
export function recollection(
  work: SynthWork,
  memory: ProgramMemory,
  compile: Compile,
  all: boolean,
): Recollection {
  const { seed, clusters, out } = work;
  if (seed === undefined) return forgetful(work);
  const before = readSynthMemory(memory, out);
  return {
    recall: all ? noRecall(work) : recall(work, seed, before, compile),
    keep(files, indexes) {
      const now = new Map(
        clusters.flatMap((path) => {
          const known = before.get(path);
          return known === undefined ? [] : [[path, known] as const];
        }),
      );
      let isNew = now.size !== before.size;
      for (const file of files) {
        const path = clusters[file.position] ?? '';
        const remembered = rememberedOf(file, indexes.get(clusterName(path)));
        if (remembered === undefined) continue;
        now.set(path, remembered);
        isNew = true;
      }
      if (!isNew) return;
      keepSynthMemory(memory, out, now);
    },
  };
}

function rememberedOf(
  { read, madeOf, diagnostics, share }: CompiledFile,
  index: string | undefined,
): Remembered | undefined {
  if (madeOf === undefined || index === undefined || !('problems' in read)) return undefined;
  const { problems, others, zone } = read;
  return {
    ...madeOf,
    others: others.map(({ kind, name }) => ({ kind, name })),
    ...(zone === undefined ? {} : { zone: zone.key }),
    problems,
    diagnostics,
    ...(share === undefined ? {} : { share }),
    index,
  };
}

/** The end of a run, with the index that each cluster has by it. */
export function* withIndexes(
  delivering: Delivering,
): Generator<
  FilesRequest,
  { readonly status: number; readonly indexes: ReadonlyMap<string, string> },
  readonly FilesAnswer[]
> {
  const indexes = new Map<string, string>();
  let step = delivering.next();
  while (step.done !== true) {
    let answers: readonly FilesAnswer[];
    try {
      answers = yield step.value;
    } catch (error) {
      // It has to tidy up.
      step = delivering.throw(error);
      continue;
    }
    for (const { name, index } of answers.flatMap(({ clusters }) => clusters))
      if (index !== undefined) indexes.set(name, index);
    step = delivering.next(answers);
  }
  return { status: step.value, indexes };
}
