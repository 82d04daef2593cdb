import { dig, items } from '../../../references/fields';
import { keyOf } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import { serviceOfHost } from '../../../references/service-host';
import { backendsOf, exposures, gatewayNodes } from '../../app-mesh/gateways';
import { appMeshGroup, controllerFile } from '../../app-mesh/source';
import { hostOf } from '../../app-mesh/virtual-service';
import type { CheckContext, SetRule } from '../../rule';

export const gatewayBackend: SetRule = {
  id: 'app-mesh/gateway-backend',
  severity: 'error',
  title: 'a gateway exposes a service that its virtual node has no backend for',
  why: 'The sidecar of the gateway knows its backends only: it drops every other call, or with ALLOW_ALL sends it past the mesh.',
  source: controllerFile('apis/appmesh/v1beta2/virtualnode_types.go: backends'),
  unanswered:
    'what Envoy is told of backends is made by App Mesh in AWS, which is out of reach here and closed since 30 September 2026',
  *checkSet({ index }: CheckContext) {
    const gateways = gatewayNodes(index);
    if (gateways.length === 0) return;
    const virtual = new Map<string, Manifest>();
    for (const service of index.ofKind(appMeshGroup, 'VirtualService')) {
      const id = serviceOfHost(hostOf(service));
      if (id !== undefined) virtual.set(keyOf(id), service);
    }
    const exposed = new Map<Manifest, Manifest>();
    for (const { by, id } of exposures(index)) {
      const service = virtual.get(keyOf(id));
      if (service !== undefined && !exposed.has(service)) exposed.set(service, by);
    }
    for (const object of gateways) {
      const backends = backendsOf(object, index);
      for (const [service, by] of exposed) {
        const { name, namespace = '' } = service.metadata;
        if (backends === undefined || backends.has(`${namespace}/${name}`)) continue;
        yield {
          object,
          path: items(dig(object, 'spec', 'backends')).length === 0 ? '/spec' : '/spec/backends',
          message: `${by.kind} ${by.metadata.name} exposes ${hostOf(service)}, which is no backend of the gateway`,
          found: [...backends].join(', ') || 'no backends',
          expected: `a backend for VirtualService ${namespace}/${name}`,
          mend: `add {virtualService: {virtualServiceRef: {name: ${name}, namespace: ${namespace}}}} to the backends`,
        };
      }
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'VirtualNode prod/jazz', 'HelmRepository kong/kong'],
    fails: `
apiVersion: v1
kind: Namespace
metadata: {name: kong, labels: {mesh: dj-app, appmesh.k8s.aws/sidecarInjectorWebhook: enabled}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj-app}
spec: {namespaceSelector: {matchLabels: {mesh: dj-app}}}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: kong, namespace: kong}
spec:
  interval: 10m
  chart: {spec: {chart: kong, version: 3.4.1, sourceRef: {kind: HelmRepository, name: kong}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: kong, namespace: kong}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/instance: kong}}
  backends: []
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec: {awsName: jazz.prod.svc.cluster.local, provider: {virtualNode: {virtualNodeRef: {name: jazz}}}}
---
apiVersion: v1
kind: Service
metadata:
  name: jazz
  namespace: prod
  annotations: {konghq.com/host-header: jazz.prod.svc.cluster.local, ingress.kubernetes.io/service-upstream: "true"}
spec: {ports: [{port: 9080}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: jazz
  namespace: prod
  annotations: {konghq.com/preserve-host: "false", konghq.com/protocols: "http,https"}
spec:
  ingressClassName: kong
  rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: jazz, port: {number: 9080}}}}]}}]
`,
    passes: `
apiVersion: v1
kind: Namespace
metadata: {name: kong, labels: {mesh: dj-app, appmesh.k8s.aws/sidecarInjectorWebhook: enabled}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj-app}
spec: {namespaceSelector: {matchLabels: {mesh: dj-app}}}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: kong, namespace: kong}
spec:
  interval: 10m
  chart: {spec: {chart: kong, version: 3.4.1, sourceRef: {kind: HelmRepository, name: kong}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: kong, namespace: kong}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/instance: kong}}
  backends: [{virtualService: {virtualServiceRef: {name: jazz, namespace: prod}}}]
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec: {awsName: jazz.prod.svc.cluster.local, provider: {virtualNode: {virtualNodeRef: {name: jazz}}}}
---
apiVersion: v1
kind: Service
metadata:
  name: jazz
  namespace: prod
  annotations: {konghq.com/host-header: jazz.prod.svc.cluster.local, ingress.kubernetes.io/service-upstream: "true"}
spec: {ports: [{port: 9080}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: jazz
  namespace: prod
  annotations: {konghq.com/preserve-host: "false", konghq.com/protocols: "http,https"}
spec:
  ingressClassName: kong
  rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: jazz, port: {number: 9080}}}}]}}]
`,
  },
};
