import { dig, text } from '../../../references/fields';
import { roleExample, roleExampleGiven } from '../../iam/example';
import type { ObjectRule } from '../../rule';

const path = ['spec', 'provider', 'aws', 'auth', 'jwt', 'serviceAccountRef', 'namespace'] as const;

export const storeNamespace: ObjectRule = {
  id: 'secrets/store-namespace',
  severity: 'error',
  title: 'a SecretStore names a ServiceAccount of another namespace',
  why: 'The webhook refuses the store: only a ClusterSecretStore may reach into another namespace.',
  source: 'External Secrets v2.9.0 providers/v1/aws/auth, ValidateServiceAccountSelector',
  kinds: ['external-secrets.io/SecretStore'],
  *checkObject(object) {
    const namespace = text(dig(object, ...path));
    if (namespace === undefined || namespace === object.metadata.namespace) return;
    yield {
      object,
      path: `/${path.join('/')}`,
      message: `the store of namespace ${object.metadata.namespace} names a ServiceAccount of ${namespace}`,
      found: namespace,
      expected: `${object.metadata.namespace}, or nothing`,
      mend: "remove the namespace, and give the store's own namespace a ServiceAccount with the role",
    };
  },
  example: {
    given: [...roleExampleGiven, 'Namespace other', 'ServiceAccount other/reader'],
    fails: roleExample({ storeNamespace: 'other' }),
    passes: roleExample({ storeNamespace: 'prod' }),
  },
};
