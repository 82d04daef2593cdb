/** A namespace of a mesh, whose pods are injected; more of its labels on one line of YAML. */
export function meshedNamespace(labels = ''): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {mesh: dj-app, appmesh.k8s.aws/sidecarInjectorWebhook: enabled${labels}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj-app}
spec: {namespaceSelector: {matchLabels: {mesh: dj-app}}}
`;
}

/** A virtual node of the pods of jazz. */
export function jazzNode(name = 'jazz'): string {
  return `---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: ${name}, namespace: prod}
spec: {podSelector: {matchLabels: {app: jazz}}}
`;
}

/** A pod of jazz; its annotations on one line of YAML. */
export function jazzPod(annotations = '{}'): string {
  return `---
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {app: jazz}, annotations: ${annotations}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0"}]}
`;
}
