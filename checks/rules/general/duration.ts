import { dig, items, pointer } from '../../../references/fields';
import { groupOf, type Manifest } from '../../../references/manifest';
import { durationPlaces } from '../../duration-places';
import { goDuration, meantDuration } from '../../go-duration';
import type { ObjectRule } from '../../rule';
import { secretExample, secretGiven } from '../../secrets/example';

export const duration: ObjectRule = {
  id: 'general/duration',
  severity: 'error',
  title: 'a duration that Go cannot read',
  why: 'There are no days or weeks in it, and each number has its unit. A webhook that reads the object refuses it; where none does, the API server stores it, the operator can then read no list of its kind, and stops for the whole cluster.',
  source:
    'go1.26 time.ParseDuration; External Secrets v2.9.0 apis (its webhook has answered for both examples), cert-manager v1.21.2 pkg/apis: fields of type metav1.Duration',
  measured:
    'External Secrets 2.9.0 without its webhook: one such object, and the operator stops for the whole cluster.',
  kinds: Object.keys(durationPlaces),
  *checkObject(object) {
    const kind = `${groupOf(object.apiVersion)}/${object.kind}`;
    for (const place of durationPlaces[kind] ?? []) {
      for (const { at, value } of valuesAt(object, place.split('.'))) {
        if (typeof value !== 'string') continue;
        const length = goDuration(value);
        const isStore = kind.endsWith('SecretStore') && place === 'spec.refreshInterval';
        if (length !== undefined && !(isStore && length < 0)) continue;
        const meant = meantDuration(value);
        yield {
          object,
          path: pointer(...at),
          message:
            length === undefined
              ? `${at.at(-1)} is no duration that Go can read`
              : `${at.at(-1)} cannot be negative`,
          found: value === '' ? 'an empty text' : value,
          expected: 'numbers with the units h, m, s, ms, us or ns, such as 30s, 1h30m or 0',
          ...(meant === undefined ? {} : { nearest: meant }),
          mend: meant === undefined ? 'write it that way' : `write ${meant}`,
        };
      }
    }
    if (!kind.endsWith('SecretStore')) return;
    const seconds = dig(object, 'spec', 'refreshInterval');
    if (typeof seconds !== 'number' || seconds >= 0) return;
    yield {
      object,
      path: '/spec/refreshInterval',
      message: 'refreshInterval cannot be negative',
      found: `${seconds}`,
      expected: 'seconds, or a duration such as 1h',
      mend: 'write a number of 0 or more',
    };
  },
  example: {
    given: secretGiven,
    fails: secretExample('{name: apikey}').replace('  target:', '  refreshInterval: 1d\n  target:'),
    passes: secretExample('{name: apikey}').replace('  target:', '  refreshInterval: 24h\n  target:'),
  },
};

interface Value {
  readonly at: readonly (string | number)[];
  readonly value: unknown;
}

/** The values at a path whose parts may end in `[]`. */
function valuesAt(object: Manifest, parts: readonly string[]): readonly Value[] {
  return parts.reduce<readonly Value[]>(
    (found, part) =>
      found.flatMap(({ at, value }) => {
        if (!part.endsWith('[]')) return [{ at: [...at, part], value: dig(value, part) }];
        const name = part.slice(0, -2);
        return items(dig(value, name)).map((entry, index) => ({ at: [...at, name, index], value: entry }));
      }),
    [{ at: [], value: object }],
  );
}
