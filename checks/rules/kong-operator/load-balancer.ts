import { dig, fields } from '../../../references/fields';
import { exampleOperator, operatorGiven } from '../../kong-operator/example';
import { operatorGateways } from '../../kong-operator/gateways';
import { deepest } from '../../place';
import type { SetRule } from '../../rule';

const prefix = 'service.beta.kubernetes.io/aws-load-balancer-';

export const operatorLoadBalancer: SetRule = {
  id: 'kong-operator/load-balancer',
  severity: 'warning',
  title: 'the load balancer of a Gateway does not say who makes it',
  why: 'Kong Operator sets no loadBalancerClass: without the type external, the AWS Load Balancer Controller leaves the Service to the one of the cloud provider unless its webhook is there at that moment, and without an address the Gateway is never Programmed.',
  source:
    'Kong/kong-operator v2.2.3 api/gateway-operator/v2beta1/shared_types.go ServiceOptions; kubernetes-sigs.github.io/aws-load-balancer-controller service annotations',
  measured:
    'a Gateway of Kong Operator 2.2.3 is programmed once the Service has an address, and never before; annotations arrive at the Service as they are written. No load balancer controller runs here.',
  *checkSet({ index }) {
    for (const { configuration } of operatorGateways(index)) {
      if (configuration === undefined) continue;
      const at = ['spec', 'dataPlaneOptions', 'network', 'services', 'ingress', 'annotations'];
      const annotations = fields(dig(configuration, ...at));
      if (!Object.keys(annotations).some((key) => key.startsWith(prefix))) continue;
      if (['external', 'nlb-ip'].includes(String(annotations[`${prefix}type`]))) continue;
      yield {
        object: configuration,
        path: deepest(configuration, ...at, `${prefix}type`),
        message:
          'the Service of the gateway does not ask the AWS Load Balancer Controller for its load balancer',
        found:
          annotations[`${prefix}type`] === undefined
            ? `no ${prefix}type`
            : String(annotations[`${prefix}type`]),
        expected: `${prefix}type: external`,
        mend: `add the annotation ${prefix}type: external`,
      };
    }
  },
  example: {
    given: operatorGiven,
    fails: exampleOperator(options(`${prefix}scheme: internal`)),
    passes: exampleOperator(options(`${prefix}scheme: internal, ${prefix}type: external`)),
  },
};

function options(annotations: string): string {
  return `{dataPlaneOptions: {network: {services: {ingress: {annotations: {${annotations}}}}}}}`;
}
