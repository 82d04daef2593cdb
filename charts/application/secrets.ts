import type { Construct } from 'constructs';
import { type PublishedSecret, publishedSecrets } from '../../config/application/publish/secrets';
import type { Application } from '../../config/application/schema';
import { podSecretsOf } from '../../config/application/secret-names';
import type { ClusterConfig } from '../../config/cluster';
import { isReadByOperator } from '../../config/gateway';
import { KubeSecret } from '../../imports/k8s';
import { ingressClass, seenByOperator } from '../gateway/names';
import { AwsSecrets, type SecretFromAws } from '../secrets/aws-secrets';

/** The Secrets of an application: those of its publication, and those that its pods read. */
export function addSecrets(scope: Construct, config: ClusterConfig, application: Application): void {
  const namespace = application.namespace.name;
  const published = publishedSecrets(application);
  const seen = isReadByOperator(config.gateway) ? seenByOperator : {};
  const isPublic = ({ data }: PublishedSecret) => Object.keys(data).length === 0;
  for (const { name, labels, literals } of published.filter(isPublic)) {
    new KubeSecret(scope, `secret-${name}`, {
      metadata: { name, namespace, labels: { ...seen, ...labels } },
      type: 'Opaque',
      stringData: { ...literals },
    });
  }
  const secrets = [
    ...published
      .filter((secret) => !isPublic(secret))
      .map((secret) => ofPublication({ ...secret, labels: { ...seen, ...secret.labels } })),
    ...ofPods(application),
  ];
  if (secrets.length === 0) return;
  new AwsSecrets(scope, 'secrets', {
    config,
    namespace,
    store: application.secretStore ?? `${namespace}-secretstore`,
    secrets,
  });
}

/** Where a Secret holds more than what is in AWS, or holds it as JSON, a template says how. */
function ofPublication({
  name,
  type,
  labels,
  classed,
  data,
  literals,
  json,
}: PublishedSecret): SecretFromAws {
  const plain = Object.keys(literals).length === 0 && json.length === 0;
  const keys = Object.keys(data);
  return {
    name,
    ...(type === undefined ? {} : { type }),
    ...(labels === undefined || Object.keys(labels).length === 0 ? {} : { labels }),
    ...(classed === true ? { annotations: { 'kubernetes.io/ingress.class': ingressClass } } : {}),
    data: Object.fromEntries(
      Object.entries(data).map(([key, { secret, property }]) => [
        key,
        property === undefined ? secret : { secret, property },
      ]),
    ),
    ...(plain
      ? {}
      : {
          template: {
            ...Object.fromEntries(
              Object.entries(literals).map(([key, text]) => [key, text.replaceAll('{{', '{{ "{{" }}')]),
            ),
            ...Object.fromEntries(
              keys.map((key) => [key, `{{ .${key}${json.includes(key) ? ' | toJson' : ''} }}`]),
            ),
          },
        }),
  };
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
