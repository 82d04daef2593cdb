import type { ClusterConfig } from '../config/cluster';
import { acrossFiles, clusterName } from '../config/cluster-names';
import type { Library } from '../config/library';
import { isBase, type JudgedFile, judgeFile, judgeTogether } from '../config/parse';
import { unnamedFiles } from '../config/unnamed-files';
import { answered } from '../output/answered';
import { type Destination, destination } from './cdk8s-output';
import { deliver, refuse } from './deliver';
import { explain } from './explain';
import { extensionsHere } from './extensions';
import { type HubShare, hubProblems } from './hub-share';
import { seedOf } from './made-of';
import { projectHere } from './project';
import { applicationPaths, clusterPaths, diskLibrary, readInputFile, withUnreadable } from './read-clusters';
import type { Recall } from './recall';
import { forgetful, type Recollection, withIndexes } from './recollection';
import { problemDiagnostics } from './render-problems';
import { type SynthArguments, synthArguments } from './synth-arguments';
import {
  beginAgain,
  type Compile,
  type CompiledFile,
  type SynthAnswer,
  SynthPart,
  type SynthRequest,
  type SynthWork,
  synthWork,
} from './synth-part';
import type { World } from './world';

/**
 * `meshwright synth`: reads the cluster files, compiles each, and publishes all of them or none.
 *
 * @param argv the arguments after the command's name
 * @returns the exit status: 0 written or up to date, 1 bad input, findings or a stale folder, 2 wrong usage
 */
export function synth(argv: readonly string[], compile: Compile, world: World): number {
  const options = readArguments(argv, world);
  const task = typeof options === 'number' ? options : readTask(options, world);
  if (typeof task === 'number') return task;
  const { work } = task;
  const part = new SynthPart(work, compile);
  return answered(synthesis(task, world, forgetful(work)), (request) => [part.answer(request)]);
}

/** Reads the command line; the exit status where it asks for nothing to be done. */
export function readArguments(argv: readonly string[], world: World): SynthArguments | number {
  const project = projectHere();
  if ('problems' in project) return refuse(problemDiagnostics(project.problems), world);
  const options = synthArguments(argv, project);
  if (!('usage' in options))
    return options.explain === undefined ? options : explain(options, options.explain, world);
  (options.wrong ? world.stderr : world.stdout).write(options.usage);
  return options.wrong ? 2 : 0;
}

/** Cluster files to be compiled, and where their output goes. */
export interface SynthTask {
  readonly options: SynthArguments;
  readonly work: SynthWork;
  readonly to: Destination;
}

/**
 * Looks for the cluster files; the exit status where there are none.
 *
 * @param program names the program by its whole text, where clusters are to be remembered
 */
export function readTask(options: SynthArguments, world: World, program?: string): SynthTask | number {
  const all = clusterPaths(options.clusters);
  if (!Array.isArray(all)) return refuse(problemDiagnostics([all]), world);
  const to = destination(options.out, options.root, world.environment.CDK8S_OUTDIR);
  // The code of extensions may look at anything, so what comes of a cluster is not known by its files.
  const isKnown = program !== undefined && to.single === undefined && extensionsHere().names.length === 0;
  const files = {
    clusters: all.filter((path) => !isBase(path)),
    bases: all.filter(isBase),
    applications: applicationPaths(options.applications),
    severities: options.severities,
    seed: isKnown ? seedOf(program, { out: to.out, severities: options.severities }) : undefined,
  };
  return { options, work: synthWork(files, to.out), to };
}

/** A run that asks its threads, and goes on with the answers of all of them; it comes to the exit status. */
type Synthesis<T> = Generator<SynthRequest, T, readonly SynthAnswer[]>;

/** The whole of a run. @returns the exit status */
export function* synthesis(task: SynthTask, world: World, recollection: Recollection): Synthesis<number> {
  const { options, work, to } = task;
  const files = yield* compiledFiles(work, recollection.recall);
  const judged = judgedOf(files);
  const library = diskLibrary(work.bases, work.applications);
  const unreadable = [
    ...files.flatMap(({ read }) => ('problems' in read ? [] : [read])),
    ...library.unreadable,
  ];
  const parsed = withUnreadable(unreadable, judgeTogether(judged, unnamedFiles(judged, library)));
  if ('problems' in parsed) return refuse(problemDiagnostics(parsed.problems), world);
  const found = files.flatMap(({ diagnostics }) => diagnostics);
  const between = hubProblems(sharesOf(files), (name) => configNamed(name, work.clusters, library));
  const diagnostics = [...problemDiagnostics(parsed.notices), ...found, ...between];
  const delivering = deliver(work.clusters.map(clusterName), diagnostics, to, options, world);
  const { indexes, status } = yield* withIndexes(delivering);
  recollection.keep(files, indexes);
  return status;
}

/** What comes of each file, in their order. */
function* compiledFiles(work: SynthWork, { files, others }: Recall): Synthesis<readonly CompiledFile[]> {
  const compile = function* (positions: readonly number[], recalled: boolean): Synthesis<CompiledFile[]> {
    return (yield { synth: 'compile', positions, recalled }).flatMap(({ compiled }) => compiled ?? []);
  };
  const inOrder = (all: CompiledFile[]) => all.sort((one, other) => one.position - other.position);
  const found = inOrder([...(yield* compile(others, true)), ...files]);
  const isClash = () =>
    acrossFiles(judgedOf(found)).length > 0 || hubProblems(sharesOf(found), () => undefined).length > 0;
  if (files.length === 0 || !isClash()) return found;
  // What is recalled of a cluster does not tell the place of what is wrong between it and another one.
  beginAgain(work);
  return inOrder(yield* compile([...work.clusters.keys()], false));
}

function judgedOf(files: readonly CompiledFile[]): readonly Omit<JudgedFile, 'config'>[] {
  return files.flatMap(({ read }) => ('problems' in read ? [read] : []));
}

function sharesOf(files: readonly CompiledFile[]): readonly HubShare[] {
  return files.flatMap(({ share }) => share ?? []);
}

/** The cluster of a name, read again: those that were compiled stayed in their threads. */
function configNamed(name: string, paths: readonly string[], library: Library): ClusterConfig | undefined {
  const path = paths.find((each) => clusterName(each) === name);
  const file = path === undefined ? undefined : readInputFile(path);
  return file !== undefined && 'text' in file ? judgeFile(file, library).config : undefined;
}
