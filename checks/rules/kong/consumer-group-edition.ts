import { exampleRelease } from '../../kong/example';
import { controlledGateways } from '../../kong/gateway';
import type { ObjectRule } from '../../rule';

export const consumerGroupEdition: ObjectRule = {
  id: 'kong/consumer-group-edition',
  severity: 'error',
  title: 'a consumer group stands on a gateway that has none',
  why: 'Consumer groups are a feature of Enterprise: the webhook refuses them on any other gateway.',
  source: 'Kong/kubernetes-ingress-controller v3.5.13 internal/admission/validator.go, ValidateConsumerGroup',
  measured:
    'the webhook of Kong Ingress Controller 3.5.13 refuses the group before an open source gateway, 3.9.1: consumer group support requires Kong Enterprise; before one of Enterprise, 3.10, it takes it.',
  kinds: ['configuration.konghq.com/KongConsumerGroup'],
  *checkObject(object, { index }) {
    const open = controlledGateways(index).find(({ gateway }) => gateway.edition === 'open-source');
    if (open === undefined) return;
    yield {
      object,
      path: '/kind',
      message: `consumer group ${object.metadata.name} needs Kong Gateway Enterprise`,
      found: `the open-source gateway ${open.gateway.version} of release ${open.install.release}`,
      expected: 'kong/kong-gateway with a licence',
      mend: 'run kong/kong-gateway with a licence, or attach the plugins to each consumer',
    };
  },
  example: {
    given: ['Namespace kong', 'Namespace prod', 'Secret kong/kong-license'],
    fails: `${exampleRelease('ingress', '{gateway: {image: {repository: kong, tag: "3.9"}}}')}---${group()}`,
    passes: `${exampleRelease('ingress', '{gateway: {image: {repository: kong/kong-gateway, tag: "3.10"}, env: {license_data: {valueFrom: {secretKeyRef: {name: kong-license, key: license}}}}}}')}---${group()}`,
  },
};

function group(): string {
  return `
apiVersion: configuration.konghq.com/v1beta1
kind: KongConsumerGroup
metadata: {name: gold, namespace: prod, annotations: {kubernetes.io/ingress.class: kong}}
`;
}
