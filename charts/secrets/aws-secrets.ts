import { Construct } from 'constructs';
import type { ClusterConfig } from '../../config/cluster';
import {
  ExternalSecret,
  ExternalSecretSpecDataFromExtractConversionStrategy,
  ExternalSecretSpecDataFromExtractDecodingStrategy,
  ExternalSecretSpecDataFromExtractMetadataPolicy,
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
  /** Annotations of the Secret. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** The Secret's keys, where they are not the data as it is: templates of External Secrets. */
  readonly template?: Readonly<Record<string, string>>;
  /** Key of the Secret to name of the AWS secret whose whole value it holds, or to one key of a secret that is JSON. */
  readonly data: Readonly<Record<string, string | AwsProperty>>;
  /** AWS secrets that are JSON, of which the Secret holds every key. @default none */
  readonly extract?: readonly string[];
}

/** One key of an AWS secret that is JSON. */
export interface AwsProperty {
  readonly secret: string;
  readonly property: string;
}

export interface AwsSecretsProps {
  readonly config: ClusterConfig;
  readonly namespace: string;
  /** Name of the SecretStore, or a store that is there already. */
  readonly store: string | ExistingStore;
  readonly secrets: readonly SecretFromAws[];
  /** By which External Secrets signs in, where the store is made. @default that of the namespace */
  readonly serviceAccount?: string;
}

/** A store of External Secrets that somebody else has made. */
export interface ExistingStore {
  readonly kind: 'ClusterSecretStore' | 'SecretStore';
  readonly name: string;
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
    const { namespace, secrets, store } = props;
    const ready = typeof store === 'string' ? this.addStore(props, store) : store;
    for (const secret of secrets) {
      addExternalSecret(this, namespace, ready, secret);
    }
  }

  private addStore(props: AwsSecretsProps, name: string): ExistingStore {
    const { config, namespace, secrets, serviceAccount: signsIn = secretsServiceAccount } = props;
    const account = {
      config,
      namespace,
      serviceAccount: signsIn,
      statements: readSecretsStatements(config, secrets.flatMap(awsNames)),
    };
    const role = new ServiceAccountRole(this, 'role', account);
    const serviceAccount = serviceAccountWithRole(this, 'service-account', role, account);
    const store = new SecretStore(this, 'store', {
      metadata: { name, namespace },
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
    return { kind: 'SecretStore', name: store.name };
  }
}

/** Names of the AWS secrets that a Secret is made from. */
function awsNames({ data, extract = [] }: SecretFromAws): readonly string[] {
  return [...Object.values(data).map((from) => (typeof from === 'string' ? from : from.secret)), ...extract];
}

const remoteDefaults = {
  conversionStrategy: ExternalSecretSpecDataRemoteRefConversionStrategy.DEFAULT,
  decodingStrategy: ExternalSecretSpecDataRemoteRefDecodingStrategy.NONE,
  metadataPolicy: ExternalSecretSpecDataRemoteRefMetadataPolicy.NONE,
} as const;

const extractDefaults = {
  conversionStrategy: ExternalSecretSpecDataFromExtractConversionStrategy.DEFAULT,
  decodingStrategy: ExternalSecretSpecDataFromExtractDecodingStrategy.NONE,
  metadataPolicy: ExternalSecretSpecDataFromExtractMetadataPolicy.NONE,
} as const;

/** Defaults are written out: the operator's webhook fills them in, and Argo CD would show each as a difference. */
function addExternalSecret(
  scope: Construct,
  namespace: string,
  store: ExistingStore,
  secret: SecretFromAws,
): void {
  const { data, extract = [] } = secret;
  new ExternalSecret(scope, secret.name, {
    metadata: { name: secret.name, namespace },
    spec: {
      refreshInterval: '1h0m0s',
      refreshPolicy: ExternalSecretSpecRefreshPolicy.PERIODIC,
      secretStoreRef: {
        kind:
          store.kind === 'SecretStore'
            ? ExternalSecretSpecSecretStoreRefKind.SECRET_STORE
            : ExternalSecretSpecSecretStoreRefKind.CLUSTER_SECRET_STORE,
        name: store.name,
      },
      target: {
        name: secret.name,
        creationPolicy: ExternalSecretSpecTargetCreationPolicy.OWNER,
        deletionPolicy: ExternalSecretSpecTargetDeletionPolicy.RETAIN,
        template: {
          engineVersion: ExternalSecretSpecTargetTemplateEngineVersion.V2,
          mergePolicy: ExternalSecretSpecTargetTemplateMergePolicy.REPLACE,
          type: secret.type ?? 'Opaque',
          ...(secret.template === undefined ? {} : { data: { ...secret.template } }),
          ...(secret.labels === undefined && secret.annotations === undefined
            ? {}
            : {
                metadata: {
                  ...(secret.annotations === undefined ? {} : { annotations: { ...secret.annotations } }),
                  ...(secret.labels === undefined ? {} : { labels: { ...secret.labels } }),
                },
              }),
        },
      },
      ...(Object.keys(data).length === 0
        ? {}
        : {
            data: Object.entries(data).map(([secretKey, from]) => ({
              secretKey,
              remoteRef: {
                ...(typeof from === 'string' ? { key: from } : { key: from.secret, property: from.property }),
                ...remoteDefaults,
              },
            })),
          }),
      ...(extract.length === 0
        ? {}
        : { dataFrom: extract.map((key) => ({ extract: { key, ...extractDefaults } })) }),
    },
  });
}
