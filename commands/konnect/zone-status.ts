import { listTokens } from '../../konnect/access-token';
import { rightsOf } from '../../konnect/system-account';
import { describeConnection, zoneConnection } from '../../konnect/zone-insight';
import { isExpired, sortTokens } from '../../konnect/zone-token';
import { dateWithDays, row } from './report';
import type { Session } from './session';
import { zoneOfCluster } from './zone-context';

/** What exists of the zone: its account and role, the stored token's end, the secret's version, the connection. */
export async function zoneStatus(session: Session): Promise<void> {
  const { surroundings, aws } = session;
  const found = await zoneOfCluster(session);
  const { konnect, controlPlane, zone, account, accountName, secret, secretName } = found;
  const now = surroundings.now();
  row(surroundings, 'mesh control plane', `${controlPlane.name} ${controlPlane.id} in ${konnect.region}`);
  row(
    surroundings,
    'system account',
    accountName,
    account === undefined ? 'MISSING: run zone create' : account.id,
  );
  if (account !== undefined) {
    const rights = await rightsOf(konnect, account, controlPlane.id);
    row(
      surroundings,
      'role',
      'Connector on this control plane',
      rights.connector ? 'assigned' : 'MISSING: run zone create',
    );
    for (const right of rights.further) row(surroundings, 'further right', right, 'should be removed');
  }
  const { stored, replaced, lost } = sortTokens(
    account === undefined ? [] : await listTokens(konnect, account),
    secret,
    now,
  );
  if (stored === undefined) row(surroundings, 'token', 'none stored', 'MISSING: run zone create');
  else {
    const used = stored.last_used_at;
    row(surroundings, 'token', `${stored.id}, until ${dateWithDays(new Date(stored.expires_at), now)}`);
    row(surroundings, '', used === undefined ? 'never used' : `last used ${used}`);
  }
  for (const token of replaced.filter((one) => !isExpired(one, now))) {
    row(surroundings, 'replaced token', `${token.id}, still works`, 'zone rotate --finish deletes it');
  }
  for (const token of lost)
    row(surroundings, 'lost token', `${token.id}, never stored`, 'zone create deletes it');
  if (secret === undefined)
    row(surroundings, 'AWS secret', `${secretName} in ${aws.region}`, 'MISSING: run zone create');
  else {
    const changed = secret.changed === undefined ? '' : `, changed ${secret.changed.toISOString()}`;
    const state = secret.deletedOn === undefined ? '' : 'waits to be deleted: zone create brings it back';
    row(
      surroundings,
      'AWS secret',
      `${secretName} in ${aws.region}, version ${secret.current ?? 'none'}${changed}`,
      state,
    );
  }
  row(
    surroundings,
    'zone',
    `${zone} ${describeConnection(await zoneConnection(konnect, controlPlane.id, zone))}`,
  );
}
