import { appMeshGroup, controllerFile } from '../../app-mesh/source';
import { danglingDraft, danglingReferences, fromGroup, targetId } from '../../dangling';
import type { SetRule } from '../../rule';

export const unknownObject: SetRule = {
  id: 'app-mesh/unknown-object',
  severity: 'error',
  title: 'an App Mesh object names one that does not exist',
  why: 'The controller waits for it without end: the object never becomes active, and neither do those that name it.',
  source: controllerFile('pkg/*/resource_manager.go'),
  *checkSet(context) {
    for (const dangling of danglingReferences(context, (each) => fromGroup(each) === appMeshGroup)) {
      if (targetId(dangling)?.group === appMeshGroup) yield danglingDraft(context, dangling);
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
  provider: {virtualNode: {virtualNodeRef: {name: jaz}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz, namespace: prod}
spec: {serviceDiscovery: {dns: {hostname: jazz.prod.svc.cluster.local}}}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec:
  awsName: jazz.prod.svc.cluster.local
  provider: {virtualNode: {virtualNodeRef: {name: jazz}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz, namespace: prod}
spec: {serviceDiscovery: {dns: {hostname: jazz.prod.svc.cluster.local}}}
`,
  },
};
