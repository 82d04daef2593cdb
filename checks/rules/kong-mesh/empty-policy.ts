import { dig, items } from '../../../references/fields';
import { policyKinds, policyTargets } from '../../kong-mesh/policies';
import { policyValidators } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';
import { either } from '../../words';

export const emptyPolicy: ObjectRule = {
  id: 'kong-mesh/empty-policy',
  severity: 'error',
  title: 'a policy has no item, or items at a position that it does not have for proxies',
  why: 'The webhook refuses most such policies; the others are stored and do nothing.',
  source: policyValidators,
  kinds: policyKinds,
  *checkObject(object) {
    const targets = policyTargets[object.kind];
    if (targets === undefined) return;
    const lists = (['to', 'rules', 'from'] as const).filter((list) => targets[list] !== undefined);
    const current = lists.filter((list) => list !== 'from');
    const top = dig(object, 'spec', 'targetRef', 'kind');
    if (targets.toForGateways && top !== 'MeshGateway' && items(dig(object, 'spec', 'to')).length > 0) {
      yield {
        object,
        path: '/spec/to',
        message: `to of a ${object.kind} is for built-in gateways`,
        found: 'to',
        expected: 'rules',
        mend: 'move the items to rules, which hold for calls that come in',
      };
    }
    if (lists.length === 0 || lists.some((list) => items(dig(object, 'spec', list)).length > 0)) return;
    yield {
      object,
      path: '/spec',
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
