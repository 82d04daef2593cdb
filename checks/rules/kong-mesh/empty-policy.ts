import { dig, items } from '../../../references/fields';
import { policyKinds, policyTargets } from '../../kong-mesh/policies';
import { policyValidators } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';
import { either } from '../../words';

/** Policies without items that the webhook refuses; it takes the others. */
const refused = new Set(['MeshAccessLog', 'MeshCircuitBreaker', 'MeshTimeout', 'MeshTrafficPermission']);

export const emptyPolicy: ObjectRule = {
  id: 'kong-mesh/empty-policy',
  severity: 'error',
  title: 'a policy has no item',
  why: 'The webhook refuses four kinds of policies without items; it takes the others, and they do nothing.',
  source: policyValidators,
  kinds: policyKinds,
  *checkObject(object) {
    const targets = policyTargets[object.kind];
    if (targets === undefined) return;
    const lists = (['to', 'rules', 'from'] as const).filter((list) => targets[list] !== undefined);
    const current = lists.filter((list) => list !== 'from');
    if (lists.length === 0 || lists.some((list) => items(dig(object, 'spec', list)).length > 0)) return;
    yield {
      object,
      path: '/spec',
      severity: refused.has(object.kind) ? 'error' : 'warning',
      message: 'the policy has no items',
      found: `neither ${lists.join(' nor ')}`,
      expected: `at least one item in ${either(current)}`,
      mend: `add ${either(current)}`,
    };
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshRetry
metadata: {name: all, namespace: prod}
spec: {targetRef: {kind: Mesh}}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshRetry
metadata: {name: all, namespace: prod}
spec:
  targetRef: {kind: Mesh}
  to: [{targetRef: {kind: Mesh}, default: {tcp: {maxConnectAttempt: 3}}}]
`,
  },
};
