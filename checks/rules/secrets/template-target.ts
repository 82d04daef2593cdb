import { dig, items, pointer, text } from '../../../references/fields';
import type { ObjectRule } from '../../rule';
import { secretExample, secretGiven } from '../../secrets/example';
import { webhookFile } from '../../secrets/source';
import { externalSecretKinds, secretSpec } from '../../secrets/specs';

const targets = ['data', 'annotations', 'labels'];

export const templateTarget: ObjectRule = {
  id: 'secrets/template-target',
  severity: 'error',
  title: 'a template writes to another part of a Secret than its data, labels and annotations',
  why: "The operator's webhook refuses the ExternalSecret: a template that writes its type or its owners would get around what the type may be.",
  source: webhookFile,
  kinds: externalSecretKinds,
  *checkObject(object) {
    const { spec, at } = secretSpec(object);
    const manifest = dig(spec, 'target', 'manifest');
    const isSecret = dig(manifest, 'apiVersion') === 'v1' && dig(manifest, 'kind') === 'Secret';
    if (manifest !== undefined && !isSecret) return;
    for (const [index, source] of items(dig(spec, 'target', 'template', 'templateFrom')).entries()) {
      const target = text(dig(source, 'target'));
      if (target === undefined || targets.includes(target.toLowerCase())) continue;
      yield {
        object,
        path: pointer(...at, 'target', 'template', 'templateFrom', index, 'target'),
        message: `a template of a Secret cannot write to ${target}`,
        found: target,
        expected: 'Data, Labels or Annotations',
        mend: 'write one of them, or set what is meant in the template itself',
      };
    }
  },
  example: {
    given: secretGiven,
    fails: secretExample("{template: {templateFrom: [{target: type, literal: 'kubernetes.io/tls'}]}}"),
    passes: secretExample("{template: {templateFrom: [{target: Labels, literal: 'team: dj'}]}}"),
  },
};
