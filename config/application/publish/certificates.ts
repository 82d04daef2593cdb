import type { Application } from '../schema';
import { hostEntry, hostsOf } from './published';
import { certificateName } from './secrets';

/** Who issues a certificate. */
export interface IssuerReference {
  readonly kind: string;
  readonly name: string;
}

/** A certificate that ends TLS at Kong: a Secret of the application's namespace. */
export interface HostCertificate {
  readonly secretName: string;
  /** The names in it. */
  readonly hosts: readonly string[];
  /** Who makes it; absent where the Secret comes otherwise. */
  readonly issuer?: IssuerReference;
}

/** What the cluster says of certificates. */
export interface CertificateSources {
  /** Whether TLS ends at the load balancer, whatever is said of a host. */
  readonly endsTls: boolean;
  readonly issuer: IssuerReference | undefined;
}

/** The certificates of an application's hosts, by the name of their Secret; each with the hosts of routes that it is for. */
export function hostCertificates(
  { publish }: Pick<Application, 'publish'>,
  { endsTls, issuer }: CertificateSources,
): readonly HostCertificate[] {
  if (endsTls) return [];
  const found = new Map<string, HostCertificate>();
  for (const host of new Set(Object.values(publish.routes).flatMap(hostsOf))) {
    const [name, entry] = hostEntry(publish.hosts, host) ?? [host, undefined];
    const { secretName, certificateSecret, issuer: own = issuer } = entry?.tls ?? {};
    if (secretName !== undefined) {
      const hosts = found.get(secretName)?.hosts ?? [];
      found.set(secretName, { secretName, hosts: [...hosts, name] });
    } else if (certificateSecret !== undefined) {
      found.set(name, { secretName: certificateName(name), hosts: [name] });
    } else if (own !== undefined) {
      found.set(name, { secretName: certificateName(name), hosts: [name], issuer: own });
    }
  }
  return [...found.values()];
}

/** The certificates that a route shows, of those of its application. */
export function certificatesOfRoute(
  publish: Application['publish'],
  hosts: readonly string[],
  certificates: readonly HostCertificate[],
): readonly HostCertificate[] {
  const named = hosts.map((host) => [host, hostEntry(publish.hosts, host)?.[0] ?? host] as const);
  return certificates.flatMap((certificate) => {
    const own = named.flatMap(([host, name]) => (certificate.hosts.includes(name) ? [host] : []));
    return own.length === 0 ? [] : [{ ...certificate, hosts: [...new Set(own)] }];
  });
}
