import { dig } from '../../../references/fields';
import { identitiesOf } from '../../kong-mesh/identity';
import { nextVersion } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const removedMtls: ObjectRule = {
  id: 'kong-mesh/removed-mtls',
  severity: 'warning',
  title: 'a Mesh has its mTLS from spec.mtls, which the next version ignores',
  why: 'After the upgrade the field is passed over without a word: calls are in plain text, and no permission holds.',
  source: nextVersion,
  kinds: ['kuma.io/Mesh'],
  *checkObject(object, { index }) {
    if (dig(object, 'spec', 'mtls') === undefined) return;
    // With an identity beside it the move has been made, and the field is what is left of the old way.
    const moved = identitiesOf(index, object.metadata.name).length > 0;
    yield {
      object,
      path: '/spec/mtls',
      message: 'the version after 2.14 ignores spec.mtls, and calls become plain text',
      found: moved ? 'mtls beside a MeshIdentity' : 'mtls',
      expected: 'a MeshIdentity for the mesh, in the namespace of the control plane',
      mend: moved
        ? 'remove spec.mtls'
        : 'add a MeshIdentity and permissions with rules, then remove spec.mtls',
    };
  },
  example: {
    given: ['kong-mesh'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: default}
spec:
  meshServices: {mode: Exclusive}
  mtls: {enabledBackend: ca-1, backends: [{name: ca-1, type: builtin}]}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: default}
spec: {meshServices: {mode: Exclusive}}
`,
  },
};
