import type { ClusterConfig } from '../config/cluster';
import type { MeshConfig } from '../config/mesh';
import type { PodSecurityLevel } from '../pod-spec/pod-security';

/** Labels of a namespace that lets in what a level lets in, and nothing else. */
export function podSecurityLabels(
  { production }: Pick<ClusterConfig, 'production'>,
  level: PodSecurityLevel,
): Readonly<Record<string, string>> {
  return production.podSecurity === 'none' ? {} : { 'pod-security.kubernetes.io/enforce': level };
}

/**
 * The level of a namespace whose pods the mesh injects. Its init container redirects the traffic and needs NET_ADMIN, which
 * baseline does not let in. Where a CNI plugin does that, what is injected fits restricted, if the pod itself says that it is
 * not root and has a seccomp profile (kumahq/kuma v2.14.3 pkg/plugins/runtime/k8s/webhooks/injector).
 *
 * @param own finds the strictest level that lets the pods in without what is injected
 */
export function injectedLevel(mesh: MeshConfig | undefined, own: () => PodSecurityLevel): PodSecurityLevel {
  return mesh === undefined || (mesh.backend === 'kong-mesh' && mesh.cni) ? own() : 'privileged';
}

/** A container that restricted lets in. */
export const restrictedContainer = {
  readOnlyRootFilesystem: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
} as const;

const seccompProfile = { type: 'RuntimeDefault' } as const;

/** A pod that restricted lets in. */
export const restrictedPod = { runAsNonRoot: true, seccompProfile } as const;

/**
 * A pod that the mesh injects. What it says of itself holds for its init containers too, and that of the mesh is root: the
 * kubelet would not start it in a pod that is not root.
 */
export function injectedPod(mesh: MeshConfig | undefined): Readonly<Record<string, unknown>> {
  return injectedLevel(mesh, () => 'restricted') === 'restricted' ? restrictedPod : { seccompProfile };
}
