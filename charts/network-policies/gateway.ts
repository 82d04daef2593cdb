import type { Construct } from 'constructs';
import { serviceGraph } from '../../config/application/graph';
import type { ClusterConfig } from '../../config/cluster';
import { isMadeByOperator } from '../../config/gateway';
import { serviceLabels, servicePorts } from '../../config/graph/service-graph';
import { gatewayHosts } from '../gateway/egress';
import { gatewayMemberOf, gatewayNamespace, gatewayPodLabels, gatewayRelease } from '../gateway/names';
import {
  addDefaultDeny,
  addNetworkPolicy,
  anyPod,
  dns,
  type EgressRule,
  pods,
  sidecarMetrics,
  tcp,
  toCollectors,
  toControlPlane,
} from './policy';

/** Ports of Kong's containers: for callers, its Admin API, and its status, which the load balancer and Prometheus ask for. */
const proxy = [8000, 8443];
const admin = 8444;
const status = 8100;

const controllerPods = { ...gatewayPodLabels, 'app.kubernetes.io/name': 'controller' };
const operatorPods = { 'app.kubernetes.io/component': 'ko' };

/**
 * The gateway's namespace: callers come in from everywhere, its controller configures it, and it calls what is published, the
 * hosts of its plugins and Konnect. The controller may call everything, for the API server has no address that is known here.
 */
export function addGatewayPolicies(scope: Construct, config: ClusterConfig): void {
  const { gateway, mesh, observability } = config;
  const namespace = gatewayNamespace;
  const byOperator = isMadeByOperator(gateway);
  const alone = gateway.mode === 'konnect-data-plane';
  const joins = mesh !== undefined && !alone;
  addDefaultDeny(scope, namespace);
  addNetworkPolicy(scope, {
    namespace,
    name: 'gateway',
    podLabels: alone
      ? { 'app.kubernetes.io/instance': gatewayRelease, 'app.kubernetes.io/name': 'kong' }
      : gatewayMemberOf(gateway).podLabels,
    ingress: [
      { ports: tcp(...proxy, status) },
      ...(alone
        ? []
        : [
            {
              from: [byOperator ? pods('kong-system', operatorPods) : pods(namespace, controllerPods)],
              ports: tcp(admin),
            },
          ]),
      ...(joins && mesh.backend === 'kong-mesh' && observability?.prometheus !== undefined
        ? [sidecarMetrics]
        : []),
    ],
    egress: [
      dns,
      ...(joins && mesh.backend === 'kong-mesh' ? [toControlPlane] : []),
      ...published(config),
      ...toCollectors(observability, 'httpPort'),
      ...toCollectors(observability, 'grpcPort'),
      ...hosts(config),
    ],
  });
  if (alone || byOperator) return;
  addNetworkPolicy(scope, {
    namespace,
    name: 'controller',
    podLabels: controllerPods,
    // The API server calls the webhook from an address of its own.
    ingress: [{ ports: tcp(8080) }, { from: [anyPod], ports: tcp(10254, 10255) }],
    egress: [{}],
  });
}

/** The services that applications publish. */
function published(config: ClusterConfig): readonly EgressRule[] {
  return Object.values(config.applications).flatMap((application) => {
    const { entry, namespace, services } = serviceGraph(application, config);
    return services
      .filter(({ name }) => entry.includes(name))
      .map((service) => ({
        to: [pods(namespace, serviceLabels(service))],
        ports: tcp(...servicePorts(service).map(({ port, targetPort = port }) => targetPort)),
      }));
  });
}

/** Hosts have names and no addresses here, so their ports are open; where there is a mesh it is that which knows the names. */
function hosts(config: ClusterConfig): readonly EgressRule[] {
  const { gateway, mesh } = config;
  const ports = gatewayHosts(config).map(({ port }) => port);
  const always = gateway.mode !== 'kic' && gateway.mode !== 'kong-operator';
  const all = [...ports, ...(always || mesh?.backend === 'app-mesh' ? [443] : [])];
  return all.length === 0 ? [] : [{ ports: tcp(...all) }];
}
