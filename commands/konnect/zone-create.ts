import { rfc1035Label } from '../../config/primitives';
import { requireAccount } from '../../konnect/aws-identity';
import { daysLater, parseDays } from '../../konnect/duration';
import { Failure } from '../../konnect/failure';
import { ensureMeshControlPlane } from '../../konnect/mesh-control-plane';
import { ensureConnectorRole, ensureSystemAccount, zoneAccountName } from '../../konnect/system-account';
import { ensureStoredToken } from '../../konnect/zone-token';
import { dateWithDays, row, saveAndReport, stateOf } from './report';
import { regionFor, type Session } from './session';

/** Options of `zone create`. */
export interface ZoneCreateOptions {
  readonly zone: string | undefined;
  readonly controlPlane: string | undefined;
  readonly region: string | undefined;
  readonly secret: string | undefined;
  /** The token's life: 1d to 365d. */
  readonly expires: string;
  readonly adoptSecret: boolean;
}

/**
 * From nothing to a zone: control plane, system account, its one role, its token in AWS, the cluster file. Everything is
 * found before it is created, so a second run changes nothing and a run after a failure goes on.
 */
export async function zoneCreate(session: Session, options: ZoneCreateOptions): Promise<void> {
  const { file, surroundings, aws, cluster } = session;
  requireKongMesh(session);
  const zone = options.zone ?? file.text('mesh', 'konnect', 'zone');
  if (zone === undefined)
    throw new Failure('Which zone? Give --zone NAME; the cluster file has no mesh.konnect.zone yet.');
  if (!rfc1035Label.safeParse(zone).success) {
    throw new Failure(
      `--zone ${zone}: expected a DNS label (RFC 1035): a letter, then a-z, 0-9 and -, at most 63.`,
    );
  }
  const region = regionFor(session, options.region, ['mesh', 'konnect', 'region']);
  const expires = daysLater(surroundings.now(), parseDays(options.expires, '--expires', 365));
  const secret =
    options.secret ?? file.text('mesh', 'konnect', 'tokenSecret') ?? `konnect/mesh/${cluster}/token`;
  const konnect = session.konnect(region);
  await requireAccount(aws.account, aws.region, surroundings);

  const wanted = options.controlPlane ?? file.text('mesh', 'konnect', 'controlPlaneId') ?? 'kong-mesh';
  const controlPlane = await ensureMeshControlPlane(konnect, wanted);
  const { id, name } = controlPlane.value;
  row(
    surroundings,
    'mesh control plane',
    `${name} ${id} in ${region}`,
    stateOf(session, controlPlane.created),
  );

  const account = await ensureSystemAccount(
    konnect,
    zoneAccountName(zone, id),
    `Connects zone ${zone} to the mesh control plane ${name} (${region}). Made by Meshwright.`,
  );
  row(
    surroundings,
    'system account',
    `${account.value.name} ${account.value.id}`,
    stateOf(session, account.created),
  );
  const assigned = await ensureConnectorRole(konnect, account.value, id);
  row(
    surroundings,
    'role',
    'Connector on this control plane, nothing else',
    stateOf(session, assigned, 'assigned'),
  );

  const owner = { cluster, purpose: 'zone-token' } as const;
  const state = await session.secrets.prepare(secret, owner, {
    kmsKey: aws.secretsKmsKey,
    adopt: options.adoptSecret,
  });
  const context = { konnect, secrets: session.secrets, surroundings, account: account.value, zone, secret };
  const outcome = await ensureStoredToken(context, state, expires);
  row(
    surroundings,
    'token',
    `${outcome.token.id}, until ${dateWithDays(outcome.token.expires, surroundings.now())}`,
    stateOf(session, outcome.issued, 'issued'),
  );
  row(
    surroundings,
    'AWS secret',
    `${secret} in ${aws.region}`,
    outcome.issued ? stateOf(session, true, 'stored') : 'holds the token',
  );
  for (const lost of outcome.deleted) row(surroundings, 'token', `${lost.id}, never stored`, 'deleted');

  file.set(['mesh', 'backend'], 'kong-mesh');
  file.set(['mesh', 'controlPlane'], 'konnect');
  file.set(['mesh', 'konnect', 'region'], region);
  file.set(['mesh', 'konnect', 'controlPlaneId'], id);
  file.set(['mesh', 'konnect', 'zone'], zone);
  file.set(['mesh', 'konnect', 'tokenSecret'], secret);
  saveAndReport(session);
  surroundings.print('');
  surroundings.print(
    `Next: npm run synth, npm run konnect -- mesh apply --cluster ${cluster}, then commit dist/ and let it sync.`,
  );
  surroundings.print(`After the first sync: npm run konnect -- zone status --cluster ${cluster}`);
}

/** @throws Failure when the cluster file asks for a mesh that has no zone in Konnect */
function requireKongMesh({ file }: Session): void {
  const backend = file.text('mesh', 'backend');
  if (backend !== undefined && backend !== 'kong-mesh') {
    throw new Failure(
      `${file.path}: mesh.backend is ${backend}; a zone of Konnect needs kong-mesh. Change that line first.`,
    );
  }
  const controlPlane = file.text('mesh', 'controlPlane');
  if (controlPlane !== undefined && controlPlane !== 'konnect') {
    throw new Failure(
      `${file.path}: mesh.controlPlane is ${controlPlane}; a zone of Konnect needs konnect. Change that line first.`,
    );
  }
}
