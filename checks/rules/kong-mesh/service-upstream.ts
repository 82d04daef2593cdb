import { dig, text } from '../../../references/fields';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

const annotation = 'ingress.kubernetes.io/service-upstream';
const label = 'kuma.io/sidecar-injection';
const routes = new Set(['Ingress', 'HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TCPIngress']);

export const serviceUpstream: ObjectRule = {
  id: 'kong-mesh/service-upstream',
  severity: 'warning',
  title: 'a gateway in the mesh exposes a Service without service-upstream',
  why: 'Kong would call pods by their addresses, past the mesh’s routes. Kuma writes the annotation itself, which delivery then undoes.',
  source: kumaFile('pkg/plugins/runtime/k8s/controllers/service_controller.go'),
  kinds: ['/Service'],
  *checkObject(object, { index }) {
    const { annotations, namespace = 'default' } = object.metadata;
    const injected = index.namespaceLabels(namespace)[label];
    if (injected !== 'enabled' && injected !== 'true') return;
    if (annotations?.[annotation] === 'true' || annotations?.['kuma.io/ignore'] === 'true') return;
    if (dig(object, 'spec', 'type') === 'ExternalName') return;
    const route = index.referrers(object).find(({ from }) => routes.has(from.kind))?.from;
    if (route === undefined) return;
    yield {
      object,
      path: '/metadata',
      message: `${route.kind} ${route.metadata.name} exposes the Service pod by pod`,
      found: text(annotations?.[annotation]) ?? `no annotation ${annotation}`,
      expected: `${annotation}: "true"`,
      mend: `annotate the Service ${annotation}: "true"`,
    };
  },
  example: {
    given: ['kong-mesh', 'Mesh default', 'IngressClass kong'],
    fails: example(''),
    passes: example(', annotations: {ingress.kubernetes.io/service-upstream: "true"}'),
  },
};

function example(annotations: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {kuma.io/sidecar-injection: enabled}}
---
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod${annotations}}
spec: {selector: {app: jazz}, ports: [{port: 9080, appProtocol: http}]}
---
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {app: jazz}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0", ports: [{containerPort: 9080}]}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: jazz, namespace: prod, annotations: {konghq.com/protocols: "http,https"}}
spec:
  ingressClassName: kong
  rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: jazz, port: {number: 9080}}}}]}}]
`;
}
