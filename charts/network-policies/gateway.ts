import type { Construct } from 'constructs';
import { serviceGraph } from '../../config/application/graph';
import type { ClusterConfig } from '../../config/cluster';
import { type GatewayConfig, isMadeByOperator } from '../../config/gateway';
import { serviceLabels, servicePorts } from '../../config/graph/service-graph';
import { gatewayHosts } from '../gateway/egress';
import {
  clusterGateway,
  type GatewayPlace,
  gatewayNamespace,
  gatewayPodLabels,
  gatewayRelease,
  operatorPodLabels,
} from '../gateway/names';
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
  const { gateway } = config;
  addDefaultDeny(scope, gatewayNamespace);
  addGatewayPolicy(scope, config, clusterGateway);
  if (gateway.mode === 'konnect-data-plane' || isMadeByOperator(gateway)) return;
  addNetworkPolicy(scope, {
    namespace: gatewayNamespace,
    name: 'controller',
    podLabels: controllerPods,
    // The API server calls the webhook from an address of its own.
    ingress: [{ ports: tcp(8080) }, { from: [anyPod], ports: tcp(10254, 10255) }],
    egress: [{}],
  });
}

/**
 * What the pods of a Gateway take and call. In the namespace of an application it is beside those of its services, by a name that none
 * of them has.
 *
 * @param config as the Gateway's namespace sees it
 */
export function addGatewayPolicy(scope: Construct, config: ClusterConfig, place: GatewayPlace): void {
  const { gateway, mesh, observability } = config;
  const { namespace } = place;
  const byOperator = isMadeByOperator(gateway);
  const alone = gateway.mode === 'konnect-data-plane';
  const joins = mesh !== undefined && !alone;
  addNetworkPolicy(scope, {
    namespace,
    name: namespace === gatewayNamespace ? 'gateway' : place.name,
    podLabels: podsOf(gateway, place),
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
}

function podsOf(gateway: GatewayConfig, place: GatewayPlace): Readonly<Record<string, string>> {
  if (isMadeByOperator(gateway)) return operatorPodLabels(place);
  if (gateway.mode !== 'konnect-data-plane') return gatewayPodLabels;
  return { 'app.kubernetes.io/instance': gatewayRelease, 'app.kubernetes.io/name': 'kong' };
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
