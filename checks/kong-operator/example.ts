/** What the examples of Kong Operator's rules take as there. */
export const operatorGiven = [
  'kong-operator',
  'gateway-api-crds',
  'external-secrets',
  'Namespace kong',
  'Namespace prod',
  'SecretStore kong/store',
  'SecretStore prod/store',
  'Service prod/jazz',
];

/** An ExternalSecret of the examples, with the labels of the Secret that it makes. */
export function exampleSecret(
  name: string,
  namespace: string,
  labels: string,
  keys: readonly string[],
): string {
  const data = keys.map((key) => `{secretKey: ${key}, remoteRef: {key: kong/${name}, property: ${key}}}`);
  return `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: ${name}, template: {metadata: {labels: {${labels}}}}}
  data: [${data.join(', ')}]
`;
}

/** Label by which the operator sees a Secret. */
export const seen = 'konghq.com/secret: "true"';

/** A Gateway of the operator's with its class; `configuration` is the spec of its GatewayConfiguration. */
export function exampleOperator(
  configuration = '{}',
  listeners = '{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}',
): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: kong}
spec:
  controllerName: konghq.com/gateway-operator
  parametersRef: {group: gateway-operator.konghq.com, kind: GatewayConfiguration, name: kong, namespace: kong}
---
apiVersion: gateway-operator.konghq.com/v2beta1
kind: GatewayConfiguration
metadata: {name: kong, namespace: kong}
spec: ${configuration}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: kong, namespace: kong, annotations: {gateway-operator.konghq.com/static-naming: "true"}}
spec:
  gatewayClassName: kong
  listeners: [${listeners}]
`;
}

/** The same with Konnect in the place of a control plane. */
export function exampleHybrid(server = 'https://eu.api.konghq.com', listeners?: string): string {
  return `${exampleOperator('{konnect: {authRef: {name: konnect}}}', listeners)}---
apiVersion: konnect.konghq.com/v1alpha1
kind: KonnectAPIAuthConfiguration
metadata: {name: konnect, namespace: kong}
spec: {type: secretRef, secretRef: {name: konnect-token}, serverURL: "${server}"}
---${exampleSecret('konnect-token', 'kong', `${seen}, konghq.com/credential: konnect`, ['token'])}`;
}

/** An HTTPRoute below that Gateway; `more` goes into its rule. */
export function exampleOperatorRoute(annotations: string, more = ''): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: dj, namespace: prod, annotations: {${annotations}}}
spec:
  parentRefs: [{name: kong, namespace: kong}]
  rules:
    - matches: [{path: {type: PathPrefix, value: /dj/jazz}}]
      backendRefs: [{name: jazz, port: 9080}]
      ${more}
`;
}

/** A filter of a rule that names a KongPlugin. */
export function pluginFilter(name: string): string {
  return `filters: [{type: ExtensionRef, extensionRef: {group: configuration.konghq.com, kind: KongPlugin, name: ${name}}}]`;
}
