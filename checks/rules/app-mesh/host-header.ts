import { text } from '../../../references/fields';
import { idOf, keyOf, objectId } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import { exposedServices } from '../../app-mesh/gateways';
import { controllerFile } from '../../app-mesh/source';
import { hostOf, serviceOf } from '../../app-mesh/virtual-service';
import { deepest } from '../../place';
import type { ObjectRule } from '../../rule';

const annotation = 'konghq.com/host-header';

export const hostHeader: ObjectRule = {
  id: 'app-mesh/host-header',
  severity: 'error',
  title: 'the gateway calls a virtual service by a host name that is not its own',
  why: 'The gateway’s Envoy picks the virtual service by the Host header; any other host is answered with 404.',
  source: controllerFile('apis/appmesh/v1beta2/virtualservice_types.go'),
  kinds: ['appmesh.k8s.aws/VirtualService'],
  *checkObject(object, { index }) {
    const { name, namespace } = object.metadata;
    const service = serviceOf(object, index) ?? index.get(objectId('', 'Service', namespace, name));
    const called = service === undefined ? undefined : calledAs(service, index);
    if (service === undefined || called === undefined || called === hostOf(object)) return;
    yield {
      object: service,
      path: deepest(service, 'metadata', 'annotations', annotation),
      message: `Kong calls the virtual service ${object.metadata.name} as ${called}`,
      found: called,
      expected: hostOf(object),
      mend: `set ${annotation} to ${hostOf(object)}`,
      nearest: hostOf(object),
    };
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'VirtualNode prod/jazz'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec:
  awsName: jazz.prod.svc.cluster.local
  provider: {virtualNode: {virtualNodeRef: {name: jazz}}}
---
apiVersion: v1
kind: Service
metadata:
  name: jazz
  namespace: prod
  annotations: {konghq.com/host-header: jazz.prod, ingress.kubernetes.io/service-upstream: "true"}
spec: {ports: [{port: 9080}]}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec:
  awsName: jazz.prod.svc.cluster.local
  provider: {virtualNode: {virtualNodeRef: {name: jazz}}}
---
apiVersion: v1
kind: Service
metadata:
  name: jazz
  namespace: prod
  annotations: {konghq.com/host-header: jazz.prod.svc.cluster.local, ingress.kubernetes.io/service-upstream: "true"}
spec: {ports: [{port: 9080}]}
`,
  },
};

/**
 * The host that Kong calls a Service by: what the annotation says, or the Service's own name where Kong takes the Service as
 * its upstream (Kong/kubernetes-ingress-controller internal/dataplane/translator/translate_upstreams.go).
 */
function calledAs(service: Manifest, index: ReferenceIndex): string | undefined {
  const { annotations, name, namespace = 'default' } = service.metadata;
  const said = text(annotations?.[annotation]);
  if (said !== undefined || annotations?.['ingress.kubernetes.io/service-upstream'] !== 'true') return said;
  return exposedServices(index).has(keyOf(idOf(service))) ? `${name}.${namespace}.svc` : undefined;
}
