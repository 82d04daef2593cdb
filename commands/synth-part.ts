import { join } from 'node:path';
import type { ClusterConfig } from '../config/cluster';
import type { Library } from '../config/library';
import { type JudgedFile, judgeFile } from '../config/parse';
import type { Problem } from '../config/problem';
import type { Origin } from '../output/ownership';
import type { ClusterFiles } from '../output/publish-types';
import { YamlError } from '../output/yaml-problem';
import type { SeveritySettings } from './check/severities';
import { type FilesAnswer, type FilesRequest, HeldFiles } from './held-files';
import type { HubShare } from './hub-share';
import { diskLibrary, readInputFile } from './read-clusters';
import type { Diagnostic } from './render';
import { shortPath } from './short-path';

/** All that one cluster file comes to. */
export interface Compiled {
  /** Path in the cluster's folder to text. */
  readonly files: ReadonlyMap<string, string>;
  /** Findings; nothing is written if one of any cluster is an error. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the files come from. */
  readonly origin?: Origin;
  /** What the cluster has in the Argo CD that keeps it. */
  readonly share?: HubShare;
}

/** What turns a cluster into the files of a folder, and makes of its findings what settings say. */
export type Compile = (config: ClusterConfig, folder: string, severities?: SeveritySettings) => Compiled;

/** What all threads of a run work on. */
export interface SynthWork {
  /** Paths of the cluster files, of the bases and of the application files. */
  readonly clusters: readonly string[];
  readonly bases: readonly string[];
  readonly applications: readonly string[];
  /** The output folder. */
  readonly out: string;
  /** What `meshwright.yaml` makes of findings. */
  readonly severities?: SeveritySettings | undefined;
  /**
   * Memory of all threads: how many files are taken; whether any is wrong (1), so that none need be compiled; and whether
   * the run is to stop (1), so that none need be written.
   */
  readonly shared: Int32Array;
}

/** What a run asks of each of its threads, one after the other. */
export type SynthRequest = { readonly synth: 'compile' } | FilesRequest;

export interface SynthAnswer extends FilesAnswer {
  /** What came of each file, where they were to be compiled. */
  readonly compiled?: readonly CompiledFile[];
}

/** What came of one cluster file; its files stay where they are. */
export interface CompiledFile {
  /** Of the file among the paths. */
  readonly position: number;
  /** The file, or why it cannot be read. */
  readonly read: Omit<JudgedFile, 'config'> | Problem;
  readonly diagnostics: readonly Diagnostic[];
  readonly share?: HubShare;
}

const TAKEN = 0;
const WRONG = 1;
const STOPPED = 2;
/** Few enough that no thread is left with much at the end, many enough that taking them is not felt. */
const TAKEN_AT_ONCE = 4;

export function synthWork(
  files: Pick<SynthWork, 'clusters' | 'bases' | 'applications' | 'severities'>,
  out: string,
): SynthWork {
  return { ...files, out, shared: new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)) };
}

/** Tells every thread that the run is to stop. */
export function stopWork({ shared }: SynthWork): void {
  Atomics.store(shared, STOPPED, 1);
}

/**
 * What one thread does of a run: takes cluster files until none is left, from reading to text, and keeps the text until it
 * is to be published. There is one part in each thread.
 */
export class SynthPart {
  private files = new HeldFiles([]);
  private library: Library | undefined;

  /** @param progress called with the number of files that all threads have taken */
  constructor(
    private readonly work: SynthWork,
    private readonly compile: Compile,
    private readonly progress: (taken: number) => void = () => {},
  ) {}

  answer(request: SynthRequest): SynthAnswer {
    return 'synth' in request ? { clusters: [], compiled: this.compileShare() } : this.files.answer(request);
  }

  private compileShare(): readonly CompiledFile[] {
    const { clusters, shared } = this.work;
    const compiled: CompiledFile[] = [];
    const held: ClusterFiles[] = [];
    for (;;) {
      const first = Atomics.add(shared, TAKEN, TAKEN_AT_ONCE);
      if (first >= clusters.length) break;
      const judged = clusters.slice(first, first + TAKEN_AT_ONCE).map((path) => this.judged(path));
      for (const [index, file] of judged.entries()) {
        const { cluster, ...rest } = this.compiled(file);
        compiled.push({ position: first + index, ...rest });
        if (cluster !== undefined) held.push(cluster);
      }
      this.progress(Math.min(Atomics.load(shared, TAKEN), clusters.length));
    }
    this.files = new HeldFiles(held, () => Atomics.load(shared, STOPPED) === 1);
    return compiled;
  }

  /** The bases and applications, read once for all clusters of the thread. */
  private sources(): Library {
    this.library ??= diskLibrary(this.work.bases, this.work.applications);
    return this.library;
  }

  private judged(path: string): JudgedFile | Problem {
    const file = readInputFile(path);
    const judged = 'text' in file ? judgeFile(file, this.sources()) : file;
    const problems = 'problems' in judged ? judged.problems : [judged];
    if (problems.some(({ severity }) => severity === 'error')) Atomics.store(this.work.shared, WRONG, 1);
    return judged;
  }

  private compiled(
    judged: JudgedFile | Problem,
  ): Omit<CompiledFile, 'position'> & { readonly cluster?: ClusterFiles } {
    const { out, severities, shared } = this.work;
    if (!('problems' in judged)) return { read: judged, diagnostics: [] };
    const { config, ...read } = judged;
    if (config === undefined || Atomics.load(shared, WRONG) === 1) return { read, diagnostics: [] };
    const folder = shortPath(join(out, config.name));
    const { diagnostics, share, ...made } = compiledOrProblem(this.compile, config, folder, severities);
    return {
      read,
      diagnostics,
      ...(share === undefined ? {} : { share }),
      cluster: { name: config.name, ...made },
    };
  }
}

/** A value that YAML cannot say, which a JSON patch or a Helm value may bring (`null`), is the user's to mend. */
export function compiledOrProblem(
  compile: Compile,
  config: ClusterConfig,
  folder: string,
  severities?: SeveritySettings,
): Compiled {
  try {
    return compile(config, folder, severities);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const diagnostic: Diagnostic = {
      severity: 'error',
      title: error.message,
      location: config.name,
      notes: [],
    };
    return { files: new Map(), diagnostics: [diagnostic] };
  }
}
