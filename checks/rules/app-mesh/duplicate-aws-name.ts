import { dig, text } from '../../../references/fields';
import { describe, type Manifest } from '../../../references/manifest';
import { appMeshGroup, controllerFile } from '../../app-mesh/source';
import { hostOf } from '../../app-mesh/virtual-service';
import type { CheckContext, SetRule } from '../../rule';

const kinds = ['VirtualNode', 'VirtualRouter', 'VirtualService', 'VirtualGateway'];

export const duplicateAwsName: SetRule = {
  id: 'app-mesh/duplicate-aws-name',
  severity: 'error',
  title: 'two objects of one mesh and kind have the same name in AWS',
  why: 'Both become one object of the mesh, and the two write over each other at every reconciliation.',
  source: controllerFile('webhooks/appmesh/*_mutator.go'),
  *checkSet({ index }: CheckContext) {
    const first = new Map<string, Manifest>();
    for (const kind of kinds) {
      for (const object of index.ofKind(appMeshGroup, kind)) {
        const { name, namespace = 'default' } = object.metadata;
        const mesh = index.selecting(appMeshGroup, 'Mesh', undefined, index.namespaceLabels(namespace))[0];
        const given = text(dig(object, 'spec', 'awsName'));
        const awsName = kind === 'VirtualService' ? hostOf(object) : (given ?? `${name}_${namespace}`);
        const key = `${kind}/${mesh?.metadata.name ?? ''}/${awsName}`;
        const other = first.get(key);
        if (other === undefined) {
          first.set(key, object);
          continue;
        }
        // The same object given twice is another rule's.
        if (other.metadata.name === name && other.metadata.namespace === object.metadata.namespace) continue;
        yield {
          object,
          path: given === undefined ? '/metadata/name' : '/spec/awsName',
          message: `${describe(other)} has the same name in AWS`,
          found: awsName,
          expected: `a name that no other ${kind} of the mesh has`,
          mend: 'give one of the two another awsName',
        };
      }
    }
  },
  example: {
    given: [
      'app-mesh-controller',
      'Namespace prod',
      'VirtualNode prod/jazz',
      'Service prod/jazz',
      'Service prod/metal',
    ],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec: {awsName: jazz.prod.svc.cluster.local, provider: {virtualNode: {virtualNodeRef: {name: jazz}}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: metal, namespace: prod}
spec: {awsName: jazz.prod.svc.cluster.local, provider: {virtualNode: {virtualNodeRef: {name: jazz}}}}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec: {awsName: jazz.prod.svc.cluster.local, provider: {virtualNode: {virtualNodeRef: {name: jazz}}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: metal, namespace: prod}
spec: {awsName: metal.prod.svc.cluster.local, provider: {virtualNode: {virtualNodeRef: {name: jazz}}}}
`,
  },
};
