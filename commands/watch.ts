import { existsSync, type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { ClusterConfig } from '../config/cluster';
import { rememberingParser } from '../config/parse';
import { answered } from '../output/answered';
import { packed } from '../output/packed';
import type { ClusterFiles } from '../output/publish-types';
import { destination } from './cdk8s-output';
import { deliver, refuse } from './deliver';
import { HeldFiles } from './held-files';
import { hubProblems } from './hub-share';
import { foldersOf, type Inputs, inputsText } from './input-paths';
import { applicationPaths, readClusters } from './read-clusters';
import type { Diagnostic } from './render';
import { problemDiagnostics } from './render-problems';
import { shortPath } from './short-path';
import type { SynthArguments } from './synth-arguments';
import { type Compile, type Compiled, compiledOrProblem } from './synth-part';
import type { World } from './world';

/** A save is often several events (a new file, a rename): so long after the last of them the folder is read. */
const SETTLED_MS = 15;
/** Where the system tells of no events (some network folders), or stops telling, a look at the folder does. */
const LOOK_MS = 500;

/**
 * `meshwright synth --watch`: writes everything once, and then what each save of a cluster file changes, until the process is
 * ended. A cluster whose file says what it said before is not compiled again. While any file is wrong nothing is written,
 * and the errors are shown; notices are shown when they are new.
 *
 * @returns only when `stop` is aborted
 */
export async function watchSynth(
  options: SynthArguments,
  compile: Compile,
  world: World,
  stop: AbortSignal = new AbortController().signal,
): Promise<number> {
  const memory = new Memory((config, folder) => compile(config, folder, options.severities));
  const parse = rememberingParser();
  let seen: ReadonlySet<string> = new Set();
  let written: ReadonlyMap<string, Kept> = new Map();
  const again = () => {
    const read = readClusters(options.clusters, { applications: options.applications, parse });
    if ('problems' in read) {
      refuse(problemDiagnostics(read.problems), world);
      return;
    }
    const to = destination(options.out, options.root, world.environment.CDK8S_OUTDIR);
    const now = new Map(
      read.clusters.map((config) => [
        config.name,
        memory.compiled(config, shortPath(join(to.out, config.name))),
      ]),
    );
    memory.keepOnly(read.clusters);
    const notices = problemDiagnostics(read.notices);
    const compiled = [...now.values()];
    const diagnostics = [
      ...notices,
      ...compiled.flatMap((each) => each.diagnostics),
      ...hubProblems(
        compiled.flatMap(({ share }) => share ?? []),
        (name) => read.clusters.find((config) => config.name === name),
      ),
    ];
    const isNew = (diagnostic: Diagnostic) =>
      diagnostic.severity === 'error' || !seen.has(identity(diagnostic));
    const names = [...now.keys()];
    const unchanged = new Set(names.filter((name) => written.get(name) === now.get(name)));
    const held = new HeldFiles(compiled.map(({ cluster }) => cluster));
    const status = answered(
      deliver(names, diagnostics.filter(isNew), to, { ...options, unchanged }, world),
      (request) => [held.answer(request)],
    );
    if (status === 0) written = now;
    seen = new Set(diagnostics.map(identity));
  };
  // Looked at before it is read: what is saved while the first run goes on is a change too.
  const folders = () => [options.clusters, options.applications].flatMap((inputs) => foldersNow(inputs));
  const before = lookOfAll(folders());
  again();
  world.stdout.write(`watching ${inputsText(options.clusters)}; end with Ctrl-C\n`);
  await changesOf(folders, before, again, stop);
  return 0;
}

function identity(diagnostic: Diagnostic): string {
  return JSON.stringify(diagnostic);
}

/** What a cluster was compiled to. */
interface Kept extends Pick<Compiled, 'diagnostics' | 'share'> {
  readonly cluster: ClusterFiles;
}

/** What each cluster was compiled to, and from what. */
class Memory {
  private readonly known = new Map<string, { readonly from: ClusterConfig; readonly kept: Kept }>();

  constructor(private readonly compile: Compile) {}

  compiled(config: ClusterConfig, folder: string): Kept {
    const before = this.known.get(config.name);
    if (before !== undefined && isSame(before.from, config)) return before.kept;
    const { diagnostics, share, ...made } = compiledOrProblem(this.compile, config, folder);
    const kept = {
      diagnostics,
      ...(share === undefined ? {} : { share }),
      cluster: packed({ name: config.name, ...made }),
    };
    this.known.set(config.name, { from: config, kept });
    return kept;
  }

  /** Forgets clusters whose files have gone. */
  keepOnly(clusters: readonly ClusterConfig[]): void {
    const names = new Set(clusters.map(({ name }) => name));
    for (const name of this.known.keys()) if (!names.has(name)) this.known.delete(name);
  }
}

/** Whether two configs of a cluster say the same: the very same value where its file was not parsed again. */
function isSame(one: ClusterConfig, other: ClusterConfig): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** Calls `changed` after each change in folders since a first look at them, also when a folder itself goes and comes back. */
function changesOf(
  folders: () => readonly string[],
  first: string,
  changed: () => void,
  stop: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    let before = first;
    let timer: NodeJS.Timeout | undefined;
    const look = () => {
      const now = lookOfAll(folders());
      if (now === before) return;
      before = now;
      changed();
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(look, SETTLED_MS);
    };
    let watchers = folders().map((folder) => eventsOf(folder, soon));
    const looking = setInterval(() => {
      // A watcher stays with the folder that it was made for, also when another one has taken its place.
      if (lookOfAll(folders()) !== before) {
        for (const watcher of watchers) watcher?.close();
        watchers = folders().map((folder) => eventsOf(folder, soon));
        soon();
      }
    }, LOOK_MS);
    soon();
    stop.addEventListener('abort', () => {
      clearTimeout(timer);
      clearInterval(looking);
      for (const watcher of watchers) watcher?.close();
      resolve();
    });
  });
}

/** The folders that hold the files now: another one may match a pattern any time. */
function foldersNow(inputs: Inputs): readonly string[] {
  return foldersOf(inputs, applicationPaths(inputs));
}

function eventsOf(folder: string, heard: () => void): FSWatcher | undefined {
  try {
    // Looking every now and then goes on when events end.
    return watch(folder, heard).on('error', () => {});
  } catch {
    return undefined;
  }
}

function lookOfAll(folders: readonly string[]): string {
  return folders.map(lookOf).join('\n');
}

/** What of a folder changes with every save: names, inodes, sizes and times. */
function lookOf(folder: string): string {
  if (!existsSync(folder)) return '';
  try {
    const folderNode = statSync(folder).ino;
    const files = readdirSync(folder).map((name) => {
      const status = statSync(join(folder, name), { throwIfNoEntry: false });
      return [name, status?.ino, status?.size, status?.mtimeMs, status?.ctimeMs];
    });
    return JSON.stringify([folderNode, files.sort()]);
  } catch {
    // It went while it was looked at.
    return '';
  }
}
