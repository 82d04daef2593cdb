import { dig, fields, items, pointer, text } from '../../../references/fields';
import type { ObjectRule } from '../../rule';
import { stringsIn } from '../../strings';

export const templateDropsKeys: ObjectRule = {
  id: 'secrets/template-drops-keys',
  severity: 'warning',
  title: 'a key is fetched, and the template of the Secret leaves it out',
  why: 'A template with data replaces what was fetched unless its mergePolicy is Merge: the Secret is there, without the key that its readers look for.',
  source: 'External Secrets v2.9.0 pkg/controllers/externalsecret/externalsecret_controller_template.go',
  kinds: ['external-secrets.io/ExternalSecret', 'external-secrets.io/ClusterExternalSecret'],
  *checkObject(object) {
    const at = object.kind === 'ClusterExternalSecret' ? ['spec', 'externalSecretSpec'] : ['spec'];
    const template = dig(object, ...at, 'target', 'template');
    const data = fields(dig(template, 'data'));
    if (Object.keys(data).length === 0 || dig(template, 'mergePolicy') === 'Merge') return;
    // What templateFrom reads may name any key.
    if (items(dig(template, 'templateFrom')).length > 0) return;
    const written = [...stringsIn(template)].map((each) => each.text).join('\n');
    for (const [i, entry] of items(dig(object, ...at, 'data')).entries()) {
      const key = text(dig(entry, 'secretKey'));
      if (key === undefined || Object.hasOwn(data, key) || mentions(written, key)) continue;
      yield {
        object,
        path: pointer(...at, 'data', i, 'secretKey'),
        message: `the Secret will not have ${key}: the template replaces what is fetched`,
        found: `a template with ${Object.keys(data).join(', ')}, without ${key}, and no mergePolicy: Merge`,
        expected: `mergePolicy: Merge, or ${key} in the template`,
        mend: 'set spec.target.template.mergePolicy: Merge, or write the key into the template',
      };
    }
  },
  example: {
    given: ['external-secrets', 'Namespace prod', 'SecretStore prod/store'],
    fails: example(''),
    passes: example('mergePolicy: Merge, '),
  },
};

/** Whether a template reads a key: by its name, or all of them. */
function mentions(written: string, key: string): boolean {
  if (/\{\{-?\s*(?:range\b|toJson \.|\. ?\|| ?\.\s*-?\}\})/.test(written)) return true;
  return written.includes(`.${key}`) || written.includes(`"${key}"`) || written.includes(`\`${key}\``);
}

function example(more: string): string {
  return `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: repository, namespace: prod}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: repository, template: {${more}data: {type: helm}}}
  data: [{secretKey: username, remoteRef: {key: repository/user}}]
`;
}
