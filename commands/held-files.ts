import { DISK } from '../output/file-system';
import { type HeldCluster, type PublishAnswer, type PublishRequest, PublishShare } from '../output/share';

/** What the end of a run asks of everyone who holds files: for a publication, or for the files themselves. */
export type FilesRequest = PublishRequest | { readonly files: 'all' };

export interface FilesAnswer extends PublishAnswer {
  /** The text of every file of each cluster, by its path, where all were asked for. */
  readonly held?: readonly { readonly name: string; readonly files: ReadonlyMap<string, string> }[];
}

/** The files of some clusters, compiled and not yet published. */
export class HeldFiles {
  private readonly share: PublishShare;

  constructor(
    private readonly clusters: readonly HeldCluster[],
    isStopped?: () => boolean,
  ) {
    this.share = new PublishShare(DISK, clusters, isStopped);
  }

  answer(request: FilesRequest): FilesAnswer {
    if (!('files' in request)) return this.share.answer(request);
    return {
      clusters: [],
      held: this.clusters.map((cluster) => {
        const { name, files } = 'make' in cluster ? cluster.make() : cluster;
        return { name, files: new Map([...files].map(([path, content]) => [path, content.toString()])) };
      }),
    };
  }
}
