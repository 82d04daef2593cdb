import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a certificate and its key. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate authority of a mesh, in a folder of its own. */
export class Authority {
  readonly files: CertificateFiles;

  /** @param days how long its certificates are valid */
  constructor(
    private readonly folder: string,
    private readonly days = 1,
  ) {
    mkdirSync(folder, { recursive: true });
    this.files = this.make('authority', [
      '-subj',
      '/CN=mesh',
      '-addext',
      'basicConstraints=critical,CA:TRUE',
    ]);
  }

  /** A certificate that says who a workload is. */
  issue(name: string, spiffeId: string): CertificateFiles {
    const signed = ['-CA', this.files.certificate, '-CAkey', this.files.key];
    return this.make(name, [...signed, '-subj', `/CN=${name}`, '-addext', `subjectAltName=URI:${spiffeId}`]);
  }

  private make(name: string, options: readonly string[]): CertificateFiles {
    const certificate = join(this.folder, `${name}.crt`);
    const key = join(this.folder, `${name}.key`);
    const fresh = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      String(this.days),
    ];
    execFileSync('openssl', [...fresh, ...options, '-keyout', key, '-out', certificate], { stdio: 'pipe' });
    return { certificate, key };
  }
}
