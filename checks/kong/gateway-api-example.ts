/** What the examples of Gateway API rules take as there. */
export const routeGiven = ['kong-crds', 'gateway-api-crds', 'Namespace prod', 'Service prod/jazz'];

/** A GatewayClass of Kong's and a Gateway of the examples. */
export function exampleGateway(
  annotations = 'konghq.com/gatewayclass-unmanaged: "true"',
  className = 'kong',
): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: kong, annotations: {${annotations}}}
spec: {controllerName: konghq.com/kic-gateway-controller}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: kong, namespace: prod}
spec:
  gatewayClassName: ${className}
  listeners: [{name: proxy, port: 80, protocol: HTTP}]
`;
}

/** An HTTPRoute of the examples below that Gateway; `more` goes into its rule. */
export function exampleRoute(more: string, parent = '{name: kong}'): string {
  return `${exampleGateway()}---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: dj, namespace: prod}
spec:
  parentRefs: [${parent}]
  rules:
    - matches: [{path: {type: PathPrefix, value: /dj/jazz}}]
      backendRefs: [{name: jazz, port: 9080}]
      ${more}
`;
}

/** A Gateway with a listener of each protocol, and an HTTPRoute on that by HTTPS; beside it, where asked for, a redirect on that by HTTP. */
export function exampleListeners(redirect: boolean, annotations: string): string {
  const listeners = `[{name: http, port: 80, protocol: HTTP}, {name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: dj-tls}]}}]`;
  const gateway = exampleGateway().replace(/listeners: .*/, `listeners: ${listeners}`);
  const route = (name: string, section: string, rule: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: prod, annotations: {${name === 'dj' ? annotations : ''}}}
spec:
  parentRefs: [{name: kong, sectionName: ${section}}]
  hostnames: [dj.example.com]
  rules:
    - ${rule}
`;
  return [
    gateway,
    ...(redirect
      ? [
          route(
            'dj-redirect',
            'http',
            'filters: [{type: RequestRedirect, requestRedirect: {scheme: https, statusCode: 301}}]',
          ),
        ]
      : []),
    route('dj', 'https', 'backendRefs: [{name: jazz, port: 9080}]'),
  ].join('');
}
