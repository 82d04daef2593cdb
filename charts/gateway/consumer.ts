import type { Construct } from 'constructs';
import type { ConsumerConfig } from '../../config/application/publish/consumers';
import { KongConsumer, KongConsumerGroup } from '../../imports/configuration.konghq.com';
import { ingressClass } from './names';

/** The consumer itself. It has no class field: without the annotation the ingress controller does not see it. */
export function addConsumer(
  scope: Construct,
  namespace: string,
  name: string,
  { username = name, customId, credentials, groups, plugins }: ConsumerConfig,
): KongConsumer {
  return new KongConsumer(scope, `consumer-${name}`, {
    metadata: { name, namespace, annotations: annotations(plugins) },
    username,
    ...(customId === undefined ? {} : { customId }),
    credentials: Object.keys(credentials),
    ...(groups.length === 0 ? {} : { consumerGroups: [...groups] }),
  });
}

/** A group of consumers, whose plugins run for each of them. */
export function addConsumerGroup(
  scope: Construct,
  namespace: string,
  name: string,
  plugins: readonly string[],
): KongConsumerGroup {
  return new KongConsumerGroup(scope, `consumer-group-${name}`, {
    metadata: { name, namespace, annotations: annotations(plugins) },
  });
}

function annotations(plugins: readonly string[]): Record<string, string> {
  return {
    ...(plugins.length === 0 ? {} : { 'konghq.com/plugins': plugins.join(',') }),
    'kubernetes.io/ingress.class': ingressClass,
  };
}
