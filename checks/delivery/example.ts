/** An Argo CD Application of the examples that installs a chart, with its values in YAML's flow style. */
export function exampleApplication(
  chart: string,
  values: string,
  more = 'syncPolicy: {automated: {prune: true, selfHeal: true}, syncOptions: [ServerSideApply=true], retry: {limit: 20}}',
): string {
  return `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${chart}, namespace: argocd}
spec:
  project: default
  destination: {server: "https://kubernetes.default.svc", namespace: system}
  source:
    repoURL: https://charts.example.com
    chart: ${chart}
    targetRevision: 1.0.0
    helm: {releaseName: ${chart}, valuesObject: ${values}}
  ${more}
`;
}

/** A Flux HelmRelease of the examples, with its repository. */
export function exampleHelmRelease(chart: string, more: string): string {
  return `
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {name: charts, namespace: system}
spec: {interval: 1h, url: "https://charts.example.com"}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: ${chart}, namespace: system}
spec:
  interval: 10m
  chart: {spec: {chart: ${chart}, version: 1.0.0, sourceRef: {kind: HelmRepository, name: charts}}}
  ${more}
`;
}

/** A Flux Kustomization of the examples, with its source. */
export function exampleKustomization(name: string, more: string): string {
  return `
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: ${name}, namespace: flux-system}
spec:
  interval: 10m
  prune: true
  sourceRef: {kind: GitRepository, name: platform}
  ${more}
`;
}

/** What Kustomizations of the examples read from. */
export const exampleSource = `
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: platform, namespace: flux-system}
spec: {interval: 1m, url: "https://github.com/example/platform", ref: {branch: main}}
`;
