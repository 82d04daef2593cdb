import { podOwners, type ServiceGraph } from '../../config/graph/service-graph';
import type { JsonMap } from '../../config/kubernetes/field';
import { type PodSecurityLevel, strictestLevel } from '../../pod-spec/pod-security';

/**
 * The strictest level of Pod Security that lets the pods of an application in, with what Kuma injects where a CNI plugin
 * redirects the traffic: that takes from the pod that it is not root, and its seccomp profile. Nobody knows those of workloads that
 * are there already.
 *
 * @param graph with what runs the pods
 */
export function podLevel(graph: ServiceGraph): PodSecurityLevel {
  const owners = podOwners(graph);
  if (owners.some(({ existing }) => existing !== undefined)) return 'privileged';
  const specs = owners
    .flatMap(({ versions }) => versions)
    .flatMap(({ workload }) => (workload === undefined ? [] : [workload.pod]));
  return strictestLevel(specs.map((pod) => ({ ...pod, initContainers: [...initOf(pod), injected] })));
}

function initOf({ initContainers }: JsonMap): readonly unknown[] {
  return Array.isArray(initContainers) ? initContainers : [];
}

/** What Kuma's injector says of its own containers (kumahq/kuma v2.14.3 pkg/plugins/runtime/k8s/webhooks/injector). */
const injected = {
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsUser: 5678 },
};
