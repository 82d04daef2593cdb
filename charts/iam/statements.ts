import type { ClusterConfig } from '../../config/cluster';
import { partition } from '../context';
import type { Statement } from './policy-document';

/**
 * What the App Mesh controller does. Source: aws-app-mesh-controller-for-k8s v1.13.3
 * config/iam/controller-iam-policy.json, with the mesh resources of this account and region instead of `*`.
 */
export function appMeshControllerStatements(config: ClusterConfig): readonly Statement[] {
  const { region, account } = config.aws;
  const arn = `arn:${partition(config)}`;
  const kinds = [
    'Mesh',
    'VirtualRouter',
    'VirtualGateway',
    'VirtualService',
    'GatewayRoute',
    'Route',
    'VirtualNode',
  ];
  return [
    {
      Sid: 'ManageMeshes',
      Effect: 'Allow',
      Action: [
        ...kinds.slice(1).map((kind) => `appmesh:List${kind}s`),
        ...['Describe', 'Create', 'Update', 'Delete'].flatMap((verb) =>
          kinds.map((kind) => `appmesh:${verb}${kind}`),
        ),
      ],
      Resource: [`${arn}:appmesh:${region}:${account}:*`],
    },
    {
      Sid: 'CreateServiceLinkedRole',
      Effect: 'Allow',
      Action: ['iam:CreateServiceLinkedRole'],
      Resource: [
        `${arn}:iam::${account}:role/aws-service-role/appmesh.amazonaws.com/AWSServiceRoleForAppMesh`,
      ],
      Condition: { StringLike: { 'iam:AWSServiceName': 'appmesh.amazonaws.com' } },
    },
    {
      // Given the cluster's name (main.go), it asks for its IP family, which a mesh then prefers; refused, it goes on without.
      Sid: 'ReadIpFamily',
      Effect: 'Allow',
      Action: ['eks:DescribeCluster'],
      Resource: [`${arn}:eks:${region}:${account}:cluster/${config.aws.eksCluster}`],
    },
    {
      // Actions without a resource level, or called before the resource is known.
      Sid: 'ListMeshesAndCertificates',
      Effect: 'Allow',
      Action: [
        'appmesh:ListMeshes',
        'acm:ListCertificates',
        'acm:DescribeCertificate',
        'acm-pca:DescribeCertificateAuthority',
        'acm-pca:ListCertificateAuthorities',
      ],
      Resource: ['*'],
    },
    {
      Sid: 'ManageCloudMap',
      Effect: 'Allow',
      Action: [
        'servicediscovery:CreateService',
        'servicediscovery:DeleteService',
        'servicediscovery:GetService',
        'servicediscovery:GetInstance',
        'servicediscovery:RegisterInstance',
        'servicediscovery:DeregisterInstance',
        'servicediscovery:ListInstances',
        'servicediscovery:ListNamespaces',
        'servicediscovery:ListServices',
        'servicediscovery:GetInstancesHealthStatus',
        'servicediscovery:UpdateInstanceCustomHealthStatus',
        'servicediscovery:GetOperation',
        'route53:GetHealthCheck',
        'route53:CreateHealthCheck',
        'route53:UpdateHealthCheck',
        'route53:ChangeResourceRecordSets',
        'route53:DeleteHealthCheck',
      ],
      Resource: ['*'],
    },
  ];
}

/**
 * What an Envoy sidecar does: fetch the configuration of its own virtual node.
 *
 * @param awsName the virtual node's name in AWS, `<name>_<namespace>` unless it was set otherwise
 */
export function envoyStatements(config: ClusterConfig, mesh: string, awsName: string): readonly Statement[] {
  const { region, account } = config.aws;
  return [
    {
      Sid: 'StreamOwnVirtualNode',
      Effect: 'Allow',
      Action: ['appmesh:StreamAggregatedResources'],
      Resource: [`arn:${partition(config)}:appmesh:${region}:${account}:mesh/${mesh}/virtualNode/${awsName}`],
    },
  ];
}

/**
 * What External Secrets does to read the named secrets, and no other: Secrets Manager appends a hyphen and six random
 * characters to a secret's name in its ARN. A customer-managed KMS key is allowed by its key ARN; the AWS-managed key
 * needs no statement.
 */
export function readSecretsStatements(
  config: ClusterConfig,
  secrets: readonly string[],
): readonly Statement[] {
  const { region, account, secretsKmsKey } = config.aws;
  const arn = `arn:${partition(config)}:secretsmanager:${region}:${account}:secret:`;
  const read: Statement = {
    Sid: 'ReadSecrets',
    Effect: 'Allow',
    Action: [
      'secretsmanager:GetResourcePolicy',
      'secretsmanager:GetSecretValue',
      'secretsmanager:DescribeSecret',
      'secretsmanager:ListSecretVersionIds',
    ],
    Resource: [...new Set(secrets)].sort().map((name) => `${arn}${name}-??????`),
  };
  if (secretsKmsKey === undefined) {
    return [read];
  }
  return [
    read,
    {
      Sid: 'DecryptSecrets',
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: [secretsKmsKey],
      Condition: {
        StringEquals: {
          'kms:ViaService': `secretsmanager.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`,
        },
      },
    },
  ];
}
