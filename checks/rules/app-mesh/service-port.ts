import { listenerPorts, servicePorts } from '../../app-mesh/ports';
import { controllerFile } from '../../app-mesh/source';
import { hostOf, providerOf, serviceOf } from '../../app-mesh/virtual-service';
import type { ObjectRule } from '../../rule';
import { either } from '../../words';

export const servicePort: ObjectRule = {
  id: 'app-mesh/service-port',
  severity: 'error',
  title: 'the provider of a virtual service listens on a port that its Service does not have',
  why: 'Clients call the Service’s port; Envoy has no listener for it and drops the call, or lets it pass around the mesh.',
  source: controllerFile('apis/appmesh/v1beta2/virtualrouter_types.go'),
  kinds: ['appmesh.k8s.aws/VirtualService'],
  *checkObject(object, { index }) {
    const provider = providerOf(object, index);
    const service = serviceOf(object, index);
    if (provider === undefined || service === undefined) return;
    const ports = servicePorts(service);
    for (const { port, path } of listenerPorts(provider)) {
      if (ports.length === 0 || ports.includes(port)) continue;
      yield {
        object: provider,
        path,
        message: `${hostOf(object)} has no port ${port}`,
        found: `${port}`,
        expected: `a port of the Service: ${either(ports.map(String))}`,
        mend: `listen on ${either(ports.map(String))}, or add port ${port} to Service ${service.metadata.name}`,
      };
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'VirtualNode prod/jazz-v1'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec:
  awsName: jazz.prod.svc.cluster.local
  provider: {virtualRouter: {virtualRouterRef: {name: jazz-router}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: {name: jazz-router, namespace: prod}
spec: {listeners: [{portMapping: {port: 9081, protocol: http}}]}
---
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec: {ports: [{port: 9080}]}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec:
  awsName: jazz.prod.svc.cluster.local
  provider: {virtualRouter: {virtualRouterRef: {name: jazz-router}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: {name: jazz-router, namespace: prod}
spec: {listeners: [{portMapping: {port: 9080, protocol: http}}]}
---
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec: {ports: [{port: 9080}]}
`,
  },
};
