import { join } from 'node:path';
import type { ClusterConfig } from '../config/cluster';
import { type JudgedFile, judgeFile } from '../config/parse';
import type { Problem } from '../config/problem';
import type { Origin } from '../output/ownership';
import { packed } from '../output/packed';
import type { ClusterFiles } from '../output/publish-types';
import type { RecalledCluster } from '../output/recalled';
import { YamlError } from '../output/yaml-problem';
import type { SeveritySettings } from './check/severities';
import { type FilesAnswer, type FilesRequest, HeldFiles } from './held-files';
import type { HubShare } from './hub-share';
import { Digests, type MadeOf, noting } from './made-of';
import { type DiskLibrary, diskLibrary, readInputFile } from './read-clusters';
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
  /** What `seedOf` gives, where it is to be told what each cluster is made of. */
  readonly seed?: string | undefined;
  /**
   * Memory of all threads: how many files are taken; whether any is wrong (1), so that none need be compiled; and whether
   * the run is to stop (1), so that none need be written.
   */
  readonly shared: Int32Array;
}

/** What a run asks of each of its threads, one after the other. */
export type SynthRequest =
  /** Compile the cluster files of these positions; `recalled`: what is recalled holds, and is to be published too. */
  | { readonly synth: 'compile'; readonly positions: readonly number[]; readonly recalled: boolean }
  | FilesRequest;

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
  /** What it was made of, where it may be recalled: it was compiled, and without an error. */
  readonly madeOf?: MadeOf;
}

const TAKEN = 0;
const WRONG = 1;
const STOPPED = 2;
/** Few enough that no thread is left with much at the end, many enough that taking them is not felt. */
const TAKEN_AT_ONCE = 4;

export function synthWork(
  files: Pick<SynthWork, 'clusters' | 'bases' | 'applications' | 'severities' | 'seed'>,
  out: string,
): SynthWork {
  return { ...files, out, shared: new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)) };
}

/** Lets every thread begin again with the first of the files. */
export function beginAgain({ shared }: SynthWork): void {
  Atomics.store(shared, TAKEN, 0);
  Atomics.store(shared, WRONG, 0);
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
  private library: DiskLibrary | undefined;
  private digests: Digests | undefined;

  /**
   * @param progress called with the number of files that all threads have taken, and how many there are
   * @param recalled clusters that need not be compiled, which only one part has
   */
  constructor(
    private readonly work: SynthWork,
    private readonly compile: Compile,
    private readonly progress: (taken: number, all: number) => void = () => {},
    private readonly recalled: readonly RecalledCluster[] = [],
  ) {}

  answer(request: SynthRequest): SynthAnswer {
    if (!('synth' in request)) return this.files.answer(request);
    const recalled = request.recalled ? this.recalled : [];
    return { clusters: [], compiled: this.compileShare(request.positions, recalled) };
  }

  private compileShare(
    positions: readonly number[],
    recalled: readonly RecalledCluster[],
  ): readonly CompiledFile[] {
    const { clusters, shared } = this.work;
    const compiled: CompiledFile[] = [];
    const held: ClusterFiles[] = [];
    for (;;) {
      const first = Atomics.add(shared, TAKEN, TAKEN_AT_ONCE);
      if (first >= positions.length) break;
      const judged = positions
        .slice(first, first + TAKEN_AT_ONCE)
        .map((position) => ({ position, ...this.judged(clusters[position] ?? '') }));
      for (const { position, file, madeOf } of judged) {
        const { cluster, ...rest } = this.compiled(file);
        const isSound = cluster !== undefined && isWithoutError(rest);
        compiled.push({ position, ...rest, ...(isSound && madeOf !== undefined ? { madeOf } : {}) });
        if (cluster !== undefined) held.push(packed(cluster));
      }
      this.progress(Math.min(Atomics.load(shared, TAKEN), positions.length), positions.length);
    }
    this.files = new HeldFiles([...held, ...recalled], () => Atomics.load(shared, STOPPED) === 1);
    return compiled;
  }

  /** The bases and applications, read once for all clusters of the thread. */
  private sources(): DiskLibrary {
    this.library ??= diskLibrary(this.work.bases, this.work.applications);
    return this.library;
  }

  /** Undefined where nothing is to be remembered: nobody asks, or some of the files could not be read. */
  private digestsOf(library: DiskLibrary): Digests | undefined {
    const { seed } = this.work;
    if (seed === undefined || library.unreadable.length > 0) return undefined;
    this.digests ??= new Digests(seed, library);
    return this.digests;
  }

  private judged(path: string): { readonly file: JudgedFile | Problem; readonly madeOf?: MadeOf } {
    const file = readInputFile(path);
    if (!('text' in file)) return { file: this.marked(file) };
    const sources = this.sources();
    const { library, asked: names } = noting(sources);
    const judged = this.marked(judgeFile(file, library));
    const asked = [...names];
    const digest = this.digestsOf(sources)?.of(path, file.text, asked);
    return { file: judged, ...(digest === undefined ? {} : { madeOf: { digest, asked } }) };
  }

  /** Tells every thread where there is an error. */
  private marked(file: JudgedFile | Problem): JudgedFile | Problem {
    const problems: readonly Problem[] = 'problems' in file ? file.problems : [file];
    if (problems.some(({ severity }) => severity === 'error')) Atomics.store(this.work.shared, WRONG, 1);
    return file;
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

function isWithoutError({ read, diagnostics }: Pick<CompiledFile, 'read' | 'diagnostics'>): boolean {
  const problems = 'problems' in read ? read.problems : [read];
  return [...problems, ...diagnostics].every(({ severity }) => severity !== 'error');
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
