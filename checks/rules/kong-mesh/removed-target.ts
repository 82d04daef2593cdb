import { dig, pointer, text } from '../../../references/fields';
import { policyKinds } from '../../kong-mesh/policies';
import { nextVersion } from '../../kong-mesh/source';
import { targetReferences } from '../../kong-mesh/target-references';
import type { ObjectRule } from '../../rule';

const atTop: Readonly<Record<string, string>> = {
  MeshSubset: 'Dataplane with labels',
  MeshService: 'Dataplane with the labels of its pods',
  MeshServiceSubset: 'Dataplane with the labels of its pods',
  MeshGateway: 'a gateway of one’s own, and Dataplane with its labels',
};

export const removedTarget: ObjectRule = {
  id: 'kong-mesh/removed-target',
  severity: 'warning',
  title: 'a policy targets its proxies in a way that the next version refuses',
  why: 'Kuma 2.14 warns of it. The next version refuses the policy at its next change, and its proxies go without.',
  source: nextVersion,
  kinds: policyKinds,
  *checkObject(object) {
    for (const { position, at, value, allowed } of targetReferences(object)) {
      const kind = text(dig(value, 'kind')) ?? '';
      const instead =
        position === 'top' ? atTop[kind] : kind === 'MeshServiceSubset' ? 'MeshService' : undefined;
      if (instead === undefined || !allowed.includes(kind)) continue;
      yield {
        object,
        path: pointer(...at, 'kind'),
        message: `${kind} as ${position === 'top' ? 'the target of a policy' : 'a backend'} is gone in the version after 2.14`,
        found: kind,
        expected: instead,
        mend: `target ${instead}`,
      };
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: jazz, namespace: prod}
spec:
  targetRef: {kind: MeshSubset, tags: {app: jazz}}
  to: [{targetRef: {kind: Mesh}, default: {idleTimeout: 60s}}]
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: jazz, namespace: prod}
spec:
  targetRef: {kind: Dataplane, labels: {app: jazz}}
  to: [{targetRef: {kind: Mesh}, default: {idleTimeout: 60s}}]
---
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {app: jazz}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0"}]}
`,
  },
};
