import { dig, text } from '../../../references/fields';
import type { ReferenceIndex } from '../../../references/reference-index';
import { annotationPlace, classAnnotation } from '../../kong/annotation';
import { credentialGiven, exampleConsumer } from '../../kong/credential-example';
import { ingressClasses, kongControllers } from '../../kong/gateway';
import { isDefaultClass } from '../../kong/ingress';
import { isHybridAlone } from '../../kong-operator/gateways';
import type { ObjectRule } from '../../rule';

export const classlessObject: ObjectRule = {
  id: 'kong/classless-object',
  severity: 'error',
  title: 'one of Kong’s own objects names no ingress class',
  why: 'The controller passes over consumers, groups, cluster plugins and vaults without the annotation: the consumer’s key is refused, the global plugin does not run.',
  source:
    'Kong/kubernetes-ingress-controller v3.5.13 internal/controllers/utils/predicates; --process-classless-kong-consumer',
  kinds: [
    'configuration.konghq.com/KongConsumer',
    'configuration.konghq.com/KongConsumerGroup',
    'configuration.konghq.com/KongClusterPlugin',
    'configuration.konghq.com/KongVault',
    'configuration.konghq.com/KongCustomEntity',
    'configuration.konghq.com/TCPIngress',
    'configuration.konghq.com/UDPIngress',
  ],
  *checkObject(object, { index }) {
    if (object.kind === 'KongCustomEntity' && dig(object, 'spec', 'controllerName') !== undefined) return;
    // Consumers of a Konnect control plane belong to it, not to a class.
    if (dig(object, 'spec', 'controlPlaneRef') !== undefined) return;
    if (text(object.metadata.annotations?.[classAnnotation]) !== undefined) return;
    if (takesClassless(object.kind, index) || isHybridAlone(index)) return;
    const [name = 'kong'] = ingressClasses(index).ofKong;
    yield {
      object,
      path: annotationPlace(object, classAnnotation),
      message: `${object.kind} ${object.metadata.name} names no ingress class`,
      found: `no annotation ${classAnnotation}`,
      expected: `${classAnnotation}: ${name}`,
      mend: `add the annotation ${classAnnotation}: ${name}`,
    };
  },
  example: {
    given: credentialGiven,
    fails: exampleConsumer('').replace('kubernetes.io/ingress.class: kong', ''),
    passes: exampleConsumer(''),
  },
};

/** Objects without a class belong to a default class, and consumers also to a controller that is told to take them. */
function takesClassless(kind: string, index: ReferenceIndex): boolean {
  if (index.ofKind('networking.k8s.io', 'IngressClass').some(isDefaultClass)) return true;
  return (
    kind === 'KongConsumer' &&
    kongControllers(index).some(
      ({ values }) =>
        String(dig(values, 'ingressController', 'env', 'process_classless_kong_consumer')) === 'true',
    )
  );
}
