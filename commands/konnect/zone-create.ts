import { rfc1035Label } from '../../config/primitives';
import { requireAccount } from '../../konnect/aws-identity';
import type { KonnectClient } from '../../konnect/client';
import { daysLater, parseDays } from '../../konnect/duration';
import { Failure } from '../../konnect/failure';
import { ensureMeshControlPlane } from '../../konnect/mesh-control-plane';
import { provisionZone } from '../../konnect/provision-zone';
import { ensureConnectorRole, ensureSystemAccount, zoneAccountName } from '../../konnect/system-account';
import { ensureStoredToken, isExpired } from '../../konnect/zone-token';
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
  /** Use the old, undocumented call for the token instead of a system account. */
  readonly legacyProvisionZone: boolean;
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
  parseDays(options.expires, '--expires', 365);
  const secret =
    options.secret ?? file.text('mesh', 'konnect', 'tokenSecret') ?? `konnect/mesh/${cluster}/token`;
  const konnect = session.konnect(region);
  await requireAccount(aws.account, aws.region, surroundings, session.dryRun);

  const wanted = options.controlPlane ?? file.text('mesh', 'konnect', 'controlPlaneId') ?? 'kong-mesh';
  const controlPlane = await ensureMeshControlPlane(konnect, wanted);
  const { id, name } = controlPlane.value;
  row(
    surroundings,
    'mesh control plane',
    `${name} ${id} in ${region}`,
    stateOf(session, controlPlane.created),
  );

  const target = { konnect, id, name, zone, secret };
  await (options.legacyProvisionZone
    ? oldToken(session, target, options)
    : accountToken(session, target, options));

  file.set(['mesh', 'backend'], 'kong-mesh');
  file.set(['mesh', 'controlPlane'], 'konnect');
  file.set(['mesh', 'konnect', 'region'], region);
  file.set(['mesh', 'konnect', 'controlPlaneId'], id);
  file.set(['mesh', 'konnect', 'zone'], zone);
  file.set(['mesh', 'konnect', 'tokenSecret'], secret);
  saveAndReport(session);
  surroundings.print('');
  if (file.text('gateway', 'mode') === undefined) {
    surroundings.print(
      `Next: meshwright konnect gateway create --cluster ${cluster} --type kic (or data-plane)`,
    );
  }
  surroundings.print(
    `${file.text('gateway', 'mode') === undefined ? 'Then' : 'Next'}: meshwright synth, meshwright konnect mesh apply --cluster ${cluster}, and commit dist/`,
  );
  surroundings.print(`After the first sync: meshwright konnect zone status --cluster ${cluster}`);
}

/** The zone, its control plane, and the secret that gets the token. */
interface Target {
  readonly konnect: KonnectClient;
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly secret: string;
}

/** A system account with one role, and its token in the secret. */
async function accountToken(session: Session, target: Target, options: ZoneCreateOptions): Promise<void> {
  const { surroundings, aws, cluster } = session;
  const { konnect, id, name, zone, secret } = target;
  const expires = daysLater(surroundings.now(), parseDays(options.expires, '--expires', 365));
  const account = await ensureSystemAccount(
    konnect,
    zoneAccountName(zone, id),
    `Connects zone ${zone} to the mesh control plane ${name} (${konnect.region}). Made by Meshwright.`,
  );
  const accountState = stateOf(session, account.created);
  row(surroundings, 'system account', `${account.value.name} ${account.value.id}`, accountState);
  const assigned = await ensureConnectorRole(konnect, account.value, id);
  const roleState = stateOf(session, assigned, 'assigned');
  row(surroundings, 'role', 'Connector on this control plane, nothing else', roleState);

  const owner = { cluster, purpose: 'zone-token' } as const;
  const choices = { kmsKey: aws.secretsKmsKey, adopt: options.adoptSecret };
  const state = await session.secrets.prepare(secret, owner, choices);
  const context = { konnect, secrets: session.secrets, surroundings, account: account.value, zone, secret };
  const { token, issued, replaced, deleted } = await ensureStoredToken(context, state, expires);
  const end = dateWithDays(token.expires, surroundings.now());
  row(surroundings, 'token', `${token.id}, until ${end}`, stateOf(session, issued, 'issued'));
  const secretState = issued ? stateOf(session, true, 'stored') : 'holds the token';
  row(surroundings, 'AWS secret', `${secret} in ${aws.region}`, secretState);
  const now = surroundings.now();
  for (const old of replaced.filter((one) => !isExpired(one, now))) {
    row(surroundings, 'older token', `${old.id}, still works`, 'zone rotate --finish deletes it');
  }
  for (const lost of deleted)
    row(surroundings, 'token', `${lost.id}, never stored`, stateOf(session, true, 'deleted'));
}

/** The token of the old call, in the secret. */
async function oldToken(session: Session, target: Target, options: ZoneCreateOptions): Promise<void> {
  const { surroundings, aws, cluster, secrets } = session;
  const { konnect, id, zone, secret } = target;
  const choices = { kmsKey: aws.secretsKmsKey, adopt: options.adoptSecret };
  const state = await secrets.prepare(secret, { cluster, purpose: 'zone-token' }, choices);
  const issued = await provisionZone(konnect, secrets, surroundings, id, zone, state);
  row(surroundings, 'token', `of zone ${zone}, without an end`, stateOf(session, issued, 'provisioned'));
  const secretState = issued ? stateOf(session, true, 'stored') : 'holds a token';
  row(surroundings, 'AWS secret', `${secret} in ${aws.region}`, secretState);
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
