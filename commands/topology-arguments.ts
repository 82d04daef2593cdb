import yargs from 'yargs';
import { helpText } from './help-text';
import type { Usage } from './synth-arguments';

/** What `meshwright topology` was asked to do. */
export interface TopologyArguments {
  /** The file to write. */
  readonly html: string;
  /** The one cluster to show; `undefined` for all. */
  readonly cluster: string | undefined;
  /** The output folder. */
  readonly out: string;
  /** Git revision or folder to compare it with; `undefined` to compare with nothing. */
  readonly base: string | undefined;
}

/** Reads the arguments of `meshwright topology ...`; never throws and never ends the process. */
export function topologyArguments(argv: readonly string[], defaultOut = 'dist'): TopologyArguments | Usage {
  let wrong: string | undefined;
  const parser = yargs([...argv])
    .scriptName('meshwright topology')
    .usage(
      '$0 --html FILE [options]\n\nWrites one page with the picture of each cluster, a table of the fleet, a search and the YAML.',
    )
    .option('html', { type: 'string', requiresArg: true, describe: 'file to write' })
    .option('cluster', { type: 'string', requiresArg: true, describe: 'the only cluster to show' })
    .option('out', {
      type: 'string',
      requiresArg: true,
      default: defaultOut,
      describe: 'output folder to read',
    })
    .option('base', {
      type: 'string',
      requiresArg: true,
      describe: 'git revision or folder to compare with: what differs is drawn in colour',
    })
    .strict()
    .version(false)
    .help(false)
    .option('help', { type: 'boolean', default: false, describe: 'show this text' })
    .epilogue(
      'Exit status: 0 written, 1 an output that cannot be read, 2 wrong usage or a pending publication.',
    )
    .exitProcess(false)
    .fail((message) => {
      wrong ??= message;
    });
  const parsed = parser.parseSync();
  const help = () => helpText(parser);
  const { base, html, cluster, out } = parsed;
  const twice = Object.entries({ base, html, cluster, out }).find(([, value]) => Array.isArray(value));
  if (twice !== undefined) wrong ??= `--${twice[0]} is given more than once`;
  if (wrong === undefined && parsed.help) return { usage: help(), wrong: false };
  if (parsed._.length > 0) wrong ??= `Unknown argument: ${parsed._[0]}`;
  if (wrong === undefined && html === undefined) wrong = 'Missing argument: --html FILE';
  if (wrong !== undefined || html === undefined) return { usage: `${wrong ?? ''}\n\n${help()}`, wrong: true };
  return { base, html, cluster, out };
}
