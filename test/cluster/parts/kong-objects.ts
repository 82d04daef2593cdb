import type { Manifest } from '../../../references/manifest';

const group = 'configuration.konghq.com/v1';
const classed = { 'kubernetes.io/ingress.class': 'kong' };

/** Objects with one thing wrong each, which the API server itself has nothing against. */
export function brokenKongObjects(namespace: string): readonly Manifest[] {
  return [
    {
      apiVersion: group,
      kind: 'KongConsumer',
      metadata: { name: 'without-secret', namespace, annotations: classed },
      username: 'without-secret',
      credentials: ['no-such-secret'],
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'no-key', namespace, labels: { 'konghq.com/credential': 'key-auth' } },
      stringData: { other: 'a' },
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'no-type', namespace, labels: { 'konghq.com/credential': 'api-key' } },
      stringData: { key: 'a' },
    },
    {
      apiVersion: group,
      kind: 'KongPlugin',
      metadata: { name: 'no-secret', namespace },
      plugin: 'rate-limiting',
      configFrom: { secretKeyRef: { name: 'no-such-secret', key: 'config' } },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'smtp', namespace, annotations: { 'konghq.com/protocols': 'smtp' } },
      spec: {
        ingressClassName: 'kong',
        rules: [
          {
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: { service: { name: 'jazz', port: { number: 9080 } } },
                },
              ],
            },
          },
        ],
      },
    },
  ];
}

/** A Gateway of Kong's class with a route that splits over Services, the first of which has two pods. */
export function weightedRoute(
  namespace: string,
  weights: Readonly<Record<string, number>>,
): readonly Manifest[] {
  const apiVersion = 'gateway.networking.k8s.io/v1';
  const services = Object.keys(weights).flatMap((name, index) => [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: {
        ports: [{ name: 'http', port: 9080, targetPort: 9080, protocol: 'TCP' }],
        selector: { app: name },
      },
    },
    endpoints(namespace, name, index === 0 ? ['10.0.1.1', '10.0.1.2'] : [`10.0.${index + 1}.1`]),
  ]);
  const hook = { 'konghq.com/gatewayclass-unmanaged': 'true' };
  return [
    ...services,
    {
      apiVersion,
      kind: 'GatewayClass',
      metadata: { name: 'kong', annotations: hook },
      spec: { controllerName: 'konghq.com/kic-gateway-controller' },
    },
    {
      apiVersion,
      kind: 'Gateway',
      metadata: { name: 'kong', namespace },
      spec: { gatewayClassName: 'kong', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
    },
    {
      apiVersion,
      kind: 'HTTPRoute',
      metadata: { name: 'jazz', namespace },
      spec: {
        parentRefs: [{ name: 'kong' }],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            backendRefs: Object.entries(weights).map(([name, weight]) => ({ name, port: 9080, weight })),
          },
        ],
      },
    },
  ];
}

function endpoints(namespace: string, service: string, addresses: readonly string[]): Manifest {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${service}-1`,
      namespace,
      labels: { 'kubernetes.io/service-name': service },
    },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 9080, protocol: 'TCP' }],
    endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true } })),
  };
}
