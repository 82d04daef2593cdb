import type { Argv } from 'yargs';
import { doctor } from './doctor';
import { gatewayCreate } from './gateway-create';
import { gatewayRotate } from './gateway-rotate';
import { meshApply } from './mesh-apply';
import type { CommonOptions, Session } from './session';
import { zoneCreate } from './zone-create';
import { zoneDelete } from './zone-delete';
import { zoneRotate } from './zone-rotate';
import { zoneStatus } from './zone-status';

const expires = {
  type: 'string',
  requiresArg: true,
  default: '90d',
  describe: "The token's life, 1d to 365d",
} as const;
const text = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;
const flag = (describe: string) => ({ type: 'boolean', default: false, describe }) as const;

const common = {
  cluster: {
    type: 'string',
    requiresArg: true,
    demandOption: true,
    describe: 'Name of the cluster file, without .yaml',
  },
  clusters: {
    type: 'string',
    requiresArg: true,
    describe: 'Folder of the cluster files  [default: "clusters"]',
  },
  'dry-run': {
    type: 'boolean',
    default: false,
    describe: 'Read, and show every call that would change something',
  },
} as const;

/**
 * Takes the command that was asked for, to be run when the command line has been read: before one that runs meanwhile yargs
 * writes its whole help, for the case that it fails.
 */
export type Choose = (options: CommonOptions, command: (session: Session) => Promise<void>) => void;

/**
 * The commands and their options.
 *
 * @param setCode takes the exit code of a command that ends well and has found something wrong
 */
export function addCommands(parser: Argv, choose: Choose, setCode: (code: number) => void): Argv {
  return parser
    .command('zone', 'The zone of Kong Mesh', (zone) => zoneCommands(zone, choose))
    .command('mesh', 'The mesh on the global control plane', (mesh) => meshCommands(mesh, choose))
    .command('gateway', 'The gateway', (gateway) => gatewayCommands(gateway, choose))
    .command(
      'doctor',
      'Look whether everything that the cluster file names exists and fits together',
      (command) =>
        command.options({
          ...common,
          dist: {
            type: 'string',
            requiresArg: true,
            describe: 'Folder of the output  [default: "dist"]',
          } as const,
          kubeconfig: text('Also look into the cluster, with this kubeconfig'),
          context: text('Context of the kubeconfig'),
        }),
      (options) => choose(options, async (session) => setCode(await doctor(session, options))),
    );
}

function zoneCommands(parent: Argv, choose: Choose): Argv {
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
      (options) => choose(options, (session) => zoneCreate(session, options)),
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
      (options) => choose(options, (session) => zoneRotate(session, options)),
    )
    .command(
      'status',
      "The token's end, the secret's version, the connection",
      (command) => command.options(common),
      (options) => choose(options, (session) => zoneStatus(session)),
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
      (options) => choose(options, (session) => zoneDelete(session, options)),
    )
    .demandCommand(1, 'Which command? --help lists them.');
}

function meshCommands(parent: Argv, choose: Choose): Argv {
  return parent
    .command(
      'apply',
      'Put the Mesh and the policies of dist/CLUSTER/global on the global control plane',
      (command) =>
        command.options({
          ...common,
          dist: {
            type: 'string',
            requiresArg: true,
            describe: 'Folder of the output  [default: "dist"]',
          } as const,
          yes: flag('Do not ask'),
        }),
      (options) => choose(options, (session) => meshApply(session, options)),
    )
    .demandCommand(1, 'Which command? --help lists them.');
}

function gatewayCommands(parent: Argv, choose: Choose): Argv {
  const life = {
    type: 'string',
    requiresArg: true,
    default: '1y',
    describe: "The certificate's life, 1d to 3650d",
  } as const;
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
      (options) => choose(options, (session) => gatewayCreate(session, options)),
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
      (options) => choose(options, (session) => gatewayRotate(session, options)),
    )
    .demandCommand(1, 'Which command? --help lists them.');
}
