/** API group of App Mesh's kinds. */
export const appMeshGroup = 'appmesh.k8s.aws';

const controller = 'aws-app-mesh-controller-for-k8s v1.13.3';

/** A file of the App Mesh controller, as the source of a rule. */
export function controllerFile(path: string): string {
  return `${controller} ${path}`;
}
