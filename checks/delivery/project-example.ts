/** YAML of an Application that goes to namespace prod, and a project that allows another namespace, or that one. */
export function projectExample(namespace: string): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: shop, namespace: argocd}
spec:
  sourceRepos: ["https://github.com/example/platform"]
  destinations: [{server: "https://kubernetes.default.svc", namespace: ${namespace}}]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: shop, namespace: argocd}
spec:
  project: shop
  source: {repoURL: "https://github.com/example/platform", path: shop, targetRevision: main}
  destination: {server: "https://kubernetes.default.svc", namespace: prod}
`;
}
