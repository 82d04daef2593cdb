import { dig, fields, pointer } from '../../../references/fields';
import type { ObjectRule } from '../../rule';

export const encodedTwice: ObjectRule = {
  id: 'secrets/encoded-twice',
  severity: 'warning',
  title: 'a text of a template is base64 already',
  why: 'It is encoded once more when the Secret is made: its readers get the base64 text, and not what it stands for.',
  source: 'External Secrets v2.9.0 pkg/template',
  kinds: ['external-secrets.io/ExternalSecret', 'external-secrets.io/ClusterExternalSecret'],
  *checkObject(object) {
    const spec = object.kind === 'ClusterExternalSecret' ? ['spec', 'externalSecretSpec'] : ['spec'];
    const at = [...spec, 'target', 'template', 'data'];
    for (const [key, value] of Object.entries(fields(dig(object, ...at)))) {
      if (typeof value !== 'string' || !isEncoded(value)) continue;
      yield {
        object,
        path: pointer(...at, key),
        hidden: true,
        message: `${key} is base64, and is encoded once more`,
        found: 'base64 of a readable text',
        expected: 'the text itself',
        mend: 'write the text, or decode it in the template: {{ ... | b64dec }}',
      };
    }
  },
  example: {
    given: ['external-secrets', 'Namespace prod', 'SecretStore prod/store'],
    fails: example('aGVsbQ=='),
    passes: example('helm'),
  },
};

/** Whether a text is padded base64 of a text that one can read: by chance few are. */
function isEncoded(value: string): boolean {
  const plain = value.trim();
  if (plain.length < 8 || plain.length > 4096 || !/^[A-Za-z0-9+/]+={1,2}$/.test(plain)) return false;
  const decoded = Buffer.from(plain, 'base64');
  return decoded.toString('base64') === plain && /^[\x20-\x7e\r\n\t]+$/.test(decoded.toString('latin1'));
}

function example(type: string): string {
  return `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: repository, namespace: prod}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: repository, template: {mergePolicy: Merge, data: {type: "${type}"}}}
  data: [{secretKey: username, remoteRef: {key: repository/user}}]
`;
}
