import { type Case, edge, edited, said, unindented } from '../bad-files';

const edgeCases: readonly Case[] = [
  {
    title: 'an unknown region, and the nearest known one',
    from: 'region: us-west-2',
    to: 'region: us-wst-2',
    says: `
      error: aws.region: unknown value
       --> clusters/a.yaml:2:11
        |
      2 |   region: us-wst-2
        |           ^^^^^^^^
        = found:    us-wst-2
        = expected: an AWS region that has Amazon EKS, such as us-west-2
        = mend:     write us-west-2
`,
  },
  {
    title: 'an account as a number has lost its zero',
    from: '"123456789012"',
    to: '0123456789',
    says: `
      error: aws.account: wrong type
       --> clusters/a.yaml:3:12
        |
      3 |   account: 0123456789
        |            ^^^^^^^^^^
        = found:    0123456789, which YAML reads as the number 123456789: the leading zero is lost
        = expected: an AWS account: 12 digits in quotes
        = mend:     put it in quotes, and correct it
`,
  },
  {
    title: 'an account as a number that only lacks its quotes',
    from: '"123456789012"',
    to: '012345678901',
    says: `
      error: aws.account: wrong type
       --> clusters/a.yaml:3:12
        |
      3 |   account: 012345678901
        |            ^^^^^^^^^^^^
        = found:    012345678901, which YAML reads as the number 12345678901: the leading zero is lost
        = expected: an AWS account: 12 digits in quotes
        = mend:     put it in quotes: "012345678901"
`,
  },
  {
    title: 'an account of eleven digits',
    from: '"123456789012"',
    to: '"12345678901"',
    says: `
      error: aws.account: malformed
       --> clusters/a.yaml:3:12
        |
      3 |   account: "12345678901"
        |            ^^^^^^^^^^^^^
        = found:    "12345678901"
        = expected: an AWS account: 12 digits in quotes
        = mend:     correct it: AWS account, 12 digits, in quotes so that leading zeros stay
`,
  },
  {
    title: 'an unknown key, and the nearest known one',
    from: 'eksCluster',
    to: 'eksClustre',
    says: `
      error: aws.eksClustre: unknown key
       --> clusters/a.yaml:4:3
        |
      4 |   eksClustre: edge
        |   ^^^^^^^^^^
        = found:    eksClustre
        = expected: one of region, account, partition, eksCluster, oidcIssuer, secretsKmsKey, rolePrefix
        = mend:     write eksCluster
`,
  },
  {
    title: 'an unknown key beside the known one',
    from: '  account:',
    to: '  acount: x\n  account:',
    says: `
      error: aws.acount: unknown key
       --> clusters/a.yaml:3:3
        |
      3 |   acount: x
        |   ^^^^^^
        = found:    acount
        = expected: one of region, account, partition, eksCluster, oidcIssuer, secretsKmsKey, rolePrefix
        = mend:     remove it: account is there already
`,
  },
  {
    title: 'a key in another letter case and with a dash',
    from: 'oidcIssuer',
    to: 'oidc-issuer',
    says: `
      error: aws.oidc-issuer: unknown key
       --> clusters/a.yaml:5:3
        |
      5 |   oidc-issuer: https://oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128
        |   ^^^^^^^^^^^
        = found:    oidc-issuer
        = expected: one of region, account, partition, eksCluster, oidcIssuer, secretsKmsKey, rolePrefix
        = mend:     write oidcIssuer
`,
  },
  {
    title: 'a section that is missing',
    from: 'aws:\n  region: us-west-2\n  account: "123456789012"\n  eksCluster: edge\n  oidcIssuer: https://oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128\n',
    to: '',
    says: `
      error: aws: missing key
       --> clusters/a.yaml:1:1
        |
      1 | delivery:
        | ^
        = found:    nothing
        = expected: a map with region, account, eksCluster, oidcIssuer
        = mend:     add aws: Where the cluster runs
`,
  },
  {
    title: 'a section without content',
    from: 'aws:\n  region: us-west-2\n  account: "123456789012"\n  eksCluster: edge\n  oidcIssuer: https://oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128\n',
    to: 'aws:\n',
    says: `
      error: aws: an empty value
       --> clusters/a.yaml:1:1
        |
      1 | aws:
        | ^^^
        = found:    an empty value
        = expected: a map with region, account, eksCluster, oidcIssuer
        = mend:     correct it: Where the cluster runs
`,
  },
  {
    title: 'a section that is a list',
    from: 'aws:\n  region: us-west-2\n  account: "123456789012"\n  eksCluster: edge\n  oidcIssuer: https://oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128\n',
    to: 'aws: [us-west-2]\n',
    says: `
      error: aws: wrong type
       --> clusters/a.yaml:1:6
        |
      1 | aws: [us-west-2]
        |      ^^^^^^^^^^^
        = found:    a list
        = expected: a map with region, account, eksCluster, oidcIssuer
        = mend:     correct it: Where the cluster runs
`,
  },
  {
    title: 'an EKS cluster name with a dot',
    from: 'eksCluster: edge',
    to: 'eksCluster: edge.example',
    says: `
      error: aws.eksCluster: malformed
       --> clusters/a.yaml:4:15
        |
      4 |   eksCluster: edge.example
        |               ^^^^^^^^^^^^
        = found:    edge.example
        = expected: the name of an EKS cluster: letters, digits, - and _, at most 100
        = mend:     correct it: Name of the EKS cluster
`,
  },
  {
    title: 'an issuer without its scheme',
    from: 'oidcIssuer: https://',
    to: 'oidcIssuer: ',
    says: `
      error: aws.oidcIssuer: malformed
       --> clusters/a.yaml:5:15
        |
      5 |   oidcIssuer: oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        = found:    oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128
        = expected: the OIDC issuer of an EKS cluster, such as https://oidc.eks.us-west-2.amazonaws.com/id/ and 32 characters
        = mend:     write https://oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128
`,
  },
  {
    title: 'an issuer of another region',
    from: 'oidc.eks.us-west-2',
    to: 'oidc.eks.us-east-1',
    says: `
      error: aws.oidcIssuer: the OIDC issuer of another region
       --> clusters/a.yaml:5:15
        |
      5 |   oidcIssuer: https://oidc.eks.us-east-1.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        = found:    https://oidc.eks.us-east-1.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128
        = expected: an issuer of oidc.eks.us-west-2.amazonaws.com, since aws.region is us-west-2
        = mend:     correct aws.region, or copy the issuer of this cluster: aws eks describe-cluster --query cluster.identity.oidc.issuer
`,
  },
  {
    title: 'a partition that is not the region’s',
    from: '  eksCluster: edge',
    to: '  partition: aws-cn\n  eksCluster: edge',
    says: `
      error: aws.partition: another partition than the region's
       --> clusters/a.yaml:4:14
        |
      4 |   partition: aws-cn
        |              ^^^^^^
        = found:    aws-cn
        = expected: aws, the partition of us-west-2
        = mend:     write aws, or remove the line: it is the default
`,
  },
  {
    title: 'the alias of a KMS key',
    from: '  eksCluster: edge',
    to: '  secretsKmsKey: arn:aws:kms:us-west-2:123456789012:alias/secrets\n  eksCluster: edge',
    says: `
      error: aws.secretsKmsKey: an alias instead of a key
       --> clusters/a.yaml:4:18
        |
      4 |   secretsKmsKey: arn:aws:kms:us-west-2:123456789012:alias/secrets
        |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        = found:    arn:aws:kms:us-west-2:123456789012:alias/secrets
        = expected: the ARN of a KMS key, such as arn:aws:kms:<region>:<account>:key/<id>
        = mend:     give the key itself, since a permission on an alias grants nothing: aws kms describe-key --key-id <alias> --query KeyMetadata.Arn
`,
  },
  {
    title: 'a KMS key of another region',
    from: '  eksCluster: edge',
    to: '  secretsKmsKey: arn:aws:kms:eu-west-1:123456789012:key/5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90\n  eksCluster: edge',
    says: `
      error: aws.secretsKmsKey: of another region than the cluster
       --> clusters/a.yaml:4:18
        |
      4 |   secretsKmsKey: arn:aws:kms:eu-west-1:123456789012:key/5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90
        |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        = found:    arn:aws:kms:eu-west-1:123456789012:key/5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90
        = expected: arn:aws:...:us-west-2:..., since aws.region is us-west-2
        = mend:     give one of us-west-2: a secret is encrypted by a key of its own region
`,
  },
  {
    title: 'a KMS key of another partition',
    from: '  eksCluster: edge',
    to: '  secretsKmsKey: arn:aws-cn:kms:us-west-2:123456789012:key/5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90\n  eksCluster: edge',
    says: `
      error: aws.secretsKmsKey: another partition than the region's
       --> clusters/a.yaml:4:18
        |
      4 |   secretsKmsKey: arn:aws-cn:kms:us-west-2:123456789012:key/5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90
        |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        = found:    arn:aws-cn:kms:us-west-2:123456789012:key/5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90
        = expected: arn:aws:...:us-west-2:..., since aws.region is us-west-2
        = mend:     give one of us-west-2: a secret is encrypted by a key of its own region
`,
  },
  {
    title: 'a KMS key of another account is a notice',
    from: '  eksCluster: edge',
    to: '  secretsKmsKey: arn:aws:kms:us-west-2:210987654321:key/mrk-5f3c1d0a6f0e4d2b9b7e2a1c8e4f7d90\n  eksCluster: edge',
    says: `
      notice: aws.secretsKmsKey: a key of another account
       --> clusters/a.yaml:4:18
        |
      4 |   secretsKmsKey: arn:aws:kms:us-west-2:210987654321:key/mrk-5f3c1d0a6f0e4d2b9b7e2a1c8e4f7d90
        |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        = found:    arn:aws:kms:us-west-2:210987654321:key/mrk-5f3c1d0a6f0e4d2b9b7e2a1c8e4f7d90
        = expected: usually a key of account 123456789012
        = mend:     check that the key's policy lets this account decrypt
`,
  },
  {
    title: 'another ARN than a KMS key’s',
    from: '  eksCluster: edge',
    to: '  secretsKmsKey: arn:aws:s3:::bucket\n  eksCluster: edge',
    says: `
      error: aws.secretsKmsKey: not the ARN of a KMS key
       --> clusters/a.yaml:4:18
        |
      4 |   secretsKmsKey: arn:aws:s3:::bucket
        |                  ^^^^^^^^^^^^^^^^^^^
        = found:    arn:aws:s3:::bucket
        = expected: the ARN of a KMS key, such as arn:aws:kms:<region>:<account>:key/<id>
        = mend:     give the KMS key that encrypts the secrets
`,
  },
  {
    title: 'a text that is no ARN',
    from: '  eksCluster: edge',
    to: '  secretsKmsKey: key/5f3c1d0a\n  eksCluster: edge',
    says: `
      error: aws.secretsKmsKey: malformed
       --> clusters/a.yaml:4:18
        |
      4 |   secretsKmsKey: key/5f3c1d0a
        |                  ^^^^^^^^^^^^
        = found:    key/5f3c1d0a
        = expected: an ARN, such as arn:aws:acm:eu-west-1:123456789012:certificate/...
        = mend:     correct it: ARN of the customer-managed KMS key that encrypts the secrets. Default: the AWS-managed key
`,
  },
  {
    title: 'an EKS cluster whose role names would be too long',
    from: 'eksCluster: edge',
    to: 'eksCluster: the-edge-cluster-of-the-platform-team-in-oregon',
    says: `
      error: aws.eksCluster: an IAM role name that is too long
       --> clusters/a.yaml:4:15
        |
      4 |   eksCluster: the-edge-cluster-of-the-platform-team-in-oregon
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        = found:    the-edge-cluster-of-the-platform-team-in-oregon-kong-external-secrets, 69 characters
        = expected: role names of at most 64 characters
        = mend:     set aws.rolePrefix to at most 42 characters
`,
  },
  {
    title: 'a role prefix that YAML 1.1 reads as a switch is text here',
    from: '  eksCluster: edge',
    to: '  rolePrefix: [on]\n  eksCluster: edge',
    says: `
      error: aws.rolePrefix: wrong type
       --> clusters/a.yaml:4:15
        |
      4 |   rolePrefix: [on]
        |               ^^^^
        = found:    a list
        = expected: the start of an IAM role name: letters, digits and +=,.@_-, at most 40
        = mend:     correct it: Start of the names of all IAM roles. Default: the name of the EKS cluster
`,
  },
];

test.each(edgeCases)('$title', ({ says, ...edit }) => {
  expect(said({ name: 'clusters/a.yaml', text: edited(edge, edit) })).toBe(unindented(says));
});
