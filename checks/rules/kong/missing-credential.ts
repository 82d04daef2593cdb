import { items, pointer } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { credentialsOf } from '../../kong/credential';
import {
  credentialGiven,
  exampleConsumer,
  exampleCredential,
  goodCredential,
} from '../../kong/credential-example';
import { missing } from '../../kong/missing';
import type { ObjectRule } from '../../rule';

export const missingCredential: ObjectRule = {
  id: 'kong/missing-credential',
  severity: 'error',
  title: 'a consumer names a credential that nothing creates',
  why: 'The admission webhook refuses a consumer whose credential is not there; without the webhook the consumer has no way in.',
  source: 'Kong/kubernetes-ingress-controller v3.5.13 internal/admission/validator.go',
  kinds: ['configuration.konghq.com/KongConsumer'],
  *checkObject(object, { index }) {
    for (const [i, name] of items(object.credentials).entries()) {
      if (name !== '') continue;
      yield {
        object,
        path: pointer('credentials', i),
        message: 'a credential without a name is none',
        found: 'an empty text',
        expected: 'the name of a Secret',
        mend: 'name the Secret, or remove the entry',
      };
    }
    for (const { name, path, secret } of credentialsOf(object, index)) {
      if (secret !== undefined) continue;
      yield missing(object, path, objectId('', 'Secret', object.metadata.namespace, name), index, {
        mend: 'add an ExternalSecret that makes it, with the label konghq.com/credential',
      });
    }
  },
  example: {
    given: credentialGiven,
    fails: `${exampleCredential('apikey', 'konghq.com/credential: key-auth', '{secretKey: key, remoteRef: {key: dj/consumer1}}')}---${exampleConsumer('apikye')}`,
    passes: goodCredential,
  },
};
