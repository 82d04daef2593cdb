import { writeFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import type { ClusterConfig } from '../config/cluster';
import { publish } from '../output/publish';
import type {
  ClusterFiles,
  FileChange,
  PublishOptions,
  PublishProblem,
  PublishResult,
} from '../output/publish-types';
import { YamlError } from '../output/yaml-problem';
import { type Destination, destination, makeLink } from './cdk8s-output';
import { readClusters } from './read-clusters';
import { type Diagnostic, render, summary } from './render';
import { problemDiagnostics } from './render-problems';
import { staleObjects } from './stale-objects';
import { type SynthArguments, synthArguments } from './synth-arguments';

/** All that one cluster file comes to. */
export interface Compiled {
  /** Path in the cluster's folder to text. */
  readonly files: ReadonlyMap<string, string>;
  /** Findings; nothing is written if one of any cluster is an error. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The part of the world that a command sees. */
export interface World {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** What turns a cluster into the files of a folder. */
export type Compile = (config: ClusterConfig, folder: string) => Compiled;

/** Cluster files that have been read, and where their output goes. */
export interface SynthTask {
  readonly options: SynthArguments;
  readonly clusters: readonly ClusterConfig[];
  /** The folder of each cluster, as messages name it. */
  readonly folders: readonly string[];
  readonly notices: readonly Diagnostic[];
  readonly to: Destination;
}

/**
 * `npm run synth`: reads the cluster files, compiles each, and publishes all of them or none.
 *
 * @param argv the arguments after the command's name
 * @returns the exit status: 0 written or up to date, 1 bad input, findings or a stale folder, 2 wrong usage
 */
export function synth(argv: readonly string[], compile: Compile, world: World): number {
  const options = readArguments(argv, world);
  const task = typeof options === 'number' ? options : readTask(options, world);
  if (typeof task === 'number') return task;
  return finishSynth(
    task,
    task.clusters.map((config, position) =>
      compiledOrProblem(compile, config, task.folders[position] ?? config.name),
    ),
    world,
  );
}

/** Reads the command line; the exit status where it asks for nothing to be done. */
export function readArguments(argv: readonly string[], world: World): SynthArguments | number {
  const options = synthArguments(argv);
  if (!('usage' in options)) return options;
  (options.wrong ? world.stderr : world.stdout).write(options.usage);
  return options.wrong ? 2 : 0;
}

/** Reads the cluster files; the exit status where they are not right. */
export function readTask(
  options: SynthArguments,
  world: World,
  parse?: Parameters<typeof readClusters>[1],
): SynthTask | number {
  const read = readClusters(options.clusters, parse);
  if ('problems' in read) return report(problemDiagnostics(read.problems), world, NOTHING_WRITTEN);
  const to = destination(options.out, world.environment.CDK8S_OUTDIR);
  const folders = read.clusters.map(({ name }) => shortest(join(to.out, name)));
  return { options, clusters: read.clusters, folders, notices: problemDiagnostics(read.notices), to };
}

/**
 * Reports what was found in the clusters, and publishes them if none has an error.
 *
 * @param unchanged clusters whose folders hold what was compiled already, because this process has written it there
 */
export function finishSynth(
  task: SynthTask,
  compiled: readonly Compiled[],
  world: World,
  unchanged?: ReadonlySet<string>,
): number {
  const diagnostics = [...task.notices, ...compiled.flatMap((each) => each.diagnostics)];
  if (diagnostics.some(({ severity }) => severity === 'error'))
    return report(diagnostics, world, NOTHING_WRITTEN);
  report(diagnostics, world, '');
  const clusters = task.clusters.map(({ name }, position) => ({
    name,
    files: compiled[position]?.files ?? new Map<string, string>(),
  }));
  return write(
    clusters,
    { ...task.options, ...(unchanged === undefined ? {} : { unchanged }) },
    task.to,
    world,
  );
}

/** A value that YAML cannot say, which a JSON patch or a Helm value may bring (`null`), is the user's to mend. */
export function compiledOrProblem(compile: Compile, config: ClusterConfig, folder: string): Compiled {
  try {
    return compile(config, folder);
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

const NOTHING_WRITTEN = '; nothing was written';

function write(
  clusters: readonly ClusterFiles[],
  options: PublishOptions,
  to: Destination,
  world: World,
): number {
  if (to.single !== undefined) {
    const objects = clusters.flatMap(({ files }) => [...files].filter(([path]) => path.endsWith('.yaml')));
    writeFileSync(to.single, objects.map(([, text]) => text).join('---\n'));
    return 0;
  }
  const result = publish(to.out, clusters, options);
  if (result.outcome === 'refused')
    return report(publishDiagnostics(to.out, result.problems), world, NOTHING_WRITTEN);
  if (result.outcome === 'checked') return reportCheck(result, to.out, world);
  if (to.link !== undefined) makeLink(to.link, to.out);
  if (result.recovery !== undefined)
    world.stderr.write(`an earlier run was interrupted: ${result.recovery.outcome} what it had begun\n`);
  world.stdout.write(`${to.out}: ${written(result.changes)}\n`);
  return 0;
}

function written(changes: readonly FileChange[]): string {
  if (changes.length === 0) return 'up to date';
  const clusters = new Set(changes.map(({ cluster }) => cluster)).size;
  const deleted = changes.filter(({ after }) => after === undefined).length;
  const parts = [count(changes.length - deleted, 'file written'), count(deleted, 'file deleted')].filter(
    Boolean,
  );
  return `${parts.join(', ')}, in ${count(clusters, 'cluster')}`;
}

/** `1 file written`, `2 files written`; empty for none. */
function count(number: number, what: string): string {
  if (number === 0) return '';
  const [noun = '', ...more] = what.split(' ');
  return [number, number === 1 ? noun : `${noun}s`, ...more].join(' ');
}

/** So many stale files are shown with their objects; the rest are counted. */
const MOST_STALE_FILES = 100;

function reportCheck(result: PublishResult & { outcome: 'checked' }, out: string, world: World): number {
  const { changes, problems, interrupted } = result;
  if (interrupted)
    world.stderr.write(`${out}: an interrupted run is to be finished or undone by the next synth\n`);
  if (changes.length === 0 && problems.length === 0 && !interrupted) {
    world.stdout.write(`${out}: up to date\n`);
    return 0;
  }
  for (const change of changes.slice(0, MOST_STALE_FILES)) world.stderr.write(staleFile(change));
  if (changes.length > MOST_STALE_FILES)
    world.stderr.write(`... and ${changes.length - MOST_STALE_FILES} more\n`);
  if (changes.length > 0)
    world.stderr.write(`${out}: stale, ${count(changes.length, 'file')}: npm run synth\n`);
  report(publishDiagnostics(out, problems), world, '');
  return 1;
}

function staleFile(change: FileChange): string {
  const state =
    change.before === undefined ? 'missing' : change.after === undefined ? 'to be deleted' : 'stale';
  const objects = staleObjects(change).map(({ change: what, object }) => `  ${what.padEnd(7)} ${object}\n`);
  return `${state}: ${change.cluster}/${change.path}\n${objects.join('')}`;
}

function publishDiagnostics(out: string, problems: readonly PublishProblem[]): Diagnostic[] {
  return problems.map(({ where, found, fix }) => ({
    severity: 'error',
    title: found,
    location: isAbsolute(where) ? shortest(where) : join(out, where),
    notes: [['mend', fix]],
  }));
}

/** A path as a person in the working folder would write it. */
function shortest(path: string): string {
  const fromHere = relative('', path);
  return fromHere.startsWith('..') || fromHere === '' ? path : fromHere;
}

/** Prints diagnostics with their number at the end, and gives the exit status they call for. */
function report(diagnostics: readonly Diagnostic[], world: World, consequence: string): number {
  if (diagnostics.length === 0) return 0;
  const { NO_COLOR } = world.environment;
  const colour = world.stderr.isTTY === true && (NO_COLOR === undefined || NO_COLOR === '');
  world.stderr.write(`${render(diagnostics, { colour })}\n${summary(diagnostics)}${consequence}\n`);
  return diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0;
}
