import { partitionOf } from '../aws';
import { maxRoleName, roleName } from '../role-name';
import { roleAccounts } from '../service-accounts';
import type { Rule, RuleFinding } from './rule';

/** `aws.partition` is the region's. */
export const partition: Rule = ({ aws }) => {
  const own = aws?.region === undefined ? undefined : partitionOf(aws.region);
  if (own === undefined || aws?.partition === undefined || aws.partition === own) return [];
  return [
    {
      path: ['aws', 'partition'],
      message: "another partition than the region's",
      expected: `${own}, the partition of ${aws.region}`,
      mend: `write ${own}, or remove the line: it is the default`,
    },
  ];
};

/** The OIDC issuer is that of a cluster in `aws.region`. */
export const issuerRegion: Rule = ({ aws }) => {
  if (aws?.region === undefined || aws.oidcIssuer === undefined) return [];
  const host = `oidc.eks.${aws.region}.amazonaws.com${partitionOf(aws.region) === 'aws-cn' ? '.cn' : ''}`;
  if (aws.oidcIssuer.startsWith(`https://${host}/`)) return [];
  return [
    {
      path: ['aws', 'oidcIssuer'],
      message: 'the OIDC issuer of another region',
      expected: `an issuer of ${host}, since aws.region is ${aws.region}`,
      mend: 'correct aws.region, or copy the issuer of this cluster: aws eks describe-cluster --query cluster.identity.oidc.issuer',
    },
  ];
};

/** The parts of `arn:partition:service:region:account:resource`. */
function arnParts(arn: string) {
  const [, partition = '', service = '', region = '', account = '', ...resource] = arn.split(':');
  return { partition, service, region, account, resource: resource.join(':') };
}

/** The KMS key is a key, not an alias, of the region that holds the secrets. */
export const secretsKey: Rule = ({ aws }) => {
  const arn = aws?.secretsKmsKey;
  if (aws === undefined || arn === undefined) return [];
  const path = ['aws', 'secretsKmsKey'];
  const parts = arnParts(arn);
  const example = 'arn:aws:kms:<region>:<account>:key/<id>';
  if (parts.service !== 'kms' || !/^key\/(mrk-)?[0-9a-f-]{32,36}$/.test(parts.resource)) {
    const alias = parts.service === 'kms' && parts.resource.startsWith('alias/');
    return [
      {
        path,
        message: alias ? 'an alias instead of a key' : 'not the ARN of a KMS key',
        expected: `the ARN of a KMS key, such as ${example}`,
        mend: alias
          ? 'give the key itself, since a permission on an alias grants nothing: aws kms describe-key --key-id <alias> --query KeyMetadata.Arn'
          : 'give the KMS key that encrypts the secrets',
      },
    ];
  }
  return [
    ...sameRegion(path, parts, aws.region, 'a secret is encrypted by a key of its own region'),
    ...(aws.account === undefined || parts.account === aws.account
      ? []
      : [
          {
            path,
            severity: 'notice',
            message: 'a key of another account',
            expected: `usually a key of account ${aws.account}`,
            mend: "check that the key's policy lets this account decrypt",
          } as const,
        ]),
  ];
};

/** The load balancer's certificate is one of ACM in the cluster's region and account. */
export const certificate: Rule = ({ aws, gateway }) => {
  const arn = gateway?.loadBalancer?.certificate;
  if (arn === undefined) return [];
  const path = ['gateway', 'loadBalancer', 'certificate'];
  const parts = arnParts(arn);
  if (parts.service !== 'acm' || !parts.resource.startsWith('certificate/')) {
    return [
      {
        path,
        message: 'not the ARN of an ACM certificate',
        expected: 'arn:aws:acm:<region>:<account>:certificate/<id>',
        mend: 'give a certificate of AWS Certificate Manager: aws acm list-certificates',
      },
    ];
  }
  const findings = sameRegion(
    path,
    parts,
    aws?.region,
    'a load balancer takes certificates of its own region',
  );
  if (findings.length > 0 || aws?.account === undefined || parts.account === aws.account) return findings;
  return [
    {
      path,
      message: 'a certificate of another account',
      expected: `a certificate of account ${aws.account}, the load balancer's`,
      mend: 'request or import the certificate in this account',
    },
  ];
};

function sameRegion(
  path: readonly PropertyKey[],
  parts: { partition: string; region: string },
  region: string | undefined,
  why: string,
): RuleFinding[] {
  const own = region === undefined ? undefined : partitionOf(region);
  if (own === undefined || (parts.region === region && parts.partition === own)) return [];
  return [
    {
      path,
      message:
        parts.region === region
          ? "another partition than the region's"
          : 'of another region than the cluster',
      expected: `arn:${own}:...:${region}:..., since aws.region is ${region}`,
      mend: `give one of ${region}: ${why}`,
    },
  ];
}

/** Every role has a name that IAM takes. */
export const roleNames: Rule = (config) => {
  const { aws } = config;
  if (aws?.eksCluster === undefined) return [];
  const naming = { aws: { eksCluster: aws.eksCluster, rolePrefix: aws.rolePrefix } };
  const longest = roleAccounts(config)
    .map((account) => roleName(naming, account.namespace, account.serviceAccount))
    .reduce((a, b) => (b.length > a.length ? b : a), '');
  if (longest.length <= maxRoleName) return [];
  const key = aws.rolePrefix === undefined ? 'eksCluster' : 'rolePrefix';
  const room = maxRoleName - (longest.length - (aws.rolePrefix ?? aws.eksCluster).length);
  return [
    {
      path: ['aws', key],
      message: 'an IAM role name that is too long',
      found: `${longest}, ${longest.length} characters`,
      expected: `role names of at most ${maxRoleName} characters`,
      mend: `set aws.rolePrefix to at most ${room} characters`,
    },
  ];
};
