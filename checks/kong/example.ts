/** What the examples of Kong's rules take as there: Kong itself, a namespace, and a Service to route to. */
export const kongGiven = [
  'kong-crds',
  'Namespace prod',
  'Namespace kong',
  'IngressClass kong',
  'Service prod/jazz',
];

/** A route of the examples, with annotations in YAML's flow style. */
export function exampleIngress(annotations: string, name = 'djingress', path = '/dj/jazz'): string {
  return `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${name}
  namespace: prod
  annotations: {${annotations}}
spec:
  ingressClassName: kong
  rules:
    - http:
        paths:
          - path: ${path}
            pathType: Prefix
            backend: {service: {name: jazz, port: {number: 9080}}}
`;
}

/** A plugin of the examples. */
export function examplePlugin(name: string, plugin: string, config = '{}'): string {
  return `
apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: {name: ${name}, namespace: prod}
plugin: ${plugin}
config: ${config}
`;
}

/** A Flux install of a chart of Kong's, with its values in YAML's flow style. */
export function exampleRelease(chart: 'kong' | 'ingress', values: string): string {
  return `
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {name: kong, namespace: kong}
spec: {interval: 1h, url: "https://charts.konghq.com"}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: kong, namespace: kong}
spec:
  interval: 10m
  releaseName: kong
  chart: {spec: {chart: ${chart}, version: ${chart === 'kong' ? '3.4.1' : '0.24.0'}, sourceRef: {kind: HelmRepository, name: kong}}}
  install: {crds: CreateReplace, remediation: {retries: 5}}
  upgrade: {crds: CreateReplace, remediation: {retries: 5}}
  values: ${values}
`;
}
