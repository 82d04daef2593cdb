import type { Application } from '../schema';
import { certificatesOfRoute, type HostCertificate } from './certificates';
import type { PublishedRoute } from './published';

/** Names of the listeners of port 80, and of port 443 for hosts without one of their own. */
export const httpListener = 'http';
export const httpsListener = 'https';

/** A listener by TLS for one host, with the Secret of its certificate. */
export interface HostListener {
  readonly name: string;
  readonly hostname: string;
  /** Name of a Secret in the application's namespace. */
  readonly secretName: string;
}

/** Name of the listener by TLS of a host: `*.example.com` has `https-wildcard-example-com`. */
export function listenerName(host: string): string {
  return `https-${host.replace('*', 'wildcard').replaceAll('.', '-')}`;
}

/** The listeners that the hosts of an application have by their certificates. */
export function hostListeners(certificates: readonly HostCertificate[]): readonly HostListener[] {
  return certificates.flatMap(({ secretName, hosts }) =>
    hosts.map((hostname) => ({ name: listenerName(hostname), hostname, secretName })),
  );
}

/**
 * The names of the listeners that a route attaches to; none for all of the Gateway's. By TLS to that of each of its hosts that
 * has a certificate; by plain HTTP where that is served, and where a host has no other listener: the protocols that are said of
 * the route itself hold then.
 *
 * @param certificates those of the application
 * @param anyTls whether a listener by TLS takes hosts without a certificate
 */
export function sectionsOf(
  publish: Application['publish'],
  { hosts, http }: Pick<PublishedRoute, 'hosts' | 'http'>,
  certificates: readonly HostCertificate[],
  anyTls = false,
): readonly string[] {
  if (hosts.length === 0) {
    return http === 'serve' || !anyTls
      ? []
      : [httpsListener, ...certificates.flatMap(({ hosts }) => hosts.map(listenerName))];
  }
  const own = certificatesOfRoute(publish, hosts, certificates);
  const covered = new Set(own.flatMap((certificate) => certificate.hosts));
  const names = new Set(own.map(({ secretName }) => secretName));
  const byTls = certificates
    .filter(({ secretName }) => names.has(secretName))
    .flatMap((certificate) => certificate.hosts)
    .filter((name) => hosts.some((host) => host === name || host.replace(/^[^.]+\./, '*.') === name));
  const uncovered = hosts.some((host) => !covered.has(host));
  return [
    ...(http === 'serve' || (uncovered && !anyTls) ? [httpListener] : []),
    ...(uncovered && anyTls ? [httpsListener] : []),
    ...new Set(byTls.map(listenerName)),
  ];
}
