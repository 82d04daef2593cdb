import type { KonnectClient } from '../../konnect/client';
import { Failure } from '../../konnect/failure';
import { type MeshControlPlane, meshControlPlaneById } from '../../konnect/mesh-control-plane';
import type { SecretState } from '../../konnect/secret-store';
import { findSystemAccount, type SystemAccount, zoneAccountName } from '../../konnect/system-account';
import { regionFor, type Session } from './session';

/** The zone that a cluster file names, as far as it exists. */
export interface ZoneOfCluster {
  readonly konnect: KonnectClient;
  readonly controlPlane: MeshControlPlane;
  readonly zone: string;
  readonly accountName: string;
  readonly account: SystemAccount | undefined;
  readonly secretName: string;
  readonly secret: SecretState | undefined;
}

/** @throws Failure when the cluster file names no zone yet, or its control plane does not exist */
export async function zoneOfCluster(session: Session): Promise<ZoneOfCluster> {
  const { file } = session;
  const zone = required(session, 'zone');
  const id = required(session, 'controlPlaneId');
  const secretName = required(session, 'tokenSecret');
  const konnect = session.konnect(regionFor(session, undefined, ['mesh', 'konnect', 'region']));
  const controlPlane = await meshControlPlaneById(konnect, id);
  const accountName = zoneAccountName(zone, id);
  const account = await findSystemAccount(konnect, accountName);
  const secret = await session.secrets.describe(secretName);
  return { konnect, controlPlane, zone, accountName, account, secretName, secret };

  function required({ cluster }: Session, field: string): string {
    const value = file.text('mesh', 'konnect', field);
    if (value !== undefined) return value;
    throw new Failure(
      `${file.path} has no mesh.konnect.${field}: run meshwright konnect zone create --cluster ${cluster} --zone NAME first.`,
    );
  }
}
