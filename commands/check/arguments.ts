import yargs from 'yargs';
import type { Severity } from '../../checks/finding';
import { helpText } from '../help-text';
import type { Usage } from '../synth-arguments';

export const formats = ['text', 'json', 'sarif', 'github', 'junit', 'gitlab'] as const;
export type Format = (typeof formats)[number];

export const severities = ['error', 'warning', 'notice'] as const satisfies readonly Severity[];
export const profiles = ['production'] as const;

/** What `meshwright check` was asked to do. */
export interface CheckArguments {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly given: readonly string[];
  /** Whether kustomizations are built where a program for it is on PATH. */
  readonly build: boolean;
  /** Whether the sets are all that their clusters get. */
  readonly closed: boolean;
  /** Where objects without a namespace go. */
  readonly namespace: string | undefined;
  /** `component=version`, as it is written. */
  readonly versions: readonly string[];
  /** Folders with CustomResourceDefinitions of one's own. */
  readonly schemas: readonly string[];
  readonly profiles: readonly string[];
  /** The least severity that fails; undefined where the command line does not say. */
  readonly failOn: Severity | undefined;
  /** The least severity that is shown; undefined where the command line does not say. */
  readonly minSeverity: Severity | undefined;
  /** Rules, or families as `kong/*`, that are tried alone. */
  readonly rules: readonly string[];
  readonly skippedKinds: readonly string[];
  /** Patterns of paths that are left out. */
  readonly excluded: readonly string[];
  /** Whether only counts are shown. */
  readonly summary: boolean;
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  /** A file of settings; undefined for the `meshwright.yaml` that is found upwards from the path. */
  readonly settings: string | undefined;
  /** Whether input without any object is no mistake. */
  readonly allowEmpty: boolean;
  /** How many threads read and judge; undefined for what suits the machine and the number of files. */
  readonly threads: number | undefined;
  /** Id of a rule to explain instead of checking anything. */
  readonly explain: string | undefined;
}

const usage = `$0 PATH...

Checks Kubernetes YAML: a folder of dist/, any other file or folder, or - for standard input.`;

/** An option that may be given several times, each time with one value: a path behind it is no value of it. */
const repeated = { type: 'string', requiresArg: true, nargs: 1 } as const;
const once = { type: 'string', requiresArg: true } as const;

/** Reads the arguments of `meshwright check ...`; never throws and never ends the process. */
export function checkArguments(argv: readonly string[]): CheckArguments | Usage {
  let wrong: string | undefined;
  const parser = yargs([...argv])
    .scriptName('meshwright check')
    .usage(usage)
    .option('format', {
      choices: formats,
      default: 'text',
      requiresArg: true,
      describe: 'how to print findings',
    })
    .option('given', {
      ...repeated,
      describe: 'what the cluster has already, as in a cluster file: cert-manager, "Secret prod/key"',
    })
    .option('closed', {
      type: 'boolean',
      default: false,
      describe: 'what is missing is an error: the sets are complete',
    })
    .option('namespace', { ...once, describe: 'where objects without a namespace go (default)' })
    .option('allow-empty', {
      type: 'boolean',
      default: false,
      describe: 'take input without any object for clean, instead of for a mistake',
    })
    .option('build', {
      type: 'boolean',
      default: true,
      describe: 'build kustomizations where kustomize or kubectl is on PATH; --no-build follows them',
    })
    .option('versions', { ...repeated, describe: 'what the cluster runs: external-secrets=0.14' })
    .option('schemas', { ...repeated, describe: 'a folder with CustomResourceDefinitions of your own' })
    .option('profile', {
      ...repeated,
      choices: profiles,
      describe: 'more rules: what production asks of workloads',
    })
    .option('fail-on', {
      choices: severities,
      requiresArg: true,
      describe: 'least severity that fails (error)',
    })
    .option('min-severity', {
      choices: severities,
      requiresArg: true,
      describe: 'least severity that is shown in full',
    })
    .option('rule', { ...repeated, describe: 'try this rule alone, or a family: kong/*' })
    .option('skip-kind', { ...repeated, describe: 'say nothing of objects of this kind' })
    .option('exclude', { ...repeated, describe: 'leave out paths: examples/**' })
    .option('summary', { type: 'boolean', default: false, describe: 'counts alone' })
    .option('baseline', { ...once, describe: 'say only what is not in this file' })
    .option('write-baseline', { ...once, describe: 'write what is found now to this file' })
    .option('settings', { ...once, describe: 'settings, instead of the meshwright.yaml above the path' })
    .option('threads', {
      type: 'number',
      requiresArg: true,
      describe: 'how many threads judge clusters  [default: what their number and the processors are worth]',
    })
    .option('explain', { ...once, describe: 'explain a rule, such as schema/unknown-field' })
    .strictOptions()
    .version(false)
    .help(false)
    .option('help', { type: 'boolean', default: false, describe: 'show this text' })
    .epilogue('Exit status: 0 nothing that fails, 1 findings, 2 input that cannot be read, or wrong usage.')
    .exitProcess(false)
    .fail((message) => {
      wrong ??= message;
    });
  const parsed = parser.parseSync();
  const shown = () => helpText(parser);
  const format = formats.find((name) => name === parsed.format);
  const paths = parsed._.map(String);
  if (parsed.help) return { usage: shown(), wrong: false };
  if (format === undefined) wrong ??= `--format: expected one of ${formats.join(', ')}, once`;
  for (const name of [
    'explain',
    'namespace',
    'baseline',
    'write-baseline',
    'settings',
    'fail-on',
    'min-severity',
    'threads',
  ]) {
    if (Array.isArray(parsed[name])) wrong ??= `--${name}: expected once`;
  }
  const { threads } = parsed;
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1 && threads <= 64))
    wrong ??= '--threads: expected a whole number from 1 to 64';
  if (paths.length === 0 && parsed.explain === undefined) wrong ??= 'expected a file, a folder, or -';
  if (wrong !== undefined || format === undefined) return { usage: `${wrong}\n\n${shown()}`, wrong: true };
  return {
    paths,
    format,
    given: listed(parsed.given),
    build: parsed.build,
    allowEmpty: parsed.allowEmpty,
    closed: parsed.closed,
    namespace: parsed.namespace,
    versions: listed(parsed.versions),
    schemas: listed(parsed.schemas),
    profiles: listed(parsed.profile),
    failOn: parsed.failOn,
    minSeverity: parsed.minSeverity,
    rules: listed(parsed.rule),
    skippedKinds: listed(parsed.skipKind),
    excluded: listed(parsed.exclude),
    summary: parsed.summary,
    baseline: parsed.baseline,
    writeBaseline: parsed.writeBaseline,
    settings: parsed.settings,
    threads,
    explain: parsed.explain,
  };
}

/** The values of a repeated option, whose type yargs gives as that of one. */
function listed(value: unknown): readonly string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}
