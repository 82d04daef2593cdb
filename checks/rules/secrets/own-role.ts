import { dig, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { roleAnnotation } from '../../iam/roles';
import type { ObjectRule } from '../../rule';

export const ownRole: ObjectRule = {
  id: 'secrets/own-role',
  severity: 'warning',
  title: 'a store assumes the role that it has already',
  why: 'External Secrets asks AWS to assume spec.provider.aws.role after it has the ServiceAccount’s: a role may not assume itself unless its own trust policy says so, and AWS answers AccessDenied.',
  source:
    'External Secrets v2.9.0 providers/v1/aws/auth/auth.go; AWS IAM, role trust policy behaviour since 2022-09',
  kinds: ['external-secrets.io/SecretStore', 'external-secrets.io/ClusterSecretStore'],
  *checkObject(object, { index }) {
    const aws = dig(object, 'spec', 'provider', 'aws');
    const role = text(dig(aws, 'role'));
    const reference = dig(aws, 'auth', 'jwt', 'serviceAccountRef');
    const name = text(dig(reference, 'name'));
    if (role === undefined || name === undefined) return;
    const namespace = object.metadata.namespace ?? text(dig(reference, 'namespace'));
    const account = index.get(objectId('', 'ServiceAccount', namespace, name));
    if (account === undefined || account.metadata.annotations?.[roleAnnotation] !== role) return;
    yield {
      object,
      path: '/spec/provider/aws/role',
      message: `the store assumes the role of its own ServiceAccount ${name}`,
      found: role,
      expected: 'no role, or another one that this one may assume',
      mend: 'remove spec.provider.aws.role: the ServiceAccount brings it',
    };
  },
  example: {
    given: ['external-secrets', 'Namespace prod'],
    fails: example('role: "arn:aws:iam::123456789012:role/reader", '),
    passes: example(''),
  },
};

function example(role: string): string {
  return `
apiVersion: v1
kind: ServiceAccount
metadata: {name: reader, namespace: prod, annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::123456789012:role/reader"}}
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: store, namespace: prod}
spec: {provider: {aws: {service: SecretsManager, region: eu-west-1, ${role}auth: {jwt: {serviceAccountRef: {name: reader}}}}}}
`;
}
