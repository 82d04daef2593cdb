import { dig, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { roleExample, roleExampleGiven } from '../../iam/example';
import type { ObjectRule } from '../../rule';

export const storeWithoutRole: ObjectRule = {
  id: 'secrets/store-without-role',
  severity: 'error',
  title: "a store's ServiceAccount names no IAM role",
  why: 'External Secrets refuses the store: "an IAM role must be associated with service account". EKS Pod Identity does not help here.',
  source: 'External Secrets v2.9.0 providers/v1/aws/auth/auth.go',
  kinds: ['external-secrets.io/SecretStore'],
  *checkObject(object, { index }) {
    const name = text(dig(object, 'spec', 'provider', 'aws', 'auth', 'jwt', 'serviceAccountRef', 'name'));
    if (name === undefined) return;
    const serviceAccount = index.get(objectId('', 'ServiceAccount', object.metadata.namespace, name));
    if (serviceAccount === undefined) return;
    if (serviceAccount.metadata.annotations?.['eks.amazonaws.com/role-arn'] !== undefined) return;
    yield {
      object: serviceAccount,
      path: '/metadata/annotations',
      message: `store ${object.metadata.name} signs in with a ServiceAccount that names no role`,
      found: 'no annotation eks.amazonaws.com/role-arn',
      expected: 'the ARN of the role that reads the secrets',
      mend: 'annotate the ServiceAccount with eks.amazonaws.com/role-arn',
    };
  },
  example: { given: roleExampleGiven, fails: roleExample({ annotated: false }), passes: roleExample() },
};
