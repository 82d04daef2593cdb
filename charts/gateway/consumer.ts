import type { Construct } from 'constructs';
import type { ConsumerConfig } from '../../config/application/publish/consumers';
import {
  KongConsumerSpecControlPlaneRefType as ConsumerRefType,
  KongConsumerGroupSpecControlPlaneRefType as GroupRefType,
  KongConsumer,
  KongConsumerGroup,
} from '../../imports/configuration.konghq.com';
import { type GatewayPlace, ingressClass } from './names';

/** Whether Konnect configures the gateway, where an object belongs to a control plane and not to a class. */
export interface Belonging {
  readonly hybrid: boolean;
  /** The Gateway whose control plane it is then. */
  readonly gateway: GatewayPlace;
}

/** The consumer itself. It has no class field: without the annotation, or a control plane of Konnect, nobody sees it. */
export function addConsumer(
  scope: Construct,
  namespace: string,
  name: string,
  { username = name, customId, credentials, groups, plugins }: ConsumerConfig,
  { hybrid, gateway }: Belonging,
): KongConsumer {
  return new KongConsumer(scope, `consumer-${name}`, {
    metadata: { name, namespace, ...(hybrid ? {} : { annotations: annotations(plugins) }) },
    ...(hybrid
      ? {
          spec: {
            controlPlaneRef: controlPlaneRef(ConsumerRefType.KONNECT_NAMESPACED_REF, namespace, gateway),
          },
        }
      : {}),
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
  { hybrid, gateway }: Belonging,
): KongConsumerGroup {
  return new KongConsumerGroup(scope, `consumer-group-${name}`, {
    metadata: { name, namespace, ...(hybrid ? {} : { annotations: annotations(plugins) }) },
    ...(hybrid
      ? {
          spec: {
            name,
            controlPlaneRef: controlPlaneRef(GroupRefType.KONNECT_NAMESPACED_REF, namespace, gateway),
          },
        }
      : {}),
  });
}

/** The control plane is called as the Gateway, by its static name. */
function controlPlaneRef<Type>(type: Type, namespace: string, gateway: GatewayPlace) {
  const { name } = gateway;
  return { type, konnectNamespacedRef: gateway.namespace === namespace ? { name } : { ...gateway } };
}

function annotations(plugins: readonly string[]): Record<string, string> {
  return {
    ...(plugins.length === 0 ? {} : { 'konghq.com/plugins': plugins.join(',') }),
    'kubernetes.io/ingress.class': ingressClass,
  };
}
