import type { ClusterConfig } from '../../config/cluster';
import { partition } from '../context';
import type { PodIdentityTrust, WebIdentityTrust } from './policy-document';

/**
 * Trust of a role for service accounts (IRSA): exactly one ServiceAccount of this cluster, with the audience that the
 * EKS pod identity webhook asks for. Source: AWS, "IAM roles for service accounts".
 */
export function serviceAccountTrust(
  config: ClusterConfig,
  namespace: string,
  serviceAccount: string,
): WebIdentityTrust {
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

/**
 * Trust of a role for EKS Pod Identity: the service hands it to pods of one ServiceAccount of this cluster, which it says in
 * the session's tags. Source: AWS, "EKS Pod Identity role trust policy".
 */
export function podIdentityTrust(
  config: ClusterConfig,
  namespace: string,
  serviceAccount: string,
): PodIdentityTrust {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: {
          StringEquals: {
            'aws:RequestTag/eks-cluster-name': config.aws.eksCluster,
            'aws:RequestTag/kubernetes-namespace': namespace,
            'aws:RequestTag/kubernetes-service-account': serviceAccount,
          },
        },
      },
    ],
  };
}
