/** What a new repository is made for. */
export interface Choices {
  /** Name of the cluster: the file's name. */
  readonly cluster: string;
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
  /** Name of the cluster in EKS. */
  readonly eksCluster: string;
  /** The cluster's OpenID Connect issuer. */
  readonly oidcIssuer: string;
  readonly engine: 'flux' | 'argo-cd';
  /** URL of the Git repository that the cluster syncs from. */
  readonly repository: string;
  /** Name of the application: the file's name. */
  readonly application: string;
  readonly cdk8s: boolean;
}

/** What stands where nobody has said anything: values that are valid, and of nobody. */
export const examples: Choices = {
  cluster: 'production',
  region: 'eu-west-1',
  account: '123456789012',
  eksCluster: 'production',
  oidcIssuer: 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
  engine: 'flux',
  repository: 'https://github.com/example/platform',
  application: 'hello',
  cdk8s: false,
};

/** The choices that are still those of the example, by the fields of the cluster file that a person has to set. */
export function placeholders({ account, oidcIssuer, repository }: Choices): readonly string[] {
  return [
    ...(account === examples.account ? ['aws.account'] : []),
    ...(oidcIssuer.includes('EXAMPLE') ? ['aws.oidcIssuer'] : []),
    ...(repository === examples.repository ? ['delivery.repository'] : []),
  ];
}
