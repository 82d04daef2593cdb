import type { FileSystem } from './file-system';
import type { Origin } from './ownership';

/** A file's whole text, or the same in UTF-8. */
export type Content = string | Buffer;

/** The files of one cluster: what its folder under `dist/` is to hold. */
export interface ClusterFiles {
  /** The cluster's name, which is its folder's. */
  readonly name: string;
  /** Relative path with `/` between the parts (`00-foundation/prod.yaml`) to what the file holds. */
  readonly files: ReadonlyMap<string, Content>;
  /** What they come from, which the index then says. @default the index does not say */
  readonly origin?: Origin;
}

export interface PublishOptions {
  /** Overwrite files of ours that somebody changed. @default false */
  readonly force?: boolean;
  /** Change nothing, and say what would change. @default false */
  readonly check?: boolean;
  /**
   * Clusters whose folders are not looked at unless their index is gone: the caller has written there what is given now.
   * @default none
   */
  readonly unchanged?: ReadonlySet<string>;
  /** How long to wait for another run in the same folder, in milliseconds. @default 10000 */
  readonly patience?: number;
  /** @default the real file system */
  readonly files?: FileSystem;
}

/** One file that was written or taken away. */
export interface FileChange {
  readonly cluster: string;
  readonly path: string;
  readonly deleted: boolean;
}

/** One file that differs between the folder and what was given. */
export interface StaleFile extends FileChange {
  /** The file's text so far; `undefined` for a new one. */
  readonly before: string | undefined;
  /** The file's text from now on; `undefined` for one that goes. */
  readonly after: string | undefined;
  /** What the cluster's files came from so far, and come from now, where that is known. */
  readonly origins?: { readonly before: Origin | undefined; readonly after: Origin | undefined };
}

/** Why nothing was written. */
export interface PublishProblem {
  /** The file or folder it is about: an absolute path, or one relative to the output folder. */
  readonly where: string;
  readonly found: string;
  readonly fix: string;
}

/** What became of an earlier run that was interrupted. */
export interface Recovery {
  readonly outcome: 'finished' | 'undone';
  readonly clusters: readonly string[];
}

export type PublishResult =
  /** The folder holds what was given; `changes` is empty if it did before. */
  | {
      readonly outcome: 'written';
      readonly changes: readonly FileChange[];
      readonly recovery: Recovery | undefined;
    }
  /** The answer to `check`; `changes` is empty if the folder is up to date. */
  | {
      readonly outcome: 'checked';
      readonly changes: readonly StaleFile[];
      /** What would keep the changes from being written. */
      readonly problems: readonly PublishProblem[];
      /** Whether an earlier run waits to be finished or undone, which may explain both. */
      readonly interrupted: boolean;
    }
  /** The folder is as it was. */
  | { readonly outcome: 'refused'; readonly problems: readonly PublishProblem[] };
