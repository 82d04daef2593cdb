import { requireAccount } from '../../konnect/aws-identity';
import { Failure } from '../../konnect/failure';
import { deleteSystemAccount } from '../../konnect/system-account';
import { deleteZone, describeConnection, zoneConnection } from '../../konnect/zone-insight';
import { agree } from './agree';
import { row, stateOf } from './report';
import type { Session } from './session';
import { zoneOfCluster } from './zone-context';

/** Options of `zone delete`. */
export interface ZoneDeleteOptions {
  readonly yes: boolean;
  /** Delete although the zone is connected. */
  readonly force: boolean;
  /** Days in which the AWS secret can be brought back: 7 to 30. */
  readonly recoveryDays: number;
}

/**
 * Takes the zone's right to connect away: the account with its tokens, the zone on the global control plane, the AWS
 * secret (recoverable). The global control plane stays, since other zones may use it, and so does the cluster file.
 */
export async function zoneDelete(session: Session, options: ZoneDeleteOptions): Promise<void> {
  const { surroundings, aws, secrets, cluster, file } = session;
  await requireAccount(aws.account, aws.region, surroundings, session.dryRun);
  const { konnect, controlPlane, zone, account, accountName, secret, secretName } =
    await zoneOfCluster(session);
  const connection = await zoneConnection(konnect, controlPlane.id, zone);
  if (connection.state === 'connected' && !options.force) {
    throw new Failure(
      `Zone ${zone} is ${describeConnection(connection)}: remove Kong Mesh from the cluster first, or give --force to cut it off.`,
    );
  }
  const ours = secret?.tags['meshwright-cluster'] === cluster && secret.deletedOn === undefined;
  surroundings.print(`This deletes, for zone ${zone} of ${controlPlane.name} (${konnect.region}):`);
  if (account !== undefined) surroundings.print(`  the system account ${accountName} and its tokens`);
  if (connection.state !== 'never')
    surroundings.print(`  the zone on the global control plane (it ${describeConnection(connection)})`);
  if (ours)
    surroundings.print(
      `  the AWS secret ${secretName} in ${aws.region}, recoverable for ${options.recoveryDays} days`,
    );
  await agree(session, options.yes, 'Delete them?');
  if (account !== undefined) {
    await deleteSystemAccount(konnect, account);
    row(surroundings, 'system account', accountName, stateOf(session, true, 'deleted'));
  }
  if (connection.state !== 'never') {
    await deleteZone(konnect, controlPlane.id, zone);
    row(surroundings, 'zone', zone, stateOf(session, true, 'deleted'));
  }
  if (ours) {
    await secrets.remove(secretName, options.recoveryDays);
    row(surroundings, 'AWS secret', secretName, stateOf(session, true, 'scheduled for deletion'));
  } else if (secret !== undefined) {
    row(
      surroundings,
      'AWS secret',
      secretName,
      secret.deletedOn === undefined
        ? 'kept: it is not tagged as this cluster’s'
        : 'waits to be deleted already',
    );
  }
  surroundings.print(`${file.path} still names the zone; the control plane ${controlPlane.name} stays.`);
}
