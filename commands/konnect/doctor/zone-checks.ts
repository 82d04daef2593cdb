import { listTokens } from '../../../konnect/access-token';
import { rightsOf } from '../../../konnect/system-account';
import { describeConnection, zoneConnection } from '../../../konnect/zone-insight';
import { isExpired, sortTokens } from '../../../konnect/zone-token';
import type { Session } from '../session';
import { zoneOfCluster } from '../zone-context';
import { type Finding, judgeEnd, ok, warning, wrong } from './finding';

/** Control plane, account, role, token and connection of the zone that the cluster file names. */
export async function zoneChecks(session: Session): Promise<readonly Finding[]> {
  const { cluster, surroundings } = session;
  const create = `run meshwright konnect zone create --cluster ${cluster}`;
  const found = await zoneOfCluster(session);
  const { konnect, controlPlane, zone, account, accountName, secret } = found;
  const findings = [ok('mesh control plane', `${controlPlane.name} in ${konnect.region}`)];
  if (account === undefined)
    return [...findings, wrong('system account', `${accountName} does not exist: ${create}`)];
  const rights = await rightsOf(konnect, account, controlPlane.id);
  findings.push(
    rights.connector
      ? ok('role', `${accountName} is Connector of the control plane`)
      : wrong('role', `${accountName} is not Connector of the control plane: ${create}`),
    ...rights.further.map((right) =>
      warning('role', `${accountName} also has ${right}: remove it in Konnect`),
    ),
  );
  const now = surroundings.now();
  const { stored, replaced } = sortTokens(await listTokens(konnect, account), secret, now);
  const rotate = `meshwright konnect zone rotate --cluster ${cluster}`;
  if (stored === undefined)
    findings.push(wrong('token', `the AWS secret holds no token of ${accountName}: ${create}`));
  else findings.push(judgeEnd('token', new Date(stored.expires_at), now, `run ${rotate}`));
  for (const token of replaced.filter((one) => !isExpired(one, now))) {
    findings.push(warning('token', `${token.id} was replaced and still works: run ${rotate} --finish`));
  }
  const connection = await zoneConnection(konnect, controlPlane.id, zone);
  const sentence = `${zone} ${describeConnection(connection)}`;
  if (connection.state === 'connected') findings.push(ok('zone', sentence));
  else if (connection.state === 'never')
    findings.push(warning('zone', `${sentence}: sync dist/${cluster}/ to the cluster`));
  else findings.push(wrong('zone', `${sentence}: look at the control plane's pods in kong-mesh-system`));
  return findings;
}
