import type { KonnectClient } from '../../konnect/client';
import { Failure } from '../../konnect/failure';
import {
  type GatewayControlPlane,
  gatewayControlPlaneByHost,
  gatewayControlPlaneById,
} from '../../konnect/gateway-control-plane';
import { regionFor, type Session } from './session';

/** The gateway that a cluster file names. */
export interface GatewayOfCluster {
  readonly konnect: KonnectClient;
  readonly controlPlane: GatewayControlPlane | undefined;
  readonly certificateName: string;
  readonly keyName: string;
}

/**
 * A cluster file names its gateway's control plane by id (`konnect-kic`) or by endpoint (`konnect-data-plane`).
 *
 * @throws Failure when it names none, or none of that id exists
 */
export async function gatewayOfCluster(session: Session): Promise<GatewayOfCluster> {
  const { file, cluster } = session;
  const required = (...path: string[]): string => {
    const value = file.text('gateway', 'konnect', ...path);
    if (value !== undefined) return value;
    throw new Failure(
      `${file.path} has no gateway.konnect.${path.join('.')}: run meshwright konnect gateway create --cluster ${cluster} --type kic|data-plane first.`,
    );
  };
  const certificateName = required('clientCertificate', 'certificateSecret');
  const keyName = required('clientCertificate', 'keySecret');
  const konnect = session.konnect(regionFor(session, undefined, ['gateway', 'konnect', 'region']));
  const id = file.text('gateway', 'konnect', 'controlPlaneId');
  const controlPlane =
    id === undefined
      ? await gatewayControlPlaneByHost(konnect, required('controlPlaneEndpoint'))
      : await gatewayControlPlaneById(konnect, id);
  return { konnect, controlPlane, certificateName, keyName };
}
