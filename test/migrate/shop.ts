/** A front that calls a service of two versions, as App Mesh's users write it: an empty Service under the service's name. */
export const shop = `
kind: Namespace
apiVersion: v1
metadata: { name: shop, labels: { mesh: shop, appmesh.k8s.aws/sidecarInjectorWebhook: enabled } }
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: { name: shop, uid: 0af1, finalizers: [finalizers.appmesh.k8s.aws/mesh-members] }
spec: { namespaceSelector: { matchLabels: { mesh: shop } } }
status: { meshARN: arn }
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: { name: front, namespace: shop }
spec:
  podSelector: { matchLabels: { app: front } }
  listeners: [{ portMapping: { port: 8080, protocol: http } }]
  backends: [{ virtualService: { virtualServiceRef: { name: price } } }]
  serviceDiscovery: { dns: { hostname: front.shop.svc.cluster.local } }
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: { name: price-1, namespace: shop }
spec:
  podSelector: { matchLabels: { app: price, version: "1" } }
  listeners: [{ portMapping: { port: 8080, protocol: http } }]
  serviceDiscovery: { dns: { hostname: price-1.shop.svc.cluster.local } }
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: { name: price-2, namespace: shop }
spec:
  podSelector: { matchLabels: { app: price, version: "2" } }
  listeners: [{ portMapping: { port: 8080, protocol: http } }]
  serviceDiscovery: { dns: { hostname: price-2.shop.svc.cluster.local } }
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: { name: price, namespace: shop }
spec:
  awsName: price.shop.svc.cluster.local
  provider: { virtualRouter: { virtualRouterRef: { name: price } } }
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: { name: price, namespace: shop }
spec:
  listeners: [{ portMapping: { port: 8080, protocol: http } }]
  routes:
    - name: testers
      priority: 1
      httpRoute:
        match: { prefix: /price, headers: [{ name: X-Tester, match: { suffix: .yes } }] }
        action: { weightedTargets: [{ virtualNodeRef: { name: price-2 }, weight: 1 }] }
    - name: rest
      priority: 2
      httpRoute:
        match: { prefix: /price }
        action:
          weightedTargets:
            - { virtualNodeRef: { name: price-1 }, weight: 95 }
            - { virtualNodeRef: { name: price-2 }, weight: 5 }
---
apiVersion: v1
kind: Service
metadata: { name: front, namespace: shop }
spec: { selector: { app: front }, ports: [{ port: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: price, namespace: shop }
spec: { ports: [{ port: 8080, name: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: price-1, namespace: shop }
spec: { selector: { app: price, version: "1" }, ports: [{ port: 8080, name: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: price-2, namespace: shop }
spec: { selector: { app: price, version: "2" }, ports: [{ port: 80, targetPort: 8080 }] }
${['front', 'price-1', 'price-2']
  .map((name) => {
    const [app, version] = name.split('-');
    const labels = version === undefined ? `{ app: ${app} }` : `{ app: ${app}, version: "${version}" }`;
    return `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: ${labels} }
  template:
    metadata: { labels: ${labels} }
    spec: { containers: [{ name: app, image: example/app:1, ports: [{ containerPort: 8080 }] }] }
`;
  })
  .join('')}`;
