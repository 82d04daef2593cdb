import { dig, items, pointer, strings, text } from '../../../references/fields';
import type { ObjectRule } from '../../rule';
import { secretExample, secretGiven } from '../../secrets/example';
import { webhookFile } from '../../secrets/source';
import { externalSecretKinds, secretSpec } from '../../secrets/specs';

const accountAnnotation = 'kubernetes.io/service-account.name';
const tokenType = 'kubernetes.io/service-account-token';
const bootstrapType = 'bootstrap.kubernetes.io/token';

export const tokenTemplate: ObjectRule = {
  id: 'secrets/token-template',
  severity: 'error',
  title: 'a template makes a token of a ServiceAccount, or one that nodes join with',
  why: "The operator's webhook refuses the ExternalSecret, and the operator itself renders no such template: whoever may write one would get a lasting token of any ServiceAccount.",
  source: webhookFile,
  kinds: externalSecretKinds,
  *checkObject(object) {
    const { spec, at } = secretSpec(object);
    const template = dig(spec, 'target', 'template');
    const type = text(dig(template, 'type'));
    const base = [...at, 'target', 'template'];
    const place = {
      object,
      expected: 'a type that is no token',
      mend: 'write another type, or leave it out',
    };
    if (type === bootstrapType) {
      yield {
        ...place,
        path: pointer(...base, 'type'),
        message: 'the template makes a bootstrap token',
        found: type,
      };
    }
    if (type !== tokenType) return;
    if (strings(dig(template, 'metadata', 'annotations'))[accountAnnotation] !== undefined) {
      yield {
        ...place,
        path: pointer(...base, 'metadata', 'annotations', accountAnnotation),
        message: 'the template makes a token of a ServiceAccount',
        found: `type ${type} with the annotation ${accountAnnotation}`,
      };
    }
    for (const [index, source] of items(dig(template, 'templateFrom')).entries()) {
      if (text(dig(source, 'target'))?.toLowerCase() !== 'annotations') continue;
      yield {
        ...place,
        path: pointer(...base, 'templateFrom', index, 'target'),
        message: 'the template may make a token of a ServiceAccount',
        found: `type ${type} with annotations from a template`,
      };
    }
  },
  example: {
    given: secretGiven,
    fails: secretExample(
      `{template: {type: ${tokenType}, metadata: {annotations: {${accountAnnotation}: admin}}}}`,
    ),
    passes: secretExample('{template: {type: Opaque}}'),
  },
};
