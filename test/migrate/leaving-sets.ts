import { shop } from './shop';

/** The shop with a Service that has the port of its virtual node, so that App Mesh's calls reach its pods, and a last route for all. */
export const working = shop
  .replace('port: 80, targetPort: 8080', 'port: 8080')
  .replace('match: { prefix: /price }', 'match: { prefix: / }');

/** The two versions of price take TLS alone, from who calls them. */
export const encrypted = working.replaceAll(
  /(name: price-\d, namespace: shop \}\nspec:\n.*\n) {2}listeners: \[\{ portMapping: \{ port: 8080, protocol: http \} \}\]/g,
  '$1  listeners: [{ portMapping: { port: 8080, protocol: http }, tls: { mode: STRICT, certificate: { file: { certificateChain: /a, privateKey: /b } } } }]',
);

/** A virtual gateway with a route to price, and the Envoys that it has. */
export const door = `---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualGateway
metadata: { name: door, namespace: shop }
spec:
  namespaceSelector: { matchLabels: { mesh: shop } }
  podSelector: { matchLabels: { app: door } }
  listeners: [{ portMapping: { port: 8088, protocol: http } }]
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: GatewayRoute
metadata: { name: price, namespace: shop }
spec:
  httpRoute:
    match: { prefix: /price/ }
    action: { target: { virtualService: { virtualServiceRef: { name: price } } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: door, namespace: shop }
spec:
  selector: { matchLabels: { app: door } }
  template:
    metadata: { labels: { app: door } }
    spec: { containers: [{ name: envoy, image: example/aws-appmesh-envoy:1, ports: [{ containerPort: 8088 }] }] }
`;

/** A StatefulSet that calls nobody, with a Service that a router leads to, for all names alike. */
export const stock = `---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: { name: stock, namespace: shop }
spec:
  podSelector: { matchLabels: { app: stock } }
  listeners: [{ portMapping: { port: 8080, protocol: http } }]
  serviceDiscovery: { dns: { hostname: stock.shop.svc.cluster.local } }
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: { name: stock, namespace: shop }
spec:
  awsName: stock.shop.svc.cluster.local
  provider: { virtualNode: { virtualNodeRef: { name: stock } } }
---
apiVersion: v1
kind: Service
metadata: { name: stock, namespace: shop }
spec: { selector: { app: stock }, ports: [{ port: 8080 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: stock, namespace: shop }
spec:
  serviceName: stock
  selector: { matchLabels: { app: stock } }
  template:
    metadata: { labels: { app: stock } }
    spec: { containers: [{ name: app, image: example/app:1, ports: [{ containerPort: 8080 }] }] }
`;

/** A way to leave: what the cluster has, and the flags of the conversion. */
export interface LeavingSet {
  readonly name: string;
  readonly text: string;
  readonly flags: readonly string[];
}

/** Sets whose runbooks have between them every kind of step. */
export const leavingSets: readonly LeavingSet[] = [
  { name: 'one by one, with Ingresses', text: `${working}${stock}${door}`, flags: [] },
  { name: 'as a group, with Gateway API', text: `${encrypted}${door}`, flags: ['--gateway', 'gateway-api'] },
  { name: 'as application files', text: working, flags: ['--application'] },
];
