import type { Construct } from 'constructs';
import {
  calledHosts,
  calledServices,
  type ExternalService,
  type GatewayMember,
  isThroughEgress,
  podOwners,
  type Service,
  type ServiceGraph,
  serviceLabels,
  servicePorts,
  type Worker,
} from '../../config/graph/service-graph';
import type { MeshConfig } from '../../config/mesh';
import type { ObservabilityConfig } from '../../config/observability';
import { systemNamespace } from '../mesh/kong-mesh/names';
import {
  addDefaultDeny,
  addNetworkPolicy,
  dns,
  type EgressRule,
  type IngressRule,
  ofNamespace,
  pods,
  sidecarMetrics,
  tcp,
  toCollectors,
  toControlPlane,
} from './policy';

export interface ApplicationPoliciesProps {
  readonly graph: ServiceGraph;
  readonly gateway: GatewayMember;
  readonly mesh: MeshConfig;
  readonly observability: ObservabilityConfig | undefined;
}

/**
 * Lets through between the pods of an application and others what its service graph permits, and shuts the rest: the same calls
 * that the mesh's permissions are made of.
 */
export function addApplicationPolicies(scope: Construct, props: ApplicationPoliciesProps): void {
  const { graph } = props;
  const { namespace } = graph;
  addDefaultDeny(scope, namespace);
  for (const owner of podOwners(graph)) {
    addNetworkPolicy(scope, {
      namespace,
      name: owner.name,
      podLabels: serviceLabels(owner),
      ingress: ingressOf(props, owner),
      egress: egressOf(props, owner),
    });
  }
}

function ingressOf(
  { graph, gateway, mesh, observability }: ApplicationPoliciesProps,
  owner: Service | Worker,
): readonly IngressRule[] {
  const metrics =
    mesh.backend === 'kong-mesh' && observability?.prometheus !== undefined ? [sidecarMetrics] : [];
  if (!isService(owner)) return metrics;
  const { name, foreignCallers = [] } = owner;
  const from = [
    ...(graph.entry.includes(name) ? [pods(gateway.namespace, gateway.podLabels)] : []),
    ...podOwners(graph)
      .filter(({ calls = [] }) => calls.includes(name))
      .map((caller) => pods(graph.namespace, serviceLabels(caller))),
    ...foreignCallers.map(({ namespace, podLabels }) => pods(namespace, podLabels)),
  ];
  return [...(from.length === 0 ? [] : [{ from: unique(from), ports: containerPorts(owner) }]), ...metrics];
}

function egressOf(
  { graph, mesh, observability }: ApplicationPoliciesProps,
  owner: Service | Worker,
): readonly EgressRule[] {
  const hosts = calledHosts(graph, owner);
  const foreign = [...new Set((owner.foreignCalls ?? []).map(({ namespace }) => namespace))];
  const meshed: readonly EgressRule[] =
    mesh.backend === 'kong-mesh'
      ? [
          toControlPlane,
          ...toCollectors(observability, 'grpcPort'),
          ...(hosts.some(isThroughEgress)
            ? [{ to: [pods(systemNamespace, { app: `kong-mesh-${mesh.name}-egress` })], ports: tcp(10002) }]
            : []),
        ]
      : // Envoy asks App Mesh, and signs in by web identity.
        [{ ports: tcp(443) }];
  return [
    dns,
    ...meshed,
    ...calledServices(graph, owner).map((called) => ({
      to: [pods(graph.namespace, serviceLabels(called))],
      ports: containerPorts(called),
    })),
    // Their namespace says which of its pods may be called, and by whom.
    ...(foreign.length === 0 ? [] : [{ to: foreign.map(ofNamespace) }]),
    ...hosts.filter((host) => mesh.backend === 'app-mesh' || !isThroughEgress(host)).map(toHost),
    ...rights(owner),
  ];
}

/** A host is known by its addresses where the file has them; a policy knows no names, so otherwise its port is open. */
function toHost({ cidr, port }: ExternalService): EgressRule {
  return {
    ...(cidr === undefined ? {} : { to: cidr.map((each) => ({ ipBlock: { cidr: each } })) }),
    ports: tcp(port),
  };
}

/** Where pods get the rights of their role: from STS and the services of AWS, or from the agent of EKS on the node. */
function rights({ versions }: Service | Worker): readonly EgressRule[] {
  const roles = versions.flatMap(({ workload }) => workload?.role ?? []);
  if (roles.length === 0) return [];
  const agent = roles.some(({ identity }) => identity === 'pod-identity');
  return [
    { ports: tcp(443) },
    ...(agent ? [{ to: [{ ipBlock: { cidr: '169.254.170.23/32' } }], ports: tcp(80) }] : []),
  ];
}

function containerPorts(service: Service) {
  return tcp(...servicePorts(service).map(({ port, targetPort = port }) => targetPort));
}

function isService(owner: Service | Worker): owner is Service {
  return 'port' in owner;
}

function unique<T>(all: readonly T[]): readonly T[] {
  const seen = new Map(all.map((each) => [JSON.stringify(each), each]));
  return [...seen.values()];
}
