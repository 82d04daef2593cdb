import { dig } from '../../../references/fields';
import { describeSelector, readSelector } from '../../../references/labels';
import { controllerFile } from '../../app-mesh/source';
import type { ObjectRule } from '../../rule';

export const meshWithoutMembers: ObjectRule = {
  id: 'app-mesh/mesh-without-members',
  severity: 'warning',
  title: 'a Mesh selects no namespace',
  why: 'A Mesh without namespaceSelector has no members at all, unlike one with an empty selector, which takes every namespace.',
  source: controllerFile('pkg/mesh/membership_designator.go'),
  kinds: ['appmesh.k8s.aws/Mesh'],
  *checkObject(object, { index }) {
    const selector = readSelector(dig(object, 'spec', 'namespaceSelector'));
    if (selector === undefined) {
      yield {
        object,
        path: '/spec',
        message: 'the Mesh has no namespaceSelector, so no namespace is its member',
        found: 'no namespaceSelector',
        expected: 'a namespaceSelector',
        mend: `add namespaceSelector: {matchLabels: {mesh: ${object.metadata.name}}}`,
      };
      return;
    }
    for (const reference of index.references(object)) {
      if (reference.target.type !== 'namespaces' || index.resolve(reference.target).found) continue;
      if (index.ofKind('', 'Namespace').length === 0) continue;
      yield {
        object,
        path: reference.path,
        message: 'no namespace has the labels that the Mesh selects',
        found: describeSelector(selector),
        expected: 'the labels of a namespace',
        mend: `add ${describeSelector(selector)} to the labels of the namespaces that belong to the mesh`,
      };
    }
  },
  example: {
    given: ['app-mesh-controller'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj-app}
spec: {egressFilter: {type: DROP_ALL}}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj-app}
spec: {egressFilter: {type: DROP_ALL}, namespaceSelector: {matchLabels: {mesh: dj-app}}}
---
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {mesh: dj-app}}
`,
  },
};
