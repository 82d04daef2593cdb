import { dig, items } from '../../../references/fields';
import { meshOf } from '../../../references/kinds/kuma';
import { identitiesOf } from '../../kong-mesh/identity';
import { policyKinds } from '../../kong-mesh/policies';
import { nextVersion } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const removedFrom: ObjectRule = {
  id: 'kong-mesh/removed-from',
  severity: 'warning',
  title: 'a policy has from, which rules replaces and the next version removes',
  why: 'With a MeshIdentity a permission’s from is never applied and everybody is denied; the next version drops the field everywhere.',
  source: nextVersion,
  kinds: policyKinds,
  *checkObject(object, { index }) {
    if (items(dig(object, 'spec', 'from')).length === 0) return;
    const permission = object.kind === 'MeshTrafficPermission';
    const denied = permission && identitiesOf(index, meshOf(object)).length > 0;
    yield {
      object,
      path: '/spec/from',
      severity: denied ? 'error' : 'warning',
      message: denied
        ? 'with a MeshIdentity, from lets nobody in'
        : `from of ${object.kind} is gone in the version after 2.14`,
      found: 'from',
      expected: permission ? 'rules, which name callers by their SPIFFE id' : 'rules',
      mend: permission
        ? 'write rules: [{default: {allow: [{spiffeID: {type: Exact, value: spiffe://...}}]}}]'
        : 'move the items’ default to rules',
    };
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: inbound, namespace: prod}
spec: {from: [{targetRef: {kind: Mesh}, default: {idleTimeout: 60s}}]}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: inbound, namespace: prod}
spec: {rules: [{default: {idleTimeout: 60s}}]}
`,
  },
};
