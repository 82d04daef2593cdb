import type { Construct } from 'constructs';
import { KongConsumer } from '../../imports/configuration.konghq.com';
import type { SecretFromAws } from '../secrets/aws-secrets';
import { ingressClass } from './names';

/** A caller of the gateway. */
export interface Consumer {
  readonly name: string;
  /** Name of the Secret with the consumer's API key. */
  readonly credential: string;
  /** Name of the AWS secret whose whole value is the API key. */
  readonly awsSecret: string;
}

/**
 * The Secret with a consumer's API key. The ingress controller knows a credential by its label alone; the key
 * `kongCredType` of older manifests is ignored (kubernetes-ingress-controller internal/util/credential.go).
 */
export function credentialSecret(consumer: Consumer): SecretFromAws {
  return {
    name: consumer.credential,
    labels: { 'konghq.com/credential': 'key-auth' },
    data: { key: consumer.awsSecret },
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
    credentials: [consumer.credential],
  });
}
