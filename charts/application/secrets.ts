import type { Construct } from 'constructs';
import type { Application } from '../../config/application/schema';
import { podSecretsOf } from '../../config/application/secret-names';
import type { ClusterConfig } from '../../config/cluster';
import { credentialSecret } from '../gateway/consumer';
import { AwsSecrets, type SecretFromAws } from '../secrets/aws-secrets';
import { consumersOf } from './publication';

/** The Secrets of an application that come from AWS: those of its consumers, and those that its pods read. */
export function addSecrets(scope: Construct, config: ClusterConfig, application: Application): void {
  const secrets = [
    ...consumersOf(application).flatMap(({ keys }) => keys.map(credentialSecret)),
    ...ofPods(application),
  ];
  if (secrets.length === 0) return;
  const namespace = application.namespace.name;
  new AwsSecrets(scope, 'secrets', {
    config,
    namespace,
    store: application.secretStore ?? `${namespace}-secretstore`,
    secrets,
  });
}

function ofPods(application: Application): readonly SecretFromAws[] {
  return podSecretsOf(application).map(({ name, secret, data, extract }) => ({
    name,
    data: Object.fromEntries(
      Object.entries(data).map(([key, property]) => [
        key,
        property === undefined ? secret : { secret, property },
      ]),
    ),
    ...(extract ? { extract: [secret] } : {}),
  }));
}
