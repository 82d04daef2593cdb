import { dig, pointer } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { describeSelector, readSelector } from '../../../references/labels';
import { describe } from '../../../references/manifest';
import { appMeshGroup, controllerFile } from '../../app-mesh/source';
import type { CheckContext, SetRule } from '../../rule';
import { shown } from '../../words';

const members = [
  'VirtualNode',
  'VirtualRouter',
  'VirtualService',
  'VirtualGateway',
  'GatewayRoute',
  'BackendGroup',
];

export const meshMembership: SetRule = {
  id: 'app-mesh/mesh-membership',
  severity: 'error',
  title: 'a namespace with App Mesh objects is selected by no Mesh, or by more than one',
  why: 'The webhook looks for the one Mesh whose namespaceSelector matches the namespace’s labels, and refuses every object otherwise.',
  source: controllerFile('pkg/mesh/membership_designator.go'),
  *checkSet({ index, given }: CheckContext) {
    const namespaces = new Set(
      members.flatMap((kind) =>
        index.ofKind(appMeshGroup, kind).flatMap(({ metadata }) => metadata.namespace ?? []),
      ),
    );
    const meshGiven = given.some((entry) => entry.startsWith('Mesh '));
    const meshes = index.ofKind(appMeshGroup, 'Mesh');
    for (const name of namespaces) {
      const object = index.get(objectId('', 'Namespace', undefined, name));
      if (object === undefined) continue;
      const labels = object.metadata.labels ?? {};
      const [first, second] = index.selecting(appMeshGroup, 'Mesh', undefined, labels);
      if (first === undefined && !meshGiven) {
        const selectors = meshes.flatMap(
          (mesh) => readSelector(dig(mesh, 'spec', 'namespaceSelector')) ?? [],
        );
        const wanted = selectors.map(describeSelector).join(' or ');
        yield {
          object,
          path: '/metadata/labels',
          message: `no Mesh selects namespace ${name}, which has App Mesh objects`,
          found: shown(labels),
          expected:
            wanted === ''
              ? 'a Mesh with a namespaceSelector for it'
              : `labels that a Mesh selects: ${wanted}`,
          mend:
            wanted === ''
              ? 'add a Mesh, or a namespaceSelector to it'
              : `add the label ${wanted} to the namespace`,
        };
      }
      if (first === undefined || second === undefined) continue;
      yield {
        object: second,
        path: pointer('spec', 'namespaceSelector'),
        message: `namespace ${name} is selected by two meshes`,
        found: `${describe(first)} and ${describe(second)}`,
        expected: 'exactly one Mesh for each namespace',
        mend: 'narrow one of the two selectors',
      };
    }
  },
  example: {
    given: ['app-mesh-controller'],
    fails: `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {mesh: djapp}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj-app}
spec: {namespaceSelector: {matchLabels: {mesh: dj-app}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec: {}
`,
    passes: `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {mesh: dj-app}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj-app}
spec: {namespaceSelector: {matchLabels: {mesh: dj-app}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec: {}
`,
  },
};
