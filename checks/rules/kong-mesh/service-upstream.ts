import { dig, strings, text } from '../../../references/fields';
import { isInKongMesh } from '../../../references/kinds/kuma-pods';
import { byLabels } from '../../../references/labels';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

const annotation = 'ingress.kubernetes.io/service-upstream';
const label = 'kuma.io/sidecar-injection';
const on = new Set(['enabled', 'true']);
const routes = new Set(['Ingress', 'HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TCPIngress']);

export const serviceUpstream: ObjectRule = {
  id: 'kong-mesh/service-upstream',
  severity: 'warning',
  title: 'a gateway in the mesh exposes a Service without service-upstream',
  why: 'Kong would call pods by their addresses, past the mesh’s routes. Kuma writes the annotation itself, which delivery then undoes.',
  source: kumaFile('pkg/plugins/runtime/k8s/controllers/service_controller.go'),
  measured:
    'kuma-cp 2.14.3 writes the annotation on the Services of namespaces that are labelled for injection, and on no others.',
  kinds: ['/Service'],
  *checkObject(object, { index, open = false }) {
    const { annotations, namespace = 'default' } = object.metadata;
    const injected = on.has(index.namespaceLabels(namespace)[label] ?? '');
    // Kuma writes it in namespaces that are labelled; in output that is complete, delivery would take it away again.
    if (injected ? open : !selectsMeshedPods(object, index)) return;
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

/** Whether single pods ask for a proxy in a namespace that does not, where Kuma writes no annotation. */
function selectsMeshedPods(service: Manifest, index: ReferenceIndex): boolean {
  const selector = strings(dig(service, 'spec', 'selector'));
  if (Object.keys(selector).length === 0) return false;
  const pods = index.pods(service.metadata.namespace ?? 'default', byLabels(selector));
  return pods.some((pod) => isInKongMesh(pod, index));
}

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
