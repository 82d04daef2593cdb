import { requireAccount } from '../../konnect/aws-identity';
import type { KonnectClient } from '../../konnect/client';
import { parseDays } from '../../konnect/duration';
import { Failure } from '../../konnect/failure';
import { ensureStoredCertificate } from '../../konnect/gateway-certificate';
import {
  ensureGatewayControlPlane,
  type GatewayType,
  gatewayControlPlaneByHost,
  hostOf,
} from '../../konnect/gateway-control-plane';
import { reportCertificate } from './gateway-report';
import { row, saveAndReport, stateOf } from './report';
import { regionFor, type Session } from './session';

/** Options of `gateway create`. */
export interface GatewayCreateOptions {
  readonly type: GatewayType;
  readonly controlPlane: string | undefined;
  readonly region: string | undefined;
  readonly certificateSecret: string | undefined;
  readonly keySecret: string | undefined;
  /** The certificate's life: 1d to 3650d. */
  readonly life: string;
  readonly adoptSecret: boolean;
}

const certificateFields = ['gateway', 'konnect', 'clientCertificate'] as const;

/**
 * From nothing to a gateway's place in Konnect: control plane of the right type, key pair, pinned certificate, two AWS
 * secrets, the cluster file. A second run changes nothing.
 */
export async function gatewayCreate(session: Session, options: GatewayCreateOptions): Promise<void> {
  const { file, surroundings, aws, cluster, secrets } = session;
  const { type } = options;
  const mode = type === 'kic' ? 'konnect-kic' : 'konnect-data-plane';
  requireMode(session, mode);
  const region = regionFor(session, options.region, ['gateway', 'konnect', 'region']);
  const days = parseDays(options.life, '--life', 3650);
  const certificateName =
    options.certificateSecret ??
    file.text(...certificateFields, 'certificateSecret') ??
    `konnect/gateway/${cluster}/certificate`;
  const keyName =
    options.keySecret ?? file.text(...certificateFields, 'keySecret') ?? `konnect/gateway/${cluster}/key`;
  if (certificateName === keyName)
    throw new Failure('The certificate and its key need two AWS secrets, not one.');
  const konnect = session.konnect(region);
  await requireAccount(aws.account, aws.region, surroundings, session.dryRun);

  const found = await ensureGatewayControlPlane(konnect, await wanted(session, konnect, options), type);
  const controlPlane = found.value;
  row(
    surroundings,
    'control plane',
    `${controlPlane.name} ${controlPlane.id} in ${region}, for ${type}`,
    stateOf(session, found.created),
  );
  const choices = { kmsKey: aws.secretsKmsKey, adopt: options.adoptSecret };
  const key = await secrets.prepare(keyName, { cluster, purpose: 'gateway-key' }, choices);
  const certificate = await secrets.prepare(
    certificateName,
    { cluster, purpose: 'gateway-certificate' },
    choices,
  );
  const outcome = await ensureStoredCertificate({
    konnect,
    secrets,
    surroundings,
    controlPlane,
    cluster,
    days,
    certificate,
    key,
  });
  reportCertificate(session, outcome, certificateName, keyName);

  file.set(['gateway', 'mode'], mode);
  file.set(['gateway', 'konnect', 'region'], region);
  if (type === 'kic') file.set(['gateway', 'konnect', 'controlPlaneId'], controlPlane.id);
  else {
    file.set(
      ['gateway', 'konnect', 'controlPlaneEndpoint'],
      hostOf(controlPlane.config.control_plane_endpoint),
    );
  }
  file.set(['gateway', 'konnect', 'telemetryEndpoint'], hostOf(controlPlane.config.telemetry_endpoint));
  file.set([...certificateFields, 'certificateSecret'], certificateName);
  file.set([...certificateFields, 'keySecret'], keyName);
  saveAndReport(session);
  surroundings.print('');
  surroundings.print('Next: meshwright synth, then commit dist/ and let it sync.');
}

/** The option, else what the cluster file names (an id, or for data planes an endpoint), else the cluster's name. */
async function wanted(
  session: Session,
  konnect: KonnectClient,
  options: GatewayCreateOptions,
): Promise<string> {
  const { file, cluster } = session;
  const id = options.controlPlane ?? file.text('gateway', 'konnect', 'controlPlaneId');
  const host = file.text('gateway', 'konnect', 'controlPlaneEndpoint');
  if (id !== undefined || host === undefined) return id ?? cluster;
  const found = await gatewayControlPlaneByHost(konnect, host);
  if (found !== undefined) return found.id;
  throw new Failure(
    `${file.path} names the endpoint ${host}, and no control plane in ${konnect.region} has it: give --control-plane NAME to find or create one.`,
  );
}

/** @throws Failure when the cluster file asks for another kind of gateway */
function requireMode({ file }: Session, mode: string): void {
  const now = file.text('gateway', 'mode');
  if (now !== undefined && now !== mode) {
    throw new Failure(
      `${file.path}: gateway.mode is ${now}, and this gateway would be ${mode}. Change gateway.mode first${now === 'kic' ? ' (and remove gateway.license)' : ''}, or give the other --type.`,
    );
  }
}
