import { requireAccount } from '../../konnect/aws-identity';
import { parseDays } from '../../konnect/duration';
import { Failure } from '../../konnect/failure';
import {
  type CertificateContext,
  finishCertificateRotation,
  startCertificateRotation,
  unpinReplaced,
} from '../../konnect/gateway-certificate';
import { gatewayOfCluster } from './gateway-context';
import { reportCertificate } from './gateway-report';
import type { Session } from './session';

/** Options of `gateway rotate`. */
export interface GatewayRotateOptions {
  readonly life: string;
  /** Unpin the old certificate, once every gateway has the new one. */
  readonly finish: boolean;
  /** Replace the pair and unpin the old certificate at once: for a key that leaked. */
  readonly now: boolean;
}

/** Pins and stores a new pair, and leaves the old certificate pinned until `--finish`, or unpins it at once with `--now`. */
export async function gatewayRotate(session: Session, options: GatewayRotateOptions): Promise<void> {
  const { surroundings, aws, cluster, secrets } = session;
  const days = parseDays(options.life, '--life', 3650);
  await requireAccount(aws.account, aws.region, surroundings, session.dryRun);
  const { konnect, controlPlane, certificateName, keyName } = await gatewayOfCluster(session);
  if (controlPlane === undefined) {
    throw new Failure(
      `No control plane in ${konnect.region} has the endpoint of the cluster file: run gateway create first.`,
    );
  }
  const choices = { kmsKey: aws.secretsKmsKey, adopt: false };
  const key = await secrets.prepare(keyName, { cluster, purpose: 'gateway-key' }, choices);
  const certificate = await secrets.prepare(
    certificateName,
    { cluster, purpose: 'gateway-certificate' },
    choices,
  );
  const context: CertificateContext = {
    konnect,
    secrets,
    surroundings,
    controlPlane,
    cluster,
    days,
    certificate,
    key,
  };
  if (options.finish) {
    return reportCertificate(session, await finishCertificateRotation(context), certificateName, keyName);
  }
  const started = await startCertificateRotation(context);
  const outcome = options.now ? await unpinReplaced(context, started) : started;
  reportCertificate(session, outcome, certificateName, keyName);
  surroundings.print('');
  surroundings.print('External Secrets brings the new pair within its refresh interval; at once, with:');
  surroundings.print(
    '  kubectl -n kong annotate externalsecret konnect-client-tls force-sync=$(date +%s) --overwrite',
  );
  surroundings.print('  kubectl -n kong rollout restart deployment');
  if (outcome.replaced.length > 0) {
    surroundings.print(
      `Then unpin the old one: meshwright konnect gateway rotate --cluster ${cluster} --finish`,
    );
  }
}
