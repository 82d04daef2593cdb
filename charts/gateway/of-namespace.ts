import type { ClusterConfig } from '../../config/cluster';
import { type HybridConfig, hasPodsOfItsOwn, type OperatorConfig } from '../../config/gateway';

/**
 * A cluster as the gateway of a namespace sees it, where Kong Operator makes one of its own there: what is said of that gateway
 * instead of all, and its application alone. The cluster as it is anywhere else.
 */
export function configOfNamespace(config: ClusterConfig, namespace: string): ClusterConfig {
  const { applications, gateway } = config;
  if (!hasPodsOfItsOwn(gateway) || !('namespaces' in gateway)) return config;
  return {
    ...config,
    gateway: gatewayOfNamespace(gateway, namespace),
    applications: Object.fromEntries(
      Object.entries(applications).filter(([, application]) => application.namespace.name === namespace),
    ),
  };
}

/** A gateway as it is in a namespace. */
export function gatewayOfNamespace(gateway: OperatorConfig, namespace: string): OperatorConfig {
  return gateway.mode === 'konnect-operator'
    ? inKonnect(gateway, namespace)
    : { ...gateway, ...own(gateway, namespace) };
}

function inKonnect(gateway: HybridConfig, namespace: string): HybridConfig {
  const controlPlaneId = gateway.namespaces[namespace]?.controlPlaneId;
  return { ...gateway, ...own(gateway, namespace), konnect: { ...gateway.konnect, controlPlaneId } };
}

function own(
  gateway: OperatorConfig,
  namespace: string,
): Pick<OperatorConfig, 'autoscaling' | 'loadBalancer' | 'replicas'> {
  const { autoscaling, loadBalancer, replicas } = gateway;
  const said = gateway.namespaces[namespace];
  return {
    replicas: said?.replicas ?? replicas,
    autoscaling: said?.autoscaling ?? autoscaling,
    loadBalancer: {
      ...loadBalancer,
      scheme: said?.loadBalancer.scheme ?? loadBalancer.scheme,
      annotations: { ...loadBalancer.annotations, ...said?.loadBalancer.annotations },
    },
  };
}
