import { join } from 'node:path';
import { type ComparedCluster, type ComparedFile, compareCluster } from './comparison';
import { codeOf, type FileSystem, pathOf } from './file-system';
import { type ClusterSteps, workFolder } from './journal';
import { INDEX_FILE, pathProblems } from './names';
import type { ClusterFiles, FileChange, PublishOptions, PublishProblem, StaleFile } from './publish-types';
import { compareRecalled, type RecalledCluster } from './recalled';
import { stage } from './transaction';

/** What a publication asks of everyone who holds files of clusters, one after the other. */
export type PublishRequest =
  /** Are the paths of the files right? Nothing has been looked at yet. */
  | { readonly publish: 'names'; readonly unchanged: ReadonlySet<string> }
  /** From here on the folder changes: this run has it to itself, and whoever asks it to stop has to wait until all is whole. */
  | { readonly publish: 'begin' }
  /** What differs in the folder? */
  | ({ readonly publish: 'compare'; readonly out: string } & Required<
      Pick<PublishOptions, 'force' | 'check' | 'unchanged'>
    >)
  /** Prepare what was found to differ. */
  | { readonly publish: 'stage'; readonly out: string; readonly durable: boolean };

/** What is found of one cluster. */
export interface ClusterAnswer extends ClusterSteps {
  readonly problems: readonly PublishProblem[];
  readonly changes: readonly FileChange[];
  /** The same with their texts, where `check` asked. */
  readonly stale: readonly StaleFile[];
  /** The SHA-256 of the index that its folder is to have. */
  readonly index?: string;
}

/** A cluster's files, or how to make them should they be needed. */
export type HeldCluster = ClusterFiles | RecalledCluster;

/** What one holder of files answers; nothing of it is as large as the files are. */
export interface PublishAnswer {
  readonly clusters: readonly ClusterAnswer[];
  /** The system's error that ended it early. */
  readonly failure?: { readonly code: string; readonly path: string | undefined };
}

/** The part of a publication that holds the files of some clusters. There may be one in each of several threads. */
export class PublishShare {
  private compared: readonly ComparedCluster[] = [];

  /** @param isStopped whether the run is to end: what is prepared then will be thrown away, so no more of it is */
  constructor(
    private readonly files: FileSystem,
    private readonly clusters: readonly HeldCluster[],
    private readonly isStopped: () => boolean = () => false,
  ) {}

  answer(request: PublishRequest): PublishAnswer {
    try {
      return { clusters: this.clustersFor(request) };
    } catch (error) {
      const code = codeOf(error);
      if (code === '') throw error;
      return { clusters: [], failure: { code, path: pathOf(error) } };
    }
  }

  private clustersFor(request: PublishRequest): readonly ClusterAnswer[] {
    if (request.publish === 'names')
      return this.clusters.map((cluster) => ({
        name: cluster.name,
        steps: [],
        changes: [],
        stale: [],
        // What is recalled or unchanged has been published before.
        problems: 'make' in cluster || request.unchanged.has(cluster.name) ? [] : pathProblems(cluster),
      }));
    if (request.publish === 'begin') return [];
    if (request.publish === 'compare') return this.compare(request);
    const work = workFolder(request.out);
    for (const { name, contents } of this.compared) {
      if (this.isStopped()) break;
      stage(this.files, work, name, contents, request.durable);
    }
    return [];
  }

  private compare(request: PublishRequest & { publish: 'compare' }): readonly ClusterAnswer[] {
    const { out, force, check, unchanged } = request;
    const isLeft = (name: string) =>
      unchanged.has(name) && this.files.kind(join(out, name, INDEX_FILE)) === 'file';
    this.compared = this.clusters
      .filter(({ name }) => !isLeft(name))
      .map((cluster) =>
        'make' in cluster
          ? compareRecalled(this.files, out, cluster, force)
          : compareCluster(this.files, out, cluster, force),
      );
    return this.compared.map((compared) => answerOf(compared, check));
  }
}

/** What is told of a comparison: the texts stay where they are, unless they are to be shown. */
export function answerOf(
  { name, steps, problems, changes, index }: ComparedCluster,
  check: boolean,
): ClusterAnswer {
  const brief = changes.map(({ cluster, path, deleted }) => ({ cluster, path, deleted }));
  const sum = index === undefined ? {} : { index };
  return { name, steps, problems, changes: brief, stale: check ? changes.map(shown) : [], ...sum };
}

function shown(change: ComparedFile): StaleFile {
  return { ...change, before: change.before?.toString(), after: change.after?.toString() };
}
