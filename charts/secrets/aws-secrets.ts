import { Construct } from 'constructs';
import type { ClusterConfig } from '../../config/cluster';
import {
  ExternalSecret,
  ExternalSecretSpecDataRemoteRefConversionStrategy,
  ExternalSecretSpecDataRemoteRefDecodingStrategy,
  ExternalSecretSpecDataRemoteRefMetadataPolicy,
  ExternalSecretSpecRefreshPolicy,
  ExternalSecretSpecSecretStoreRefKind,
  ExternalSecretSpecTargetCreationPolicy,
  ExternalSecretSpecTargetDeletionPolicy,
  ExternalSecretSpecTargetTemplateEngineVersion,
  ExternalSecretSpecTargetTemplateMergePolicy,
  SecretStore,
  SecretStoreSpecProviderAwsService,
} from '../../imports/external-secrets.io';
import { ServiceAccountRole, serviceAccountWithRole } from '../iam/service-account-role';
import { readSecretsStatements } from '../iam/statements';

/** A Kubernetes Secret made from secrets of AWS Secrets Manager. */
export interface SecretFromAws {
  /** Name of the ExternalSecret and of the Secret that it makes. */
  readonly name: string;
  /** @default Opaque */
  readonly type?: string;
  /** Labels of the Secret. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Key of the Secret to name of the AWS secret whose whole value it holds. */
  readonly data: Readonly<Record<string, string>>;
}

export interface AwsSecretsProps {
  readonly config: ClusterConfig;
  readonly namespace: string;
  /** Name of the SecretStore. */
  readonly store: string;
  readonly secrets: readonly SecretFromAws[];
}

/** The ServiceAccount by which External Secrets reads the secrets of one namespace. */
export const secretsServiceAccount = 'external-secrets';

/**
 * Secrets of one namespace, read from AWS Secrets Manager: a ServiceAccount whose role may read exactly these, a store
 * that uses it, and an ExternalSecret each. The store's ServiceAccount lives in the namespace, and signs in by IRSA:
 * External Secrets refuses a ServiceAccount without the role's annotation (external-secrets
 * providers/v1/aws/auth/auth.go).
 */
export class AwsSecrets extends Construct {
  constructor(scope: Construct, id: string, props: AwsSecretsProps) {
    super(scope, id);
    const { config, namespace, secrets } = props;
    const account = {
      config,
      namespace,
      serviceAccount: secretsServiceAccount,
      statements: readSecretsStatements(
        config,
        secrets.flatMap((secret) => Object.values(secret.data)),
      ),
    };
    const role = new ServiceAccountRole(this, 'role', account);
    const serviceAccount = serviceAccountWithRole(this, 'service-account', role, account);
    const store = new SecretStore(this, 'store', {
      metadata: { name: props.store, namespace },
      spec: {
        provider: {
          aws: {
            service: SecretStoreSpecProviderAwsService.SECRETS_MANAGER,
            region: config.aws.region,
            auth: { jwt: { serviceAccountRef: { name: serviceAccount.name } } },
          },
        },
      },
    });
    for (const secret of secrets) {
      addExternalSecret(this, namespace, store.name, secret);
    }
  }
}

/** Defaults are written out: the operator's webhook fills them in, and Argo CD would show each as a difference. */
function addExternalSecret(scope: Construct, namespace: string, store: string, secret: SecretFromAws): void {
  new ExternalSecret(scope, secret.name, {
    metadata: { name: secret.name, namespace },
    spec: {
      refreshInterval: '1h0m0s',
      refreshPolicy: ExternalSecretSpecRefreshPolicy.PERIODIC,
      secretStoreRef: { kind: ExternalSecretSpecSecretStoreRefKind.SECRET_STORE, name: store },
      target: {
        name: secret.name,
        creationPolicy: ExternalSecretSpecTargetCreationPolicy.OWNER,
        deletionPolicy: ExternalSecretSpecTargetDeletionPolicy.RETAIN,
        template: {
          engineVersion: ExternalSecretSpecTargetTemplateEngineVersion.V2,
          mergePolicy: ExternalSecretSpecTargetTemplateMergePolicy.REPLACE,
          type: secret.type ?? 'Opaque',
          ...(secret.labels === undefined ? {} : { metadata: { labels: { ...secret.labels } } }),
        },
      },
      data: Object.entries(secret.data).map(([secretKey, key]) => ({
        secretKey,
        remoteRef: {
          key,
          conversionStrategy: ExternalSecretSpecDataRemoteRefConversionStrategy.DEFAULT,
          decodingStrategy: ExternalSecretSpecDataRemoteRefDecodingStrategy.NONE,
          metadataPolicy: ExternalSecretSpecDataRemoteRefMetadataPolicy.NONE,
        },
      })),
    },
  });
}
