import yargs from 'yargs';
import type { Request } from '../../routing/request';
import { helpText } from '../help-text';
import type { Usage } from '../synth-arguments';

/** What `leave-app-mesh explain` was asked. */
export interface ExplainArguments {
  readonly request: Omit<Request, 'host' | 'port'>;
  /** Undefined: everything that the caller has as a backend. */
  readonly host: string | undefined;
  readonly port: number | undefined;
  /** `namespace/name` of a workload. */
  readonly from: string;
  readonly input: string;
  readonly output: string | undefined;
  readonly zone: string | undefined;
  readonly json: boolean;
}

/** Reads the arguments after `explain`; never throws and never ends the process. */
export function explainArguments(argv: readonly string[]): ExplainArguments | Usage {
  let wrong: string | undefined;
  const parser = yargs([...argv])
    .scriptName('meshwright leave-app-mesh explain')
    .usage(
      '$0 METHOD PATH --from NAMESPACE/NAME [options] IN [OUT]\n\nSays which workloads answer a request on App Mesh, by the objects of IN, and on Kong Mesh, by what leave-app-mesh wrote to OUT.',
    )
    .option('from', { type: 'string', requiresArg: true, describe: 'workload that calls' })
    .option('host', {
      type: 'string',
      requiresArg: true,
      describe: 'host that it calls, with :PORT where it is not the only one; default: each of its backends',
    })
    .option('header', {
      alias: 'H',
      type: 'string',
      array: true,
      nargs: 1,
      default: [],
      describe: 'header of the request, as NAME: VALUE',
    })
    .option('zone', { type: 'string', requiresArg: true, describe: 'zone of Kong Mesh', default: 'default' })
    .option('format', {
      choices: ['text', 'json'] as const,
      default: 'text' as const,
      describe: 'how it is said',
    })
    .strictOptions()
    .version(false)
    .help(false)
    .option('help', { type: 'boolean', default: false, describe: 'show this text' })
    .parserConfiguration({ 'parse-positional-numbers': false })
    .epilogue(
      'Exit status: 0 answered alike (or IN alone was asked), 3 answered otherwise, 1 a caller or host that is not there, 2 wrong usage or input that cannot be read.',
    )
    .exitProcess(false)
    .fail((message) => {
      wrong ??= message;
    });
  const parsed = parser.parseSync();
  const help = () => helpText(parser);
  if (wrong === undefined && parsed.help) return { usage: help(), wrong: false };
  const [method, path, input, output, ...more] = parsed._.map(String);
  const headers = parsed.header.map((text) => /^([^:\s]+)\s*:(.*)$/s.exec(text));
  const target = /^(.+?)(?::(\d+))?$/.exec(parsed.host ?? '');
  wrong ??=
    method === undefined || path === undefined || input === undefined
      ? 'Missing argument: METHOD, PATH and IN'
      : more.length > 0
        ? `Unknown argument: ${more[0]}`
        : parsed.from === undefined
          ? 'Missing argument: --from NAMESPACE/NAME'
          : !path.startsWith('/')
            ? `PATH starts with /: ${path}`
            : headers.includes(null)
              ? 'a header is NAME: VALUE'
              : undefined;
  if (
    wrong !== undefined ||
    method === undefined ||
    path === undefined ||
    input === undefined ||
    parsed.from === undefined
  ) {
    return { usage: `${wrong ?? ''}\n\n${help()}`, wrong: true };
  }
  return {
    request: {
      method: method.toUpperCase(),
      path,
      headers: Object.fromEntries(
        headers.flatMap((found) =>
          found === null ? [] : [[found[1]?.toLowerCase() ?? '', found[2]?.trimStart() ?? '']],
        ),
      ),
    },
    host: target?.[1],
    port: target?.[2] === undefined ? undefined : Number(target[2]),
    from: parsed.from,
    input,
    output,
    zone: parsed.zone,
    json: parsed.format === 'json',
  };
}
