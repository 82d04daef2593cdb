import { type CertificateFacts, makeKeyPair } from './certificate';
import { type KonnectClient, plannedId } from './client';
import { Failure } from './failure';
import type { GatewayControlPlane } from './gateway-control-plane';
import { listPinned, type PinnedCertificate, pin, unpin } from './pinned-certificates';
import type { SecretState, SecretStore } from './secret-store';
import { SecretText } from './secret-text';
import type { GuardedSurroundings } from './surroundings';

/** The gateway whose certificate is looked after, and where certificate and key are kept. */
export interface CertificateContext {
  readonly konnect: KonnectClient;
  readonly secrets: SecretStore;
  readonly surroundings: GuardedSurroundings;
  readonly controlPlane: GatewayControlPlane;
  readonly cluster: string;
  /** Life of a certificate that is made, in days. */
  readonly days: number;
  /** The two AWS secrets, prepared. */
  readonly certificate: SecretState;
  readonly key: SecretState;
}

/** What was done about a certificate. */
export interface CertificateOutcome {
  readonly fingerprint: string;
  readonly expires: Date;
  readonly made: boolean;
  /** Pinned certificates of this cluster that still work beside the stored one. */
  readonly replaced: readonly PinnedCertificate[];
  readonly unpinned: readonly PinnedCertificate[];
}

/** The certificates that are pinned for a cluster, by what became of them. */
export interface PinnedOfCluster {
  /** The one whose certificate and key are both stored. */
  readonly stored: PinnedCertificate | undefined;
  /** One whose key is stored and whose certificate is not: a run stopped between the two. */
  readonly half: PinnedCertificate | undefined;
  readonly replaced: readonly PinnedCertificate[];
  /** Those whose key is in no version of the secret: it was lost before it was stored. */
  readonly lost: readonly PinnedCertificate[];
}

/** Sorts what is pinned for a cluster by the state of its two secrets. Certificates of others are left out. */
export function sortPinned(
  pinned: readonly PinnedCertificate[],
  cluster: string,
  certificate: SecretState | undefined,
  key: SecretState | undefined,
): PinnedOfCluster {
  const current = pinned.find(({ fingerprint }) => fingerprint === key?.current);
  const others = pinned.filter((one) => one !== current && one.cluster === cluster);
  const known = [key?.previous, certificate?.current, certificate?.previous];
  const whole = current !== undefined && certificate?.current === current.fingerprint;
  return {
    stored: whole ? current : undefined,
    half: whole ? undefined : current,
    replaced: others.filter(({ fingerprint }) => known.includes(fingerprint)),
    lost: others.filter(({ fingerprint }) => !known.includes(fingerprint)),
  };
}

/**
 * Makes sure that both secrets hold one pair whose certificate is pinned and has not ended; makes a pair otherwise.
 * The order is: pin, store the key, store the certificate. So what the gateway reads is always accepted already, and a
 * run that stopped in between is finished with the certificate that Konnect holds.
 */
export async function ensureStoredCertificate(context: CertificateContext): Promise<CertificateOutcome> {
  const { konnect, secrets, surroundings, controlPlane, cluster, certificate, key } = context;
  const pinned = await listPinned(konnect, controlPlane);
  const { stored, half, replaced, lost } = sortPinned(pinned, cluster, certificate, key);
  const valid = (one: CertificateFacts | undefined) =>
    one !== undefined && one.expires.getTime() > surroundings.now().getTime() ? one : undefined;
  const kept = valid(stored) ?? valid(half);
  if (kept !== undefined && kept === half) await storeCertificate(secrets, certificate.name, kept);
  const outcome = kept ?? (await makePinAndStore(context));
  for (const one of lost) await unpin(konnect, controlPlane, one);
  const ended = [stored, half].flatMap((one) => (one === undefined || one === kept ? [] : [one]));
  return {
    fingerprint: outcome.fingerprint,
    expires: outcome.expires,
    made: kept === undefined,
    replaced: [...replaced, ...ended],
    unpinned: lost,
  };
}

/**
 * Makes, pins and stores a new pair. The old certificate stays pinned until `finishCertificateRotation`, so that
 * gateways which still show it stay connected. While an old one is left, another start changes nothing.
 */
export async function startCertificateRotation(context: CertificateContext): Promise<CertificateOutcome> {
  const { konnect, controlPlane, cluster, certificate, key } = context;
  const pinned = await listPinned(konnect, controlPlane);
  const { stored, replaced, lost } = sortPinned(pinned, cluster, certificate, key);
  if (stored === undefined || replaced.length > 0) return ensureStoredCertificate(context);
  const { fingerprint, expires } = await makePinAndStore(context);
  for (const one of lost) await unpin(konnect, controlPlane, one);
  return { fingerprint, expires, made: true, replaced: [stored], unpinned: lost };
}

/** Unpins the certificates that a rotation left pinned. */
export async function unpinReplaced(
  { konnect, controlPlane }: CertificateContext,
  outcome: CertificateOutcome,
): Promise<CertificateOutcome> {
  for (const one of outcome.replaced) await unpin(konnect, controlPlane, one);
  return { ...outcome, replaced: [], unpinned: [...outcome.unpinned, ...outcome.replaced] };
}

/**
 * Unpins every certificate of this cluster but the stored one.
 *
 * @throws Failure when the stored pair is not whole or not pinned: nothing else may go then
 */
export async function finishCertificateRotation(context: CertificateContext): Promise<CertificateOutcome> {
  const { konnect, controlPlane, cluster, certificate, key } = context;
  const pinned = await listPinned(konnect, controlPlane);
  const { stored, replaced, lost } = sortPinned(pinned, cluster, certificate, key);
  if (stored === undefined) {
    throw new Failure(
      `The secrets ${certificate.name} and ${key.name} do not hold a pair that is pinned on "${controlPlane.name}": run \`gateway create\` first. Nothing was unpinned.`,
    );
  }
  const rest = [...replaced, ...lost];
  for (const one of rest) await unpin(konnect, controlPlane, one);
  return {
    fingerprint: stored.fingerprint,
    expires: stored.expires,
    made: false,
    replaced: [],
    unpinned: rest,
  };
}

async function makePinAndStore(
  context: CertificateContext,
): Promise<Pick<CertificateFacts, 'fingerprint' | 'expires'>> {
  const { konnect, secrets, surroundings, controlPlane, cluster, days, certificate, key } = context;
  if (konnect.dryRun) return showPlan(context);
  surroundings.progress('  making a key pair (ECDSA P-256) and its certificate');
  const pair = await makeKeyPair(surroundings, cluster, days);
  await pin(konnect, controlPlane, pair);
  await secrets.put(key.name, pair.fingerprint, pair.key);
  await storeCertificate(secrets, certificate.name, pair);
  return pair;
}

/** A certificate is public; it goes through the same door as the key because the store takes nothing else. */
async function storeCertificate(
  secrets: SecretStore,
  name: string,
  { fingerprint, certificate }: Pick<CertificateFacts, 'fingerprint' | 'certificate'>,
): Promise<void> {
  await secrets.put(name, fingerprint, new SecretText(certificate));
}

/** Shows the calls that a new pair would make, without making one. */
async function showPlan(
  context: CertificateContext,
): Promise<Pick<CertificateFacts, 'fingerprint' | 'expires'>> {
  const { konnect, secrets, surroundings, controlPlane, days, certificate, key } = context;
  const fingerprint = plannedId('certificate');
  await pin(konnect, controlPlane, { certificate: fingerprint, fingerprint });
  await secrets.put(key.name, fingerprint, new SecretText(fingerprint));
  await secrets.put(certificate.name, fingerprint, new SecretText(fingerprint));
  return { fingerprint, expires: new Date(surroundings.now().getTime() + days * 86_400_000) };
}
