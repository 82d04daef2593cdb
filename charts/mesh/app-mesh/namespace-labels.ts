/**
 * Labels of a namespace that belongs to a mesh: the first is what the Mesh selects, the second switches the injector
 * on. Each pod of such a namespace needs a virtual node, or is refused (aws-app-mesh-controller-for-k8s pkg/inject).
 */
export function meshNamespaceLabels(mesh: string): Readonly<Record<string, string>> {
  return { mesh, 'appmesh.k8s.aws/sidecarInjectorWebhook': 'enabled' };
}

/** Annotation of a pod that stays out of the mesh in a namespace where the injector is on. */
export const outsideMesh = { 'appmesh.k8s.aws/sidecarInjectorWebhook': 'disabled' } as const;
