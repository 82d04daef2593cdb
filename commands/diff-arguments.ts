import yargs from 'yargs';
import { type Level, levels } from '../diff/risks/risk';
import { helpText } from './help-text';
import type { Usage } from './synth-arguments';

const formats = ['text', 'markdown', 'json'] as const;

/** What `meshwright diff` was asked to do. */
export interface DiffArguments {
  /** Git revisions or folders; none for `HEAD` against the working tree. */
  readonly sides: readonly string[];
  readonly format: (typeof formats)[number];
  /** The output folder, in the working tree and in revisions. */
  readonly out: string;
  /** Exit 1 where a risk weighs at least so much. */
  readonly failOn: Level | undefined;
  readonly all: boolean;
}

/** Reads the arguments of `meshwright diff ...`; never throws and never ends the process. */
export function diffArguments(argv: readonly string[], defaultOut = 'dist'): DiffArguments | Usage {
  let wrong: string | undefined;
  const parser = yargs([...argv])
    .scriptName('meshwright diff')
    .usage(
      '$0 [options] [BASE [HEAD]]\n\nCompares two outputs object by object, risks first. BASE and HEAD are git revisions or folders; without HEAD the working tree is compared, without BASE with the last commit.',
    )
    .option('format', { choices: formats, requiresArg: true, default: 'text', describe: 'how to print it' })
    .option('fail-on', {
      choices: levels,
      requiresArg: true,
      describe: 'exit 1 at a risk of this level or above',
    })
    .option('out', { type: 'string', requiresArg: true, default: defaultOut, describe: 'output folder' })
    .option('all', { type: 'boolean', default: false, describe: 'show every object and field' })
    .strictOptions()
    .parserConfiguration({ 'parse-positional-numbers': false })
    .version(false)
    .help(false)
    .option('help', { type: 'boolean', default: false, describe: 'show this text' })
    .epilogue(
      'Exit status: 0 compared, 1 a risk that --fail-on names, or an output that cannot be read, 2 wrong usage or a pending publication.',
    )
    .exitProcess(false)
    .fail((message) => {
      wrong ??= message;
    });
  const parsed = parser.parseSync();
  const help = () => helpText(parser);
  const { format, out, all, failOn } = parsed;
  const twice = Object.entries({ format, out, all, 'fail-on': failOn }).find(([, value]) =>
    Array.isArray(value),
  );
  if (twice !== undefined) wrong ??= `--${twice[0]} is given more than once`;
  const sides = parsed._.map(String);
  if (sides.length > 2) wrong ??= `Unknown argument: ${sides[2]}`;
  const known = formats.find((each) => each === format);
  const level = levels.find((each) => each === failOn);
  if (wrong !== undefined || known === undefined)
    return { usage: `${wrong ?? 'wrong format'}\n\n${help()}`, wrong: true };
  if (parsed.help) return { usage: help(), wrong: false };
  return { sides, format: known, out, failOn: level, all };
}
