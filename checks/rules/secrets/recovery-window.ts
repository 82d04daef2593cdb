import { dig } from '../../../references/fields';
import type { ObjectRule } from '../../rule';
import { storeExample } from '../../secrets/example';
import { operatorFile } from '../../secrets/source';

const place = ['spec', 'provider', 'aws', 'secretsManager'] as const;

export const recoveryWindow: ObjectRule = {
  id: 'secrets/recovery-window',
  severity: 'error',
  title: 'how a store deletes secrets of AWS Secrets Manager contradicts itself, or AWS',
  why: "The operator's webhook refuses the store.",
  source: operatorFile('providers/v1/aws/util/validation.go; its webhook has answered for both examples'),
  kinds: ['external-secrets.io/SecretStore', 'external-secrets.io/ClusterSecretStore'],
  *checkObject(object) {
    const days = dig(object, ...place, 'recoveryWindowInDays');
    if (typeof days !== 'number' || days === 0) return;
    const path = `/${place.join('/')}/recoveryWindowInDays`;
    if (days < 7 || days > 30) {
      yield {
        object,
        path,
        message: 'AWS keeps a deleted secret for 7 to 30 days',
        found: `${days}`,
        expected: '7 to 30, or 0 for the default',
        mend: 'write a number of that range',
      };
    } else if (dig(object, ...place, 'forceDeleteWithoutRecovery') === true) {
      yield {
        object,
        path,
        message: 'a secret that is deleted at once has no time to be recovered in',
        found: `recoveryWindowInDays ${days} with forceDeleteWithoutRecovery`,
        expected: 'one of them',
        mend: 'remove one of them',
      };
    }
  },
  example: {
    given: ['external-secrets', 'Namespace prod'],
    fails: storeExample(
      '{provider: {aws: {service: SecretsManager, region: us-west-2, secretsManager: {recoveryWindowInDays: 5}}}}',
    ),
    passes: storeExample(
      '{provider: {aws: {service: SecretsManager, region: us-west-2, secretsManager: {recoveryWindowInDays: 7}}}}',
    ),
  },
};
