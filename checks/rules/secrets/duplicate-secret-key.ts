import { dig, items, pointer, text } from '../../../references/fields';
import type { ObjectRule } from '../../rule';
import { secretExample, secretGiven } from '../../secrets/example';
import { webhookFile } from '../../secrets/source';
import { externalSecretKinds, secretSpec } from '../../secrets/specs';

export const duplicateSecretKey: ObjectRule = {
  id: 'secrets/duplicate-secret-key',
  severity: 'error',
  title: 'an ExternalSecret fetches the same key twice',
  why: "The operator's webhook refuses the ExternalSecret where its deletionPolicy is Retain, which is the default; with another one the last value wins in silence.",
  source: webhookFile,
  kinds: externalSecretKinds,
  *checkObject(object) {
    const { spec, at } = secretSpec(object);
    const retains = (text(dig(spec, 'target', 'deletionPolicy')) ?? 'Retain') === 'Retain';
    const seen = new Set<string>();
    for (const [index, entry] of items(dig(spec, 'data')).entries()) {
      const key = text(dig(entry, 'secretKey'));
      if (key === undefined) continue;
      if (seen.has(key)) {
        yield {
          object,
          ...(retains ? {} : { severity: 'warning' }),
          path: pointer(...at, 'data', index, 'secretKey'),
          message: `the key ${key} is fetched twice`,
          found: key,
          expected: 'keys that differ',
          mend: 'name another key, or remove the entry',
        };
      }
      seen.add(key);
    }
  },
  example: {
    given: secretGiven,
    fails: secretExample(
      '{name: apikey}',
      'data: [{secretKey: key, remoteRef: {key: a}}, {secretKey: key, remoteRef: {key: b}}]',
    ),
    passes: secretExample(
      '{name: apikey}',
      'data: [{secretKey: key, remoteRef: {key: a}}, {secretKey: other, remoteRef: {key: b}}]',
    ),
  },
};
