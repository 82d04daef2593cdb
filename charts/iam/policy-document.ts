/** One statement of an IAM policy. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An IAM policy: what a role may do. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** Who may take a role on: here always one ServiceAccount of one EKS cluster, by web identity. */
export interface TrustDocument {
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
