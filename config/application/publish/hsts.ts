import type { HostConfig } from './hosts';
import { hostEntry, type PublishedRoute } from './published';

/** Value of Strict-Transport-Security for the answers of a route: that of its hosts, of which all say the same. */
export function hstsOf(
  hosts: Readonly<Record<string, HostConfig>>,
  route: Pick<PublishedRoute, 'hosts'>,
): string | undefined {
  const found = route.hosts.flatMap((host) => hostEntry(hosts, host)?.[1].hsts ?? []);
  const [hsts] = found;
  if (hsts === undefined || found.length < route.hosts.length) return undefined;
  return [
    `max-age=${hsts.maxAge}`,
    ...(hsts.includeSubDomains ? ['includeSubDomains'] : []),
    ...(hsts.preload ? ['preload'] : []),
  ].join('; ');
}
