/** What the examples of the rules about roles differ in. */
export interface RoleExample {
  /** Subject of the trust: `system:serviceaccount:<namespace>:<name>`. */
  readonly subject?: string;
  /** Resources that the policy allows reading, as names of secrets. */
  readonly secrets?: readonly string[];
  /** Whether the ServiceAccount names the role. */
  readonly annotated?: boolean;
  /** The role that the ServiceAccount names. */
  readonly arn?: string;
  /** The region that the store reads. */
  readonly region?: string;
  /** A namespace in the store's reference to its ServiceAccount. */
  readonly storeNamespace?: string;
}

const issuer = 'oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128';

/** What the cluster of these examples has already. */
export const roleExampleGiven = ['ack-iam', 'external-secrets', 'Namespace prod'];

/** A role that reads a secret for the store of a namespace: the whole way from trust to ExternalSecret. */
export function roleExample(change: RoleExample = {}): string {
  const {
    annotated = true,
    arn = 'arn:aws:iam::123456789012:role/prod-reader',
    region = 'us-west-2',
    secrets = ['dj/api-key'],
    storeNamespace,
    subject = 'system:serviceaccount:prod:reader',
  } = change;
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue'],
        Resource: secrets.map(
          (name) => `arn:aws:secretsmanager:us-west-2:123456789012:secret:${name}-??????`,
        ),
      },
    ],
  };
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${issuer}:sub`]: subject, [`${issuer}:aud`]: 'sts.amazonaws.com' } },
      },
    ],
  };
  const annotations = annotated ? `, annotations: {eks.amazonaws.com/role-arn: "${arn}"}` : '';
  const namespace = storeNamespace === undefined ? '' : `, namespace: ${storeNamespace}`;
  return `
apiVersion: iam.services.k8s.aws/v1alpha1
kind: Policy
metadata: {name: reader, namespace: prod}
spec: {name: prod-reader, policyDocument: '${JSON.stringify(policy)}'}
---
apiVersion: iam.services.k8s.aws/v1alpha1
kind: Role
metadata: {name: reader, namespace: prod}
spec:
  name: prod-reader
  assumeRolePolicyDocument: '${JSON.stringify(trust)}'
  policyRefs: [{from: {name: reader, namespace: prod}}]
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: reader, namespace: prod${annotations}}
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: store, namespace: prod}
spec: {provider: {aws: {service: SecretsManager, region: ${region}, auth: {jwt: {serviceAccountRef: {name: reader${namespace}}}}}}}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: apikey, namespace: prod}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: apikey}
  data: [{secretKey: key, remoteRef: {key: dj/api-key}}]
`;
}
