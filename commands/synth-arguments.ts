import yargs from 'yargs';
import type { SeveritySettings } from './check/severities';
import { helpText } from './help-text';
import { type Inputs, inputsText } from './input-paths';
import { here, type Project } from './project';

/** What `meshwright synth` was asked to do. */
export interface SynthArguments {
  /** Where the cluster files are. */
  readonly clusters: Inputs;
  /** Where the application files are. */
  readonly applications: Inputs;
  /** The output folder. */
  readonly out: string;
  /** The root of the repository that is worked in, as it is seen from the working folder. */
  readonly root: string;
  readonly check: boolean;
  readonly force: boolean;
  /** Whether every cluster is compiled, also where nothing that goes into it has changed since it was. */
  readonly all: boolean;
  /** Whether to go on after the first time, and write what each save changes. */
  readonly watch: boolean;
  /** The cluster whose merged file is to be shown, and the part of it: nothing is written then. */
  readonly explain: { readonly cluster: string; readonly path: string } | undefined;
  /** How many threads compile; `undefined` for what suits the machine and the number of clusters. */
  readonly threads: number | undefined;
  /** What `meshwright.yaml` makes of findings. */
  readonly severities?: SeveritySettings;
}

/** A command line that asks for nothing to be done: the text to show, and whether that was what was wanted. */
export interface Usage {
  readonly usage: string;
  readonly wrong: boolean;
}

/** Reads the arguments of `meshwright synth ...`; never throws and never ends the process. */
export function synthArguments(argv: readonly string[], project: Project = here): SynthArguments | Usage {
  let wrong: string | undefined;
  const { path, others } = explainedPath(argv);
  const parser = yargs(others)
    .scriptName('meshwright synth')
    .usage('$0 [options]\n\nWrites the YAML of every cluster file, all of it or none.')
    .option('clusters', {
      type: 'string',
      requiresArg: true,
      describe: `folder with the cluster files  [default: "${inputsText(project.clusters)}"]`,
    })
    .option('applications', {
      type: 'string',
      requiresArg: true,
      describe: `folder with the application files  [default: "${inputsText(project.applications)}"]`,
    })
    .option('out', {
      type: 'string',
      requiresArg: true,
      describe: `folder to write  [default: "${project.out}"]`,
    })
    .option('check', {
      type: 'boolean',
      default: false,
      describe: 'change nothing; say what differs, and exit 1 if anything does',
    })
    .option('force', {
      type: 'boolean',
      default: false,
      describe: 'overwrite generated files that were changed by hand',
    })
    .option('all', {
      type: 'boolean',
      default: false,
      describe: 'compile every cluster, also those of which nothing has changed',
    })
    .option('watch', {
      type: 'boolean',
      default: false,
      describe: 'stay, and write again what each save of a file changes',
    })
    .option('explain', {
      type: 'string',
      requiresArg: true,
      describe:
        'write nothing; show the merged file of a cluster, with the origin of each line: --explain CLUSTER [path]',
    })
    .option('threads', {
      type: 'number',
      requiresArg: true,
      describe: 'how many threads compile  [default: one for 24 clusters, at most one for each processor]',
    })
    .strict()
    .version(false)
    .help(false)
    .option('help', { type: 'boolean', default: false, describe: 'show this text' })
    .epilogue('Exit status: 0 written or up to date, 1 bad input, findings or a stale folder, 2 wrong usage.')
    .exitProcess(false)
    .fail((message) => {
      wrong ??= message;
    });
  const parsed = parser.parseSync();
  // The parser takes any other value for false.
  const odd = argv.find((argument) =>
    /^--(?:no-)?(?:check|force|all|watch|help)=(?!true$|false$)/.test(argument),
  );
  if (odd !== undefined) wrong ??= `${odd}: expected no value`;
  const usage = () => helpText(parser);
  if (wrong !== undefined) return { usage: `${wrong}\n\n${usage()}`, wrong: true };
  if (parsed.help) return { usage: usage(), wrong: false };
  const { clusters, applications, out, check, force, all, watch, threads, explain } = parsed;
  const twice = Object.entries({
    clusters,
    applications,
    out,
    check,
    force,
    all,
    watch,
    threads,
    explain,
  }).find(([, value]) => Array.isArray(value));
  if (twice !== undefined)
    return { usage: `--${twice[0]} is given more than once\n\n${usage()}`, wrong: true };
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1 && threads <= 64))
    return { usage: `--threads: expected a whole number from 1 to 64\n\n${usage()}`, wrong: true };
  if (check && watch) return { usage: `--check and --watch exclude each other\n\n${usage()}`, wrong: true };
  if (parsed._.length > 0) return { usage: `Unknown argument: ${parsed._[0]}\n\n${usage()}`, wrong: true };
  return {
    clusters: clusters ?? project.clusters,
    applications: applications ?? project.applications,
    out: out ?? project.out,
    root: project.root,
    check,
    force,
    all,
    watch,
    threads,
    explain: explain === undefined ? undefined : { cluster: explain, path },
    ...(project.severities === undefined ? {} : { severities: project.severities }),
  };
}

/** The path that may follow `--explain CLUSTER`, and the arguments without it. */
function explainedPath(argv: readonly string[]): { readonly path: string; readonly others: string[] } {
  const at = argv.indexOf('--explain');
  const path = at < 0 ? undefined : argv[at + 2];
  return path === undefined || path.startsWith('-')
    ? { path: '', others: [...argv] }
    : { path, others: argv.filter((_, index) => index !== at + 2) };
}
