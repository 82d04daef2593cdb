import type { Construct } from 'constructs';
import { KongConsumer } from '../../imports/configuration.konghq.com';
import type { AwsProperty, SecretFromAws } from '../secrets/aws-secrets';
import { ingressClass } from './names';

/** A caller of the gateway. */
export interface Consumer {
  readonly name: string;
  /** Its API keys. */
  readonly keys: readonly ApiKey[];
}

/** An API key. */
export interface ApiKey {
  /** Name of the Secret with the key. */
  readonly credential: string;
  /** The AWS secret whose whole value, or one key of which, it is. */
  readonly awsSecret: string | AwsProperty;
}

/**
 * The Secret with an API key. The ingress controller knows a credential by its label alone; the key
 * `kongCredType` of older manifests is ignored (kubernetes-ingress-controller internal/util/credential.go).
 */
export function credentialSecret({ credential, awsSecret }: ApiKey): SecretFromAws {
  return {
    name: credential,
    labels: { 'konghq.com/credential': 'key-auth' },
    data: { key: awsSecret },
  };
}

/** The consumer itself. It has no class field: without the annotation the ingress controller does not see it. */
export function addConsumer(scope: Construct, namespace: string, consumer: Consumer): KongConsumer {
  return new KongConsumer(scope, `consumer-${consumer.name}`, {
    metadata: {
      name: consumer.name,
      namespace,
      annotations: { 'kubernetes.io/ingress.class': ingressClass },
    },
    username: consumer.name,
    credentials: consumer.keys.map(({ credential }) => credential),
  });
}
