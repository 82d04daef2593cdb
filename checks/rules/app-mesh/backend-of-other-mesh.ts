import { dig, items, pointer, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import { appMeshGroup, controllerFile } from '../../app-mesh/source';
import type { ObjectRule } from '../../rule';

export const backendOfOtherMesh: ObjectRule = {
  id: 'app-mesh/backend-of-other-mesh',
  severity: 'error',
  title: 'a virtual node names a virtual service of another mesh as its backend',
  why: 'No webhook looks: the controller stops at the virtual node and never makes it in AWS, and its pods get no configuration.',
  source: controllerFile('pkg/virtualnode/resource_manager.go, which has answered for such a backend'),
  kinds: ['appmesh.k8s.aws/VirtualNode'],
  *checkObject(object, { index }) {
    const own = meshOf(object.metadata.namespace, index);
    if (own === undefined) return;
    for (const [i, backend] of items(dig(object, 'spec', 'backends')).entries()) {
      const reference = dig(backend, 'virtualService', 'virtualServiceRef');
      const name = text(dig(reference, 'name'));
      const namespace = text(dig(reference, 'namespace')) ?? object.metadata.namespace;
      const other = meshOf(namespace, index);
      if (name === undefined || other === undefined || other === own) continue;
      if (index.get(objectId(appMeshGroup, 'VirtualService', namespace, name)) === undefined) continue;
      yield {
        object,
        path: pointer('spec', 'backends', i, 'virtualService', 'virtualServiceRef'),
        message: `VirtualService ${namespace}/${name} is of another mesh`,
        found: `mesh ${other.metadata.name}`,
        expected: `a virtual service of mesh ${own.metadata.name}`,
        mend: `name one of mesh ${own.metadata.name}, or move the namespace to that mesh`,
      };
    }
  },
  example: { given: ['app-mesh-controller'], fails: example('other-app'), passes: example('dj-app') },
};

/** The one mesh of a namespace; undefined where that is not known. */
function meshOf(namespace: string | undefined, index: ReferenceIndex): Manifest | undefined {
  if (namespace === undefined || index.get(objectId('', 'Namespace', undefined, namespace)) === undefined)
    return undefined;
  const meshes = index.selecting(appMeshGroup, 'Mesh', undefined, index.namespaceLabels(namespace));
  return meshes.length === 1 ? meshes[0] : undefined;
}

function example(mesh: string): string {
  const member = (name: string, label: string) => `
apiVersion: v1
kind: Namespace
metadata: {name: ${name}, labels: {mesh: ${label}}}
---`;
  const meshOfName = (name: string) => `
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: ${name}}
spec: {namespaceSelector: {matchLabels: {mesh: ${name}}}}
---`;
  return `${member('prod', 'dj-app')}${member('other', mesh)}${meshOfName('dj-app')}${mesh === 'dj-app' ? '' : meshOfName(mesh)}
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: metal, namespace: other}
spec:
  awsName: metal.example.com
  provider:
    virtualNode: {virtualNodeARN: "arn:aws:appmesh:us-west-2:123456789012:mesh/${mesh}/virtualNode/metal"}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz, namespace: prod}
spec: {backends: [{virtualService: {virtualServiceRef: {name: metal, namespace: other}}}]}
`;
}
