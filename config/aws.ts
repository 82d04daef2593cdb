import { z } from 'zod';
import { arn, text } from './primitives';

/** AWS regions that have Amazon EKS, by partition. Source: the AWS General Reference, EKS endpoints. */
export const awsRegions = {
  aws: [
    'af-south-1',
    'ap-east-1',
    'ap-east-2',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'ca-central-1',
    'ca-west-1',
    'eu-central-1',
    'eu-central-2',
    'eu-north-1',
    'eu-south-1',
    'eu-south-2',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'il-central-1',
    'me-central-1',
    'me-south-1',
    'mx-central-1',
    'sa-east-1',
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
  ],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
} as const;

/** An AWS partition: the second part of every ARN. */
export type AwsPartition = keyof typeof awsRegions;

/** The partition that a region belongs to, or undefined for an unknown region. */
export function partitionOf(region: string): AwsPartition | undefined {
  return (Object.keys(awsRegions) as AwsPartition[]).find((partition) =>
    (awsRegions[partition] as readonly string[]).includes(region),
  );
}

const allRegions = [...awsRegions.aws, ...awsRegions['aws-cn'], ...awsRegions['aws-us-gov']] as const;

export const awsSchema = z
  .strictObject({
    region: z
      .enum(allRegions, 'an AWS region that has Amazon EKS, such as us-west-2')
      .meta({ description: 'AWS region of the EKS cluster and of its secrets.' }),
    account: text('an AWS account: 12 digits in quotes', /^\d{12}$/).meta({
      description: 'AWS account, 12 digits, in quotes so that leading zeros stay.',
    }),
    partition: z
      .enum(['aws', 'aws-cn', 'aws-us-gov'])
      .optional()
      .meta({ description: "AWS partition. Default: the region's." }),
    eksCluster: text(
      'the name of an EKS cluster: letters, digits, - and _, at most 100',
      /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/,
    ).meta({ description: 'Name of the EKS cluster.' }),
    oidcIssuer: text(
      'the OIDC issuer of an EKS cluster, such as https://oidc.eks.us-west-2.amazonaws.com/id/ and 32 characters',
      /^https:\/\/oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/id\/[A-Z0-9]{32}$/,
    ).meta({ description: 'OIDC issuer of the EKS cluster, as `aws eks describe-cluster` prints it.' }),
    secretsKmsKey: arn.optional().meta({
      description:
        'ARN of the customer-managed KMS key that encrypts the secrets. Default: the AWS-managed key.',
    }),
    rolePrefix: text(
      'the start of an IAM role name: letters, digits and +=,.@_-, at most 40',
      /^[\w+=,.@-]{1,40}$/,
    )
      .optional()
      .meta({ description: 'Start of the names of all IAM roles. Default: the name of the EKS cluster.' }),
  })
  .meta({ description: 'Where the cluster runs.' });

export type AwsConfig = z.infer<typeof awsSchema>;
