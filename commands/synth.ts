import type { ClusterConfig } from '../config/cluster';
import { clusterName } from '../config/cluster-names';
import type { Library } from '../config/library';
import { isBase, judgeFile, judgeTogether } from '../config/parse';
import { unnamedFiles } from '../config/unnamed-files';
import { answered } from '../output/answered';
import { type Destination, destination } from './cdk8s-output';
import { deliver, refuse } from './deliver';
import { explain } from './explain';
import { hubProblems } from './hub-share';
import { projectHere } from './project';
import { applicationPaths, clusterPaths, diskLibrary, readInputFile, withUnreadable } from './read-clusters';
import { problemDiagnostics } from './render-problems';
import { type SynthArguments, synthArguments } from './synth-arguments';
import {
  type Compile,
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
  const part = new SynthPart(task.work, compile);
  return answered(synthesis(task, world), (request) => [part.answer(request)]);
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

/** Looks for the cluster files; the exit status where there are none. */
export function readTask(options: SynthArguments, world: World): SynthTask | number {
  const all = clusterPaths(options.clusters);
  if (!Array.isArray(all)) return refuse(problemDiagnostics([all]), world);
  const files = {
    clusters: all.filter((path) => !isBase(path)),
    bases: all.filter(isBase),
    applications: applicationPaths(options.applications),
    severities: options.severities,
  };
  const to = destination(options.out, options.root, world.environment.CDK8S_OUTDIR);
  return { options, work: synthWork(files, to.out), to };
}

/** The whole of a run, which asks its threads, and goes on with the answers of all of them. @returns the exit status */
export function* synthesis(
  { options, work, to }: SynthTask,
  world: World,
): Generator<SynthRequest, number, readonly SynthAnswer[]> {
  const files = (yield { synth: 'compile' })
    .flatMap(({ compiled }) => compiled ?? [])
    .sort((one, other) => one.position - other.position);
  const judged = files.flatMap(({ read }) => ('problems' in read ? [read] : []));
  const library = diskLibrary(work.bases, work.applications);
  const unreadable = [
    ...files.flatMap(({ read }) => ('problems' in read ? [] : [read])),
    ...library.unreadable,
  ];
  const parsed = withUnreadable(unreadable, judgeTogether(judged, unnamedFiles(judged, library)));
  if ('problems' in parsed) return refuse(problemDiagnostics(parsed.problems), world);
  const found = files.flatMap(({ diagnostics }) => diagnostics);
  const between = hubProblems(
    files.flatMap(({ share }) => share ?? []),
    (name) => configNamed(name, work.clusters, library),
  );
  const diagnostics = [...problemDiagnostics(parsed.notices), ...found, ...between];
  return yield* deliver(work.clusters.map(clusterName), diagnostics, to, options, world);
}

/** The cluster of a name, read again: those that were compiled stayed in their threads. */
function configNamed(name: string, paths: readonly string[], library: Library): ClusterConfig | undefined {
  const path = paths.find((each) => clusterName(each) === name);
  const file = path === undefined ? undefined : readInputFile(path);
  return file !== undefined && 'text' in file ? judgeFile(file, library).config : undefined;
}
