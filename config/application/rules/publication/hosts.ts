import { nearest } from '../../../../references/nearest';
import type { PublishingGateway } from '../../publish/gateway';
import type { HostConfig } from '../../publish/hosts';
import { hostEntry, hostsOf } from '../../publish/published';
import type { ApplicationFinding, Running } from '../../running';

/** What is said of hosts: each is of a route, and has one certificate, which ends TLS where the gateway does. */
export function publishedHostFindings(
  running: Running,
  gateway: PublishingGateway | undefined,
): readonly ApplicationFinding[] {
  const { publish } = running.head ?? {};
  if (publish === undefined) return [];
  const { hosts } = publish;
  const called = Object.values(publish.routes).flatMap(hostsOf);
  return [
    ...Object.entries(hosts).flatMap(([host, config]) => [
      ...certificate(host, config, gateway),
      ...(called.some((each) => hostEntry(hosts, each)?.[0] === host) ? [] : [unused(host, called)]),
    ]),
    ...withoutCertificate(running, gateway),
  ];
}

function unused(host: string, called: readonly string[]): ApplicationFinding {
  const near = nearest(host, called);
  return {
    path: ['publish', 'hosts', host],
    atKey: true,
    message: 'a host that no route has',
    found: host,
    expected: called.length === 0 ? 'a route of that host' : `one of ${[...new Set(called)].join(', ')}`,
    mend: near === undefined ? `add a route with host: "${host}", or remove it` : `write ${near}`,
    ...(near === undefined ? {} : { nearest: near }),
  };
}

function certificate(
  host: string,
  { tls = {} }: HostConfig,
  gateway: PublishingGateway | undefined,
): readonly ApplicationFinding[] {
  const at = ['publish', 'hosts', host, 'tls'];
  const { issuer, certificateSecret, keySecret, secretName, certificateArn } = tls;
  const sources = Object.entries({ issuer, certificateSecret, secretName, certificateArn }).flatMap(
    ([key, value]) => (value === undefined ? [] : [key]),
  );
  const [first, second] = sources;
  const half =
    certificateSecret !== undefined && keySecret === undefined
      ? 'keySecret'
      : certificateSecret === undefined && keySecret !== undefined
        ? 'certificateSecret'
        : undefined;
  return [
    ...(half === undefined
      ? []
      : [
          {
            path: [...at, half],
            message: 'missing key',
            found: 'nothing',
            expected: `${half}: a certificate and its key go together`,
            mend: `add ${half}`,
          },
        ]),
    ...(second === undefined
      ? []
      : [
          {
            path: [...at, second],
            atKey: true,
            message: 'a second certificate of one host',
            found: second,
            expected: `one source: ${first} says already where it is from`,
            mend: 'remove one of the two',
          },
        ]),
    ...(gateway?.endsTls === true && first !== undefined && first !== 'certificateArn'
      ? [
          {
            path: [...at, first],
            atKey: true,
            message: 'a certificate that no caller sees',
            found: first,
            expected:
              'certificateArn, or nothing: TLS ends at the load balancer, which shows the certificates of gateway.loadBalancer.certificate',
            mend: 'remove it, or let TLS end at Kong: no certificate of the load balancer',
          },
        ]
      : []),
  ];
}

/** Kong shows a certificate of its own making where nobody gives it one, which no caller trusts. */
function withoutCertificate(
  { head }: Running,
  gateway: PublishingGateway | undefined,
): readonly ApplicationFinding[] {
  if (head === undefined || gateway === undefined || gateway.endsTls || gateway.hasIssuer) return [];
  const { hosts, routes } = head.publish;
  const seen = new Set<string>();
  return Object.entries(routes).flatMap(([route, config]) =>
    hostsOf(config).flatMap((host): ApplicationFinding[] => {
      const entry = hostEntry(hosts, host)?.[1];
      const http = config.http ?? entry?.http ?? 'redirect';
      if (http === 'serve' || Object.keys(entry?.tls ?? {}).length > 0 || seen.has(host)) return [];
      seen.add(host);
      return [
        {
          path: ['publish', 'routes', route, config.host === host ? 'host' : 'hosts'],
          severity: 'notice',
          message: 'https without a certificate',
          found: host,
          expected: `a certificate of ${host}: without one Kong shows one of its own, which no caller trusts`,
          mend: `add it under publish.hosts."${host}".tls, or under gateway of the cluster (loadBalancer.certificate, tls.issuer or tls.acme), or write http: serve`,
        },
      ];
    }),
  );
}
