import yargs from 'yargs';
import type { LeaveOptions } from '../../migrate/options';
import { helpText } from '../help-text';
import type { Usage } from '../synth-arguments';

/** What `meshwright leave-app-mesh` was asked to do. */
export interface LeaveArguments {
  readonly paths: readonly string[];
  /** The folder to write; undefined where nothing is written. */
  readonly out: string | undefined;
  /** Losses that are agreed to, as `KIND:OBJECT`. */
  readonly allowed: ReadonlySet<string>;
  readonly options: LeaveOptions;
}

/** Reads the arguments of `meshwright leave-app-mesh ...`; never throws and never ends the process. */
export function leaveArguments(argv: readonly string[]): LeaveArguments | Usage {
  let wrong: string | undefined;
  const parser = yargs([...argv])
    .scriptName('meshwright leave-app-mesh')
    .usage(
      '$0 PATH... --out DIR [options]\n$0 explain METHOD PATH [-H name:value] --from NAMESPACE/NAME IN [OUT]\n$0 check-step N OUT < cluster.yaml\n\nTurns the objects of App Mesh into those of Kong Mesh, with an account of every field and a runbook. A PATH is a file, a folder, a root of kustomize, or - for standard input.',
    )
    .parserConfiguration({ 'greedy-arrays': false, 'parse-positional-numbers': false })
    .option('out', { type: 'string', requiresArg: true, describe: 'folder to write' })
    .option('check', { type: 'boolean', default: false, describe: 'write nothing; the exit status says it' })
    .option('allow-loss', {
      type: 'string',
      array: true,
      requiresArg: true,
      default: [],
      describe: 'agree to what is lost of an object, as VirtualNode:prod/jazz',
    })
    .option('unmatched', {
      type: 'string',
      choices: ['503', 'service'] as const,
      default: '503' as const,
      describe: 'what answers where no route takes a request',
    })
    .option('prefix', {
      choices: ['letters', 'segments'] as const,
      default: 'letters' as const,
      describe: 'what a prefix of a path takes',
    })
    .option('retries', {
      choices: ['app-mesh-default', 'none'] as const,
      default: 'app-mesh-default' as const,
      describe: 'further tries of routes that say nothing',
    })
    .option('identity', {
      type: 'string',
      requiresArg: true,
      default: 'service-account',
      describe: 'what tells callers apart: service-account or label:KEY',
    })
    .option('permissions', {
      choices: ['now', 'later'] as const,
      default: 'now' as const,
      describe: 'whether permissions are written',
    })
    .option('gateway', {
      choices: ['ingress', 'gateway-api', 'none'] as const,
      default: 'ingress' as const,
      describe: 'what virtual gateways become',
    })
    .option('order', {
      type: 'string',
      array: true,
      requiresArg: true,
      default: [],
      describe: 'routes in their order, where App Mesh does not say it: NAMESPACE/ROUTER=route,route',
    })
    .option('application', {
      type: 'boolean',
      default: false,
      describe: 'write application files and a cluster file instead of objects, where they say all of it',
    })
    .option('from-mesh', {
      type: 'string',
      requiresArg: true,
      describe: 'of several meshes in the input, the one to convert',
    })
    .option('mesh', { type: 'string', requiresArg: true, describe: 'name of the Mesh (default: as before)' })
    .option('zone', { type: 'string', requiresArg: true, default: 'default', describe: 'name of the zone' })
    .strictOptions()
    .version(false)
    .help(false)
    .option('help', { type: 'boolean', default: false, describe: 'show this text' })
    .epilogue(
      'Exit status: 0 all of it is kept, 3 written with losses that --allow-loss does not name, 1 input that App Mesh would refuse or that leaves a question, 2 unreadable input or wrong usage.',
    )
    .exitProcess(false)
    .fail((message) => {
      wrong ??= message;
    });
  const parsed = parser.parseSync();
  const help = () => helpText(parser);
  if (wrong === undefined && parsed.help) return { usage: help(), wrong: false };
  const { out, mesh, fromMesh, zone } = parsed;
  const paths = parsed._.map(String);
  const identity = identityOf(parsed.identity);
  const order = orderOf(parsed.order);
  if (paths.length === 0) wrong ??= 'Missing argument: PATH';
  if (out === undefined && !parsed.check)
    wrong ??= 'Missing argument: --out DIR (or --check, which writes nothing)';
  if (identity === undefined)
    wrong ??= `--identity ${parsed.identity}: expected service-account or label:KEY`;
  if (typeof order === 'string') wrong ??= `--order ${order}: expected NAMESPACE/ROUTER=route,route`;
  if (parsed.application) wrong ??= besideApplication(parsed);
  const loss = parsed.allowLoss.find((each) => !/^\w+:.+$/.test(each));
  if (loss !== undefined)
    wrong ??= `--allow-loss ${loss}: expected KIND:OBJECT, such as VirtualNode:prod/jazz`;
  const name = [mesh, zone].find(
    (each) => each !== undefined && !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(each),
  );
  if (name !== undefined)
    wrong ??= `--mesh, --zone: ${name} is no name of Kubernetes: small letters, digits and -`;
  if (wrong !== undefined || identity === undefined || typeof order === 'string')
    return { usage: `${wrong ?? ''}\n\n${help()}`, wrong: true };
  const { unmatched, prefix, retries, permissions, gateway, application } = parsed;
  return {
    paths,
    out: parsed.check ? undefined : out,
    allowed: new Set(parsed.allowLoss),
    options: {
      unmatched,
      prefix,
      retries,
      permissions,
      gateway,
      application,
      identity,
      zone,
      order,
      ...(mesh === undefined ? {} : { mesh }),
      ...(fromMesh === undefined ? {} : { fromMesh }),
    },
  };
}

/** What an application file has no choice of. */
function besideApplication({
  identity,
  permissions,
  zone,
}: {
  readonly identity: string;
  readonly permissions: string;
  readonly zone: string;
}): string | undefined {
  const flag =
    identity !== 'service-account'
      ? '--identity'
      : permissions !== 'now'
        ? '--permissions'
        : zone !== 'default'
          ? '--zone'
          : undefined;
  return flag === undefined
    ? undefined
    : `${flag} beside --application: an application file knows callers by their ServiceAccounts, in zone default, and always writes permissions`;
}

function identityOf(text: string): LeaveOptions['identity'] {
  if (text === 'service-account') return text;
  const label = /^label:(.+)$/.exec(text)?.[1];
  return label === undefined ? undefined : { label };
}

function orderOf(all: readonly string[]): Readonly<Record<string, readonly string[]>> | string {
  const order: Record<string, readonly string[]> = {};
  for (const each of all) {
    const [, router, routes] = /^([^=/]+\/[^=]+)=(.+)$/.exec(each) ?? [];
    if (router === undefined || routes === undefined) return each;
    order[router] = routes.split(',').map((name) => name.trim());
  }
  return order;
}
