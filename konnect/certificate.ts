import { webcrypto, X509Certificate } from 'node:crypto';
import { daysLater } from './duration';
import { SecretText } from './secret-text';
import type { GuardedSurroundings } from './surroundings';

/** A client certificate with its key, both PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: SecretText;
  /** SHA-256 of the certificate, 64 hexadecimal digits in lower case; names the version of both AWS secrets. */
  readonly fingerprint: string;
  readonly expires: Date;
}

/** What can be told from a certificate. */
export interface CertificateFacts {
  readonly certificate: string;
  readonly fingerprint: string;
  readonly expires: Date;
  /** Name of the cluster that Meshwright made it for; undefined when somebody else made it. */
  readonly cluster: string | undefined;
}

const organisation = 'Meshwright';

/** @returns undefined when the text is no certificate */
export function readCertificate(pem: string): CertificateFacts | undefined {
  let parsed: X509Certificate;
  try {
    parsed = new X509Certificate(pem);
  } catch {
    return undefined;
  }
  const subject = new Map(
    parsed.subject
      .split('\n')
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  );
  return {
    certificate: parsed.toString(),
    fingerprint: parsed.fingerprint256.replaceAll(':', '').toLowerCase(),
    expires: new Date(parsed.validTo),
    cluster: subject.get('O') === organisation ? subject.get('CN') : undefined,
  };
}

/**
 * Makes a key pair (ECDSA, P-256) and a self-signed client certificate for the gateway of a cluster. Konnect pins the
 * certificate itself, so nobody has to have signed it.
 *
 * @param days its life; it starts five minutes ago, for clocks that are behind
 */
export async function makeKeyPair(
  surroundings: GuardedSurroundings,
  cluster: string,
  days: number,
): Promise<KeyPair> {
  // The library resolves its parts through decorators' metadata, which has to be there first.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const now = surroundings.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: [{ CN: [cluster] }, { O: [organisation] }],
      notBefore: new Date(now.getTime() - 5 * 60 * 1000),
      notAfter: daysLater(now, days),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
      ],
    },
    webcrypto,
  );
  const facts = readCertificate(certificate.toString('pem'));
  if (facts === undefined) throw new Error('the certificate that was just made cannot be read');
  const bytes = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const lines = bytes.match(/.{1,64}/g) ?? [];
  const pem = ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
  // The lines are remembered one by one too: a text that shows the key may break it differently.
  for (const line of lines) surroundings.remember(new SecretText(line));
  return {
    certificate: facts.certificate,
    key: surroundings.remember(new SecretText(pem)),
    fingerprint: facts.fingerprint,
    expires: facts.expires,
  };
}
