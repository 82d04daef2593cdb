import { dig } from '../../../references/fields';
import { staticNaming } from '../../../references/kinds/kong-operator';
import { credentialLabel } from '../../kong/credential';
import { exampleHybrid, exampleSecret, operatorGiven, seen } from '../../kong-operator/example';
import { isHybridAlone, operatorGateways } from '../../kong-operator/gateways';
import { deepest } from '../../place';
import type { ObjectRule } from '../../rule';

export const consumerWithoutControlPlane: ObjectRule = {
  id: 'kong-operator/consumer-without-control-plane',
  severity: 'error',
  title: 'a consumer of a Gateway in Konnect names no control plane',
  why: 'Konnect is never told of it: an ingress class is nothing there, and the consumer’s key is refused for ever.',
  source: 'Kong/kong-operator v2.2.3 controller/konnect, consumers by spec.controlPlaneRef',
  measured:
    'Kong Operator 2.2.3 with a stand-in for Konnect leaves the consumer of the failing example at Programmed Unknown, Waiting for controller; that of the passing one is programmed.',
  kinds: ['configuration.konghq.com/KongConsumer', 'configuration.konghq.com/KongConsumerGroup'],
  *checkObject(object, { index }) {
    if (!isHybridAlone(index) || dig(object, 'spec', 'controlPlaneRef') !== undefined) return;
    const [made] = operatorGateways(index);
    const named = made?.gateway.metadata.annotations?.[staticNaming] === 'true';
    const name = named
      ? (made?.gateway.metadata.name ?? '')
      : 'the KonnectGatewayControlPlane of the Gateway';
    yield {
      object,
      path: deepest(object, 'spec'),
      message: `${object.kind} ${object.metadata.name} belongs to no control plane of Konnect`,
      found: 'no spec.controlPlaneRef',
      expected: `controlPlaneRef: {type: konnectNamespacedRef, konnectNamespacedRef: {name: ${name}}}`,
      mend: named
        ? 'add it under spec, in the namespace of the Gateway'
        : `add it under spec, and give the Gateway the annotation ${staticNaming}: "true" when it is made, so that the name is known`,
    };
  },
  example: {
    given: operatorGiven,
    fails: example(''),
    passes: example(
      'spec: {controlPlaneRef: {type: konnectNamespacedRef, konnectNamespacedRef: {name: kong}}}\n',
    ),
  },
};

function example(spec: string): string {
  return `${exampleHybrid()}---${exampleSecret('apikey', 'kong', `${seen}, ${credentialLabel}: key-auth`, ['key'])}---
apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata: {name: consumer1, namespace: kong}
username: consumer1
credentials: [apikey]
${spec}`;
}
