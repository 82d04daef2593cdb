import type { RoleStatement } from '../../config/graph/service-graph';

/** One statement of an IAM policy. */
export type Statement = RoleStatement;

/** An IAM policy: what a role may do. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** Who may take a role on: one ServiceAccount of one EKS cluster, by web identity or by EKS Pod Identity. */
export type TrustDocument = WebIdentityTrust | PodIdentityTrust;

/** By EKS Pod Identity: the association says which ServiceAccount it is. */
export interface PodIdentityTrust {
  readonly Version: '2012-10-17';
  readonly Statement: readonly [
    {
      readonly Effect: 'Allow';
      readonly Principal: { readonly Service: 'pods.eks.amazonaws.com' };
      readonly Action: readonly ['sts:AssumeRole', 'sts:TagSession'];
      readonly Condition: { readonly StringEquals: Readonly<Record<string, string>> };
    },
  ];
}

/** By web identity (IRSA): the ServiceAccount's token says which it is. */
export interface WebIdentityTrust {
  readonly Version: '2012-10-17';
  readonly Statement: readonly [
    {
      readonly Effect: 'Allow';
      readonly Principal: { readonly Federated: string };
      readonly Action: 'sts:AssumeRoleWithWebIdentity';
      readonly Condition: { readonly StringEquals: Readonly<Record<string, string>> };
    },
  ];
}

/** A policy of the given statements, in their order. */
export function policyDocument(...statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}
