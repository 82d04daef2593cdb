import { isReference } from '../../../credentials/harmless';
import { type InnerSecret, secretsWithin } from '../../../credentials/secrets-within';
import { fields, pointer, strings } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { ofShared } from '../../../references/shared-objects';
import type { Draft } from '../../finding';
import type { SetRule } from '../../rule';

export const secretObject: SetRule = {
  id: 'general/secret-object',
  severity: 'error',
  title: 'a Secret with its content is in the output',
  why: 'The output is committed: whoever may read the repository, now or later, may read the secret. It is the same in the values of a chart that makes objects of them, in a patch, or in a text.',
  source: 'Kubernetes documentation, good practices for Secrets; External Secrets v2.9.0',
  unanswered: 'whether a repository may have a Secret is decided by who may read it',
  *checkSet({ index }) {
    for (const object of index.objects) {
      if (object.kind === 'Secret' && object.apiVersion === 'v1') yield* ownContent(object);
      else if (object.kind !== 'CustomResourceDefinition') yield* innerSecrets(object);
    }
  },
  example: {
    given: ['Namespace prod'],
    fails: `
apiVersion: v1
kind: Secret
metadata: {name: consumerapikey, namespace: prod}
stringData: {note: swordfish}
`,
    passes: `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: prod}
data: {note: swordfish}
`,
  },
};

/** Keys of credentials that are no secret: the group, the subject or the public key by which Kong knows a caller. */
const publicKeys: Readonly<Record<string, readonly string[]>> = {
  acl: ['group'],
  'mtls-auth': ['subject_name', 'id'],
  jwt: ['algorithm', 'key', 'rsa_public_key'],
};

function* ownContent(object: Manifest): Generator<Draft> {
  const type = strings(object.metadata.labels)['konghq.com/credential'] ?? '';
  const known = Object.hasOwn(publicKeys, type) ? publicKeys[type] : undefined;
  for (const field of ['data', 'stringData']) {
    for (const [key, value] of Object.entries(fields(object[field]))) {
      if (known?.includes(key) === true && !isPrivateKey(value)) continue;
      // What SOPS or a plugin of the delivery engine fills in is no content.
      if (typeof value === 'string' && value !== '' && isReference(value)) continue;
      yield {
        object,
        path: pointer(field, key),
        message: `the content of key ${key} is in the output`,
        found: `a value under ${field}`,
        expected: 'an ExternalSecret that makes this Secret, or the Secret declared as given',
        mend: 'store the value in AWS Secrets Manager and write an ExternalSecret; then change the value, for it was committed',
      };
    }
  }
}

/** A private key where a public one is meant is content like any other. */
function isPrivateKey(value: unknown): boolean {
  return typeof value === 'string' && /PRIVATE KEY/.test(`${value}${Buffer.from(value, 'base64')}`);
}

const secretsIn = ofShared<readonly InnerSecret[]>(secretsWithin);

function* innerSecrets(object: Manifest): Generator<Draft> {
  for (const { at, keys } of secretsIn(object)) {
    yield {
      object,
      path: pointer(...at),
      hidden: true,
      message: `a Secret with the content of ${keys.length === 1 ? `key ${keys[0]}` : `${keys.length} keys`} is in the output`,
      found: 'a Secret inside another object',
      expected: 'an ExternalSecret that makes this Secret',
      mend: 'store the value in AWS Secrets Manager and write an ExternalSecret; then change the value, for it was committed',
    };
  }
}
