import { dig, items, text } from '../../../references/fields';
import { isSystemNamespace } from '../../kong-mesh/control-plane';
import { policyKinds, policyTargets } from '../../kong-mesh/policies';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const mixedRoles: ObjectRule = {
  id: 'kong-mesh/mixed-roles',
  severity: 'error',
  title: 'a policy mixes items for its own services with items for others, or lists that exclude one another',
  why: 'The webhook refuses it: a policy speaks either as the owner of a service, or as a caller, or for its own proxies.',
  source: kumaFile('pkg/core/resources/labels, ComputePolicyRole'),
  kinds: policyKinds,
  *checkObject(object, { index }) {
    const { namespace = 'default' } = object.metadata;
    const system = isSystemNamespace(namespace, index);
    const has = (list: string) => items(dig(object, 'spec', list)).length > 0;
    const besideRules = policyTargets[object.kind]?.notBesideRules ?? [];
    const pairs = [
      ...(has('rules') ? besideRules.map((list) => ['rules', list] as const) : []),
      // The owner of all proxies may speak for both ways at once.
      ...(system ? [] : [['to', 'from'] as const]),
    ].filter(([one, other]) => has(one) && has(other));
    for (const [first, second] of pairs) {
      yield {
        object,
        path: `/spec/${second}`,
        message: `the policy has ${first} and ${second}`,
        found: `${first} and ${second}`,
        expected: `${first} or ${second}`,
        mend: `move ${second} to a policy of its own`,
      };
    }
    if (system) return;
    const roles = items(dig(object, 'spec', 'to')).map((item) => {
      const target = dig(item, 'targetRef');
      const kind = dig(target, 'kind');
      const own = (text(dig(target, 'namespace')) ?? namespace) === namespace;
      const named = text(dig(target, 'name')) !== undefined;
      return (kind === 'MeshService' || kind === 'MeshHTTPRoute') && named && own ? 'producer' : 'consumer';
    });
    const other = roles.findIndex((role) => role !== roles[0]);
    if (other < 0) return;
    yield {
      object,
      path: `/spec/to/${other}/targetRef`,
      message: `item ${other + 1} speaks as ${roles[other] ?? ''}, item 1 as ${roles[0] ?? ''}`,
      found: roles.join(', '),
      expected: `all items for services of ${namespace}, by name (producer), or none of them (consumer)`,
      mend: 'split the policy in two',
    };
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default', 'Service prod/jazz', 'Service other/metal'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: jazz, namespace: prod}
spec:
  to:
    - {targetRef: {kind: MeshService, name: jazz}, default: {idleTimeout: 60s}}
    - {targetRef: {kind: MeshService, name: metal, namespace: other}, default: {idleTimeout: 60s}}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: jazz, namespace: prod}
spec:
  to:
    - {targetRef: {kind: MeshService, name: jazz}, default: {idleTimeout: 60s}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: metal, namespace: prod}
spec:
  to:
    - {targetRef: {kind: MeshService, name: metal, namespace: other}, default: {idleTimeout: 60s}}
`,
  },
};
