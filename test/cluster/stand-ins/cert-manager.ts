import { dig, items, strings } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { selfSigned } from './self-signed';

/** The Secret that cert-manager would make of a Certificate, with the labels that it asks for. */
export async function issued({ metadata, spec }: Manifest): Promise<Manifest> {
  const { certificate, key } = await selfSigned(items(dig(spec, 'dnsNames')).map(String));
  const labels = strings(dig(spec, 'secretTemplate', 'labels'));
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: String(dig(spec, 'secretName')),
      namespace: metadata.namespace ?? 'default',
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
    },
    type: 'kubernetes.io/tls',
    data: {
      'tls.crt': Buffer.from(certificate).toString('base64'),
      'tls.key': Buffer.from(key).toString('base64'),
    },
  };
}
