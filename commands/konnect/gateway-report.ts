import type { CertificateOutcome } from '../../konnect/gateway-certificate';
import { dateWithDays, row, stateOf } from './report';
import type { Session } from './session';

/** The start of a fingerprint, as people compare it. */
export const short = (fingerprint: string): string => fingerprint.slice(0, 16);

/** Prints what was done about a certificate, and where it is. */
export function reportCertificate(
  session: Session,
  outcome: CertificateOutcome,
  certificateName: string,
  keyName: string,
): void {
  const { surroundings, aws } = session;
  const end = dateWithDays(outcome.expires, surroundings.now());
  const state = stateOf(session, outcome.made, 'made and pinned');
  row(surroundings, 'certificate', `sha256 ${short(outcome.fingerprint)}..., until ${end}`, state);
  const stored = outcome.made ? stateOf(session, true, 'stored') : 'holds it';
  row(surroundings, 'AWS secret', `${certificateName} in ${aws.region}`, stored);
  row(surroundings, 'AWS secret', `${keyName} in ${aws.region}`, stored);
  for (const old of outcome.replaced)
    row(surroundings, 'old certificate', `sha256 ${short(old.fingerprint)}...`, 'still pinned');
  for (const old of outcome.unpinned) {
    row(
      surroundings,
      'old certificate',
      `sha256 ${short(old.fingerprint)}...`,
      stateOf(session, true, 'unpinned'),
    );
  }
}
