import { dig, items } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { nearest } from '../../../references/nearest';
import { credentialLabel, credentialSecrets, credentialTypes } from '../../kong/credential';
import {
  credentialGiven,
  exampleConsumer,
  exampleCredential,
  goodCredential,
} from '../../kong/credential-example';
import { readableValue } from '../../kong/credential-value';
import { deepest } from '../../place';
import type { SetRule } from '../../rule';

export const credentialKeyMissing: SetRule = {
  id: 'kong/credential-key-missing',
  severity: 'error',
  title: 'the Secret of a credential lacks a key that its type needs, or has it empty',
  why: 'The webhook refuses the consumer, and the controller leaves the credential out.',
  source: 'Kong/kubernetes-ingress-controller v3.5.13 internal/admission/validation/consumers/credentials',
  *checkSet({ index }) {
    for (const [by, [credential]] of credentialSecrets(index)) {
      const type = credential?.secret?.labels?.[credentialLabel] ?? '';
      const parts = credential?.secret?.parts;
      const wanted = Object.hasOwn(credentialTypes, type) ? credentialTypes[type] : undefined;
      if (parts === undefined || wanted === undefined) continue;
      for (const keys of wanted.keys) {
        const empty = keys.find((key) => parts.has(key) && readableValue(by, key)?.value === '');
        if (empty !== undefined) {
          yield {
            object: by,
            path: readableValue(by, empty)?.path ?? '',
            message: `the key ${empty} of Secret ${credential?.name}, a ${type} credential, is empty`,
            found: 'an empty text',
            expected: 'a value',
            mend: `give ${empty} a value`,
          };
          continue;
        }
        if (keys.some((key) => parts.has(key))) continue;
        const close = nearest(keys[0] ?? '', parts);
        yield {
          object: by,
          path: dataPlace(by, close),
          message: `Secret ${credential?.name}, a ${type} credential, has no key ${keys.join(' or ')}`,
          found: parts.size === 0 ? 'no keys' : [...parts].join(', '),
          expected: `the key ${keys.join(' or ')}`,
          mend: close === undefined ? `add the key ${keys[0]}` : `rename ${close} to ${keys[0]}`,
          ...(close === undefined ? {} : { nearest: close }),
        };
      }
    }
  },
  example: {
    given: credentialGiven,
    fails: `${exampleCredential('apikey', 'konghq.com/credential: key-auth', '{secretKey: apikey, remoteRef: {key: dj/consumer1}}')}---${exampleConsumer('apikey')}`,
    passes: goodCredential,
  },
};

/** Where the misspelt key stands, or all keys. */
function dataPlace(by: Manifest, key: string | undefined): string {
  if (by.kind !== 'ExternalSecret') return deepest(by, 'data', ...(key === undefined ? [] : [key]));
  const template = deepest(by, 'spec', 'target', 'template', 'data');
  if (template.endsWith('/data')) return template;
  const position = items(dig(by, 'spec', 'data')).findIndex(
    (entry) => key !== undefined && dig(entry, 'secretKey') === key,
  );
  return position < 0 ? deepest(by, 'spec', 'data') : `/spec/data/${position}/secretKey`;
}
