import yargs, { type Argv } from 'yargs';
import { Failure } from '../konnect/failure';
import { type GuardedSurroundings, guard, type Surroundings } from '../konnect/surroundings';
import { doctor } from './konnect/doctor';
import { gatewayCreate } from './konnect/gateway-create';
import { gatewayRotate } from './konnect/gateway-rotate';
import { meshApply } from './konnect/mesh-apply';
import { realSurroundings } from './konnect/real-surroundings';
import { openSession, type Session } from './konnect/session';
import { zoneCreate } from './konnect/zone-create';
import { zoneDelete } from './konnect/zone-delete';
import { zoneRotate } from './konnect/zone-rotate';
import { zoneStatus } from './konnect/zone-status';

const expires = { type: 'string', default: '90d', describe: "The token's life, 1d to 365d" } as const;
const text = (describe: string) => ({ type: 'string', describe }) as const;
const flag = (describe: string) => ({ type: 'boolean', default: false, describe }) as const;

const common = {
  cluster: { type: 'string', demandOption: true, describe: 'Name of the cluster file, without .yaml' },
  clusters: { type: 'string', default: 'clusters', describe: 'Folder of the cluster files' },
  'dry-run': {
    type: 'boolean',
    default: false,
    describe: 'Read, and show every call that would change something',
  },
} as const;

/**
 * Runs one Konnect command.
 *
 * @param argv what was typed after `npm run konnect --`
 * @returns the exit code: 0, 1 when something is wrong, 2 when the command line is
 */
export async function runKonnect(argv: readonly string[], outside: Surroundings): Promise<number> {
  const surroundings = guard(outside);
  let code = 0;
  const parser = yargs([...argv])
    .scriptName('npm run konnect --')
    .usage(
      'Konnect and AWS Secrets Manager, from nothing to a cluster file. KONNECT_TOKEN holds the Konnect token.',
    )
    .command('zone', 'The zone of Kong Mesh', (zone) => zoneCommands(zone, surroundings))
    .command('mesh', 'The mesh on the global control plane', (mesh) => meshCommands(mesh, surroundings))
    .command('gateway', 'The gateway', (gateway) => gatewayCommands(gateway, surroundings))
    .command(
      'doctor',
      'Look whether everything that the cluster file names exists and fits together',
      (command) =>
        command.options({
          ...common,
          dist: { type: 'string', default: 'dist', describe: 'Folder of the output' } as const,
          kubeconfig: text('Also look into the cluster, with this kubeconfig'),
          context: text('Context of the kubeconfig'),
        }),
      async (options) => {
        code = await doctor(openSession(options, surroundings), options);
      },
    )
    .demandCommand(1, 'Which command? --help lists them.')
    .strict()
    .exitProcess(false)
    .version(false)
    .fail((message, error) => {
      throw error ?? new UsageFailure(message);
    });
  try {
    await parser.parseAsync([...argv], {}, (_error, _parsed, output) => {
      if (output !== '') surroundings.print(output);
    });
  } catch (error) {
    code = explain(error, surroundings);
  }
  return code;
}

/** A command line that means nothing. */
class UsageFailure extends Failure {}

function zoneCommands(parent: Argv, surroundings: GuardedSurroundings): Argv {
  const open = (options: Parameters<typeof openSession>[0]): Session => openSession(options, surroundings);
  return parent
    .command(
      'create',
      'Create the zone, its token and its AWS secret',
      (command) =>
        command.options({
          ...common,
          zone: text('Name of the zone'),
          'control-plane': text('Name or id of the mesh global control plane [default: kong-mesh]'),
          region: text('Konnect region: us, eu, au, me, in, sg'),
          secret: text('Name of the AWS secret'),
          expires,
          'adopt-secret': flag('Overwrite a secret that was not made by Meshwright for this cluster'),
          'legacy-provision-zone': flag('Get the token by the old, undocumented call'),
        }),
      (options) => zoneCreate(open(options), options),
    )
    .command(
      'rotate',
      'Issue and store a new token',
      (command) =>
        command.options({
          ...common,
          expires,
          finish: flag('Delete the old token, once the new one is in use'),
          now: flag('Delete the old token at once: for a token that leaked'),
        }),
      (options) => zoneRotate(open(options), options),
    )
    .command(
      'status',
      "The token's end, the secret's version, the connection",
      (command) => command.options(common),
      (options) => zoneStatus(open(options)),
    )
    .command(
      'delete',
      "Take away the zone's account, token and secret",
      (command) =>
        command.options({
          ...common,
          yes: flag('Do not ask'),
          force: flag('Delete although the zone is connected'),
          'recovery-days': {
            type: 'number',
            default: 30,
            describe: 'Days to bring the secret back, 7 to 30',
          } as const,
        }),
      (options) => zoneDelete(open(options), options),
    )
    .demandCommand(1, 'Which command? --help lists them.');
}

function meshCommands(parent: Argv, surroundings: GuardedSurroundings): Argv {
  return parent
    .command(
      'apply',
      'Put the Mesh and the policies of dist/CLUSTER/global on the global control plane',
      (command) =>
        command.options({
          ...common,
          dist: { type: 'string', default: 'dist', describe: 'Folder of the output' } as const,
          yes: flag('Do not ask'),
        }),
      (options) => meshApply(openSession(options, surroundings), options),
    )
    .demandCommand(1, 'Which command? --help lists them.');
}

function gatewayCommands(parent: Argv, surroundings: GuardedSurroundings): Argv {
  const life = { type: 'string', default: '1y', describe: "The certificate's life, 1d to 3650d" } as const;
  return parent
    .command(
      'create',
      "Create the gateway's control plane, certificate and AWS secrets",
      (command) =>
        command.options({
          ...common,
          type: {
            choices: ['kic', 'data-plane'],
            demandOption: true,
            describe: 'What runs in the cluster',
          } as const,
          'control-plane': text("Name or id of the control plane [default: the cluster's name]"),
          region: text('Konnect region: us, eu, au, me, in, sg'),
          'certificate-secret': text('Name of the AWS secret with the certificate'),
          'key-secret': text('Name of the AWS secret with the key'),
          life,
          'adopt-secret': flag('Overwrite secrets that were not made by Meshwright for this cluster'),
        }),
      (options) => gatewayCreate(openSession(options, surroundings), options),
    )
    .command(
      'rotate',
      'Make, pin and store a new certificate',
      (command) =>
        command.options({
          ...common,
          life,
          finish: flag('Unpin the old certificate, once every gateway has the new one'),
          now: flag('Unpin the old certificate at once: for a key that leaked'),
        }),
      (options) => gatewayRotate(openSession(options, surroundings), options),
    )
    .demandCommand(1, 'Which command? --help lists them.');
}

/** Says what went wrong, in one sentence or a few, and never with a stack trace. */
function explain(error: unknown, surroundings: GuardedSurroundings): number {
  if (error instanceof UsageFailure) {
    surroundings.complain(`${error.message} (npm run konnect -- --help)`);
    return 2;
  }
  if (error instanceof Failure) {
    surroundings.complain(error.message);
    return 1;
  }
  const name = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
  surroundings.complain(
    `Meshwright failed (${name}). This is a fault of the program; nothing secret was written.`,
  );
  return 1;
}

if (require.main === module) {
  void runKonnect(process.argv.slice(2), realSurroundings()).then((code) => {
    process.exitCode = code;
  });
}
