import yargs from 'yargs';
import { helpText } from '../help-text';
import type { Usage } from '../synth-arguments';

export const formats = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

/** What `npm run check` was asked to do. */
export interface CheckArguments {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly given: readonly string[];
  /** Whether kustomizations are built where a program for it is on PATH. */
  readonly build: boolean;
  /** Id of a rule to explain instead of checking anything. */
  readonly explain: string | undefined;
}

/** Reads the arguments of `npm run check -- ...`; never throws and never ends the process. */
export function checkArguments(argv: readonly string[]): CheckArguments | Usage {
  let wrong: string | undefined;
  const parser = yargs([...argv])
    .scriptName('npm run check --')
    .usage(
      '$0 PATH...\n\nChecks Kubernetes YAML: a folder of dist/, any other file or folder, or - for standard input.',
    )
    .option('format', {
      choices: formats,
      default: 'text',
      requiresArg: true,
      describe: 'how to print findings',
    })
    .option('given', {
      type: 'string',
      array: true,
      requiresArg: true,
      default: [],
      describe: 'what the cluster has already, as in a cluster file: cert-manager, "Secret prod/key"',
    })
    .option('build', {
      type: 'boolean',
      default: true,
      describe: 'build kustomizations where kustomize or kubectl is on PATH; --no-build follows them',
    })
    .option('explain', {
      type: 'string',
      requiresArg: true,
      describe: 'explain a rule, such as schema/unknown-field',
    })
    .strictOptions()
    .version(false)
    .help(false)
    .option('help', { type: 'boolean', default: false, describe: 'show this text' })
    .epilogue('Exit status: 0 clean, 1 findings (errors or warnings), 2 unusable input or wrong usage.')
    .exitProcess(false)
    .fail((message) => {
      wrong ??= message;
    });
  const parsed = parser.parseSync();
  const usage = helpText(parser);
  const format = formats.find((name) => name === parsed.format);
  const paths = parsed._.map(String);
  if (parsed.help) return { usage, wrong: false };
  if (format === undefined) wrong ??= `--format: expected one of ${formats.join(', ')}, once`;
  if (Array.isArray(parsed.explain)) wrong ??= '--explain: expected one rule';
  if (paths.length === 0 && parsed.explain === undefined) wrong ??= 'expected a file, a folder, or -';
  if (wrong !== undefined || format === undefined) return { usage: `${wrong}\n\n${usage}`, wrong: true };
  return { paths, format, given: parsed.given, build: parsed.build, explain: parsed.explain };
}
