import { exampleIngress, kongGiven } from '../../kong/example';
import { ingressClasses } from '../../kong/gateway';
import { classOf, isDefaultClass } from '../../kong/ingress';
import { deepest } from '../../place';
import type { ObjectRule } from '../../rule';

export const ingressWithoutClass: ObjectRule = {
  id: 'kong/ingress-without-class',
  severity: 'error',
  title: 'an Ingress with Kong’s annotations names no class',
  why: 'No controller serves it unless a class is the default one: its paths answer 404.',
  source: 'Kong/kubernetes-ingress-controller v3.5.13 internal/controllers/utils/predicates',
  kinds: ['networking.k8s.io/Ingress'],
  *checkObject(object, { index }) {
    if (classOf(object) !== undefined) return;
    const ours = Object.keys(object.metadata.annotations ?? {}).some((key) => key.startsWith('konghq.com/'));
    if (!ours || index.ofKind('networking.k8s.io', 'IngressClass').some(isDefaultClass)) return;
    const [name = 'kong'] = ingressClasses(index).ofKong;
    yield {
      object,
      path: deepest(object, 'spec'),
      message: `Ingress ${object.metadata.name} names no class`,
      found: 'no spec.ingressClassName',
      expected: `spec.ingressClassName: ${name}`,
      mend: `set spec.ingressClassName: ${name}`,
    };
  },
  example: {
    given: kongGiven,
    fails: exampleIngress('konghq.com/strip-path: "true"').replace('  ingressClassName: kong\n', ''),
    passes: exampleIngress('konghq.com/strip-path: "true"'),
  },
};
