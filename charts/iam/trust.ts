import type { ClusterConfig } from '../../config/cluster';
import { partition } from '../context';
import type { TrustDocument } from './policy-document';

/**
 * Trust of a role for service accounts (IRSA): exactly one ServiceAccount of this cluster, with the audience that the
 * EKS pod identity webhook asks for. Source: AWS, "IAM roles for service accounts".
 */
export function serviceAccountTrust(
  config: ClusterConfig,
  namespace: string,
  serviceAccount: string,
): TrustDocument {
  const issuer = config.aws.oidcIssuer.replace(/^https:\/\//, '');
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: {
          Federated: `arn:${partition(config)}:iam::${config.aws.account}:oidc-provider/${issuer}`,
        },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
            [`${issuer}:aud`]: 'sts.amazonaws.com',
          },
        },
      },
    ],
  };
}
