import { dig, fields, text } from '../../../references/fields';
import { goDuration, meantDuration } from '../../go-duration';
import type { ObjectRule } from '../../rule';
import { operatorFile } from '../../secrets/source';

/** The providers that read it; the others make nothing of it. */
const readers = ['aws', 'ibm', 'oracle', 'vault'];

export const retryInterval: ObjectRule = {
  id: 'secrets/retry-interval',
  severity: 'error',
  title: "a store's interval between retries is no duration",
  why: 'No webhook reads it: the store is accepted and never becomes ready, and no ExternalSecret of it is fetched any more.',
  source: operatorFile(
    'providers/v1/aws/provider.go, and those of IBM, Oracle and Vault; go1.26 time.ParseDuration',
  ),
  kinds: ['external-secrets.io/SecretStore', 'external-secrets.io/ClusterSecretStore'],
  *checkObject(object) {
    const found = text(dig(object, 'spec', 'retrySettings', 'retryInterval'));
    if (found === undefined || goDuration(found) !== undefined) return;
    const provider = Object.keys(fields(dig(object, 'spec', 'provider'))).find((name) =>
      readers.includes(name),
    );
    if (provider === undefined) return;
    const meant = meantDuration(found);
    yield {
      object,
      path: '/spec/retrySettings/retryInterval',
      message: 'retryInterval is no duration that Go can read',
      found: found === '' ? 'an empty text' : found,
      expected: 'numbers with the units h, m, s, ms, us or ns, such as 10s',
      ...(meant === undefined ? {} : { nearest: meant }),
      mend: meant === undefined ? 'write it that way' : `write ${meant}`,
    };
  },
  example: {
    given: ['external-secrets', 'Namespace prod'],
    fails: example('10 seconds'),
    passes: example('10s'),
  },
};

function example(interval: string): string {
  return `
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: aws, namespace: prod}
spec:
  retrySettings: {maxRetries: 5, retryInterval: ${interval}}
  provider: {aws: {service: SecretsManager, region: us-west-2}}
`;
}
