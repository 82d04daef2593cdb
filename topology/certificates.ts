import { dig, items, text } from '../references/fields';
import { objectId } from '../references/identity';
import type { Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import type { HostCertificate } from './topology';

/** The certificates that hosts show, as Ingresses and the listeners of Gateways name them; each host once. */
export function certificatesOf(index: ReferenceIndex): readonly HostCertificate[] {
  const found = [
    ...index
      .ofKind('networking.k8s.io', 'Ingress')
      .flatMap((ingress) =>
        items(dig(ingress, 'spec', 'tls')).flatMap((tls) =>
          items(dig(tls, 'hosts')).flatMap((host) => shown(index, ingress, host, dig(tls, 'secretName'))),
        ),
      ),
    ...index
      .ofKind('gateway.networking.k8s.io', 'Gateway')
      .flatMap((gateway) =>
        items(dig(gateway, 'spec', 'listeners')).flatMap((listener) =>
          items(dig(listener, 'tls', 'certificateRefs')).flatMap((reference) =>
            shown(
              index,
              gateway,
              dig(listener, 'hostname') ?? '*',
              dig(reference, 'name'),
              text(dig(reference, 'namespace')),
            ),
          ),
        ),
      ),
  ];
  return [...new Map(found.map((each) => [JSON.stringify([each.host, each.secret]), each])).values()];
}

function shown(
  index: ReferenceIndex,
  by: Manifest,
  host: unknown,
  secret: unknown,
  namespace: string = by.metadata.namespace ?? 'default',
): readonly HostCertificate[] {
  const [name, secretName] = [text(host), text(secret)];
  if (name === undefined || secretName === undefined) return [];
  const maker = index.provisions(objectId('', 'Secret', namespace, secretName))[0]?.by;
  return [
    { host: name, secret: `${namespace}/${secretName}`, source: maker === undefined ? '' : sourceOf(maker) },
  ];
}

function sourceOf(maker: Manifest): string {
  switch (maker.kind) {
    case 'Certificate': {
      const issuer = dig(maker, 'spec', 'issuerRef');
      return `${text(dig(issuer, 'kind')) ?? 'Issuer'} ${text(dig(issuer, 'name')) ?? '?'}`;
    }
    case 'ExternalSecret': {
      const entries = items(dig(maker, 'spec', 'data'));
      const chain =
        entries.find((entry) => dig(entry, 'secretKey') === 'tls.crt') ??
        entries[0] ??
        items(dig(maker, 'spec', 'dataFrom'))[0];
      const key = text(dig(chain, 'remoteRef', 'key')) ?? text(dig(chain, 'extract', 'key'));
      return key === undefined ? 'External Secrets' : `AWS secret ${key}`;
    }
    default:
      return maker.kind;
  }
}
