import { dig, text } from '../../../references/fields';
import { serviceOfHost } from '../../../references/service-host';
import { listenerPorts, servicePorts } from '../../app-mesh/ports';
import { appMeshGroup, controllerFile } from '../../app-mesh/source';
import type { ObjectRule } from '../../rule';
import { either } from '../../words';

const callers = new Set(['VirtualRouter', 'VirtualService']);

export const endpointPort: ObjectRule = {
  id: 'app-mesh/endpoint-port',
  severity: 'error',
  title: 'a virtual node that gets calls listens on a port that its Service does not have',
  why: 'Envoy calls the host of the service discovery on the listener’s port; a Service without that port refuses the call.',
  source: controllerFile('apis/appmesh/v1beta2/virtualnode_types.go'),
  kinds: ['appmesh.k8s.aws/VirtualNode'],
  *checkObject(object, { index }) {
    const id = serviceOfHost(text(dig(object, 'spec', 'serviceDiscovery', 'dns', 'hostname')));
    const service = id === undefined ? undefined : index.get(id);
    // A headless Service's name leads to the pods themselves.
    if (service === undefined || dig(service, 'spec', 'clusterIP') === 'None') return;
    const called = index
      .referrers(object)
      .some(
        ({ from, target }) =>
          target.type === 'object' && target.id.group === appMeshGroup && callers.has(from.kind),
      );
    const ports = servicePorts(service);
    if (!called || ports.length === 0) return;
    for (const { port, path } of listenerPorts(object)) {
      if (ports.includes(port)) continue;
      yield {
        object,
        path,
        message: `Service ${service.metadata.name}, which leads to the virtual node, has no port ${port}`,
        found: `${port}`,
        expected: `a port of the Service: ${either(ports.map(String))}`,
        mend: `listen on ${either(ports.map(String))}, or add port ${port} to the Service`,
      };
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'Service prod/jazz'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec:
  awsName: jazz.prod.svc.cluster.local
  provider: {virtualNode: {virtualNodeRef: {name: jazz-v1}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: http}}]
  serviceDiscovery: {dns: {hostname: jazz-v1.prod.svc.cluster.local}}
---
apiVersion: v1
kind: Service
metadata: {name: jazz-v1, namespace: prod}
spec: {ports: [{port: 80}]}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec:
  awsName: jazz.prod.svc.cluster.local
  provider: {virtualNode: {virtualNodeRef: {name: jazz-v1}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: http}}]
  serviceDiscovery: {dns: {hostname: jazz-v1.prod.svc.cluster.local}}
---
apiVersion: v1
kind: Service
metadata: {name: jazz-v1, namespace: prod}
spec: {ports: [{port: 9080}]}
`,
  },
};
