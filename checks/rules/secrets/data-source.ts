import { dig, items, pointer } from '../../../references/fields';
import type { ObjectRule } from '../../rule';
import { secretExample, secretGiven } from '../../secrets/example';
import { webhookFile } from '../../secrets/source';
import { externalSecretKinds, secretSpec } from '../../secrets/specs';

export const dataSource: ObjectRule = {
  id: 'secrets/data-source',
  severity: 'error',
  title: 'an entry of dataFrom has no source, or more than one',
  why: "The operator's webhook refuses the ExternalSecret.",
  source: webhookFile,
  kinds: externalSecretKinds,
  *checkObject(object) {
    const { spec, at } = secretSpec(object);
    for (const [index, entry] of items(dig(spec, 'dataFrom')).entries()) {
      const sources = [
        ...['extract', 'find'].filter((name) => dig(entry, name) !== undefined),
        ...(dig(entry, 'sourceRef', 'generatorRef') === undefined ? [] : ['sourceRef.generatorRef']),
      ];
      const none = sources.length === 0 && dig(entry, 'sourceRef') === undefined;
      if (!none && sources.length < 2) continue;
      yield {
        object,
        path: pointer(...at, 'dataFrom', index),
        message: none ? 'the entry says nothing to fetch' : 'the entry fetches in two ways at once',
        found: none ? 'none of extract, find and sourceRef' : sources.join(' and '),
        expected: 'one of extract, find and sourceRef.generatorRef',
        mend: none ? 'add extract: {key: ...}, or remove the entry' : 'make an entry of its own of each',
      };
    }
  },
  example: {
    given: secretGiven,
    fails: secretExample('{}', "dataFrom: [{extract: {key: dj}, find: {name: {regexp: '^dj/'}}}]"),
    passes: secretExample('{}', "dataFrom: [{extract: {key: dj}}, {find: {name: {regexp: '^dj/'}}}]"),
  },
};
