import type { Manifest } from '../../../references/manifest';
import { exampleOperator, operatorGiven } from '../../kong-operator/example';
import { operatorGateways } from '../../kong-operator/gateways';
import { deepest } from '../../place';
import type { SetRule } from '../../rule';

export const sharedClass: SetRule = {
  id: 'kong-operator/shared-class',
  severity: 'warning',
  title: 'two Gateways of Kong Operator serve one ingress class',
  why: 'Each takes every Ingress, consumer and global plugin of the class: what is meant for the inner gateway is served by the outer one too.',
  source:
    'Kong/kong-operator v2.2.3 api/gateway-operator/v2beta1, controlPlaneOptions.ingressClass (kong where it is left out)',
  *checkSet({ index }) {
    const first = new Map<string, Manifest>();
    for (const { gateway, configuration, ingressClass } of operatorGateways(index)) {
      if (ingressClass === undefined) continue;
      const other = first.get(ingressClass);
      if (other === undefined) {
        first.set(ingressClass, gateway);
        continue;
      }
      yield {
        object: configuration ?? gateway,
        path: deepest(configuration ?? gateway, 'spec', 'controlPlaneOptions', 'ingressClass'),
        message: `Gateway ${gateway.metadata.name} serves the ingress class of Gateway ${other.metadata.name}`,
        found: ingressClass,
        expected: 'a class of its own',
        mend: 'set spec.controlPlaneOptions.ingressClass of its GatewayConfiguration to another name',
      };
    }
  },
  example: {
    given: operatorGiven,
    fails: `${exampleOperator()}---${inner('{}')}`,
    passes: `${exampleOperator()}---${inner('{controlPlaneOptions: {ingressClass: inner}}')}`,
  },
};

function inner(configuration: string): string {
  return exampleOperator(configuration)
    .replaceAll('name: kong,', 'name: inner,')
    .replace('name: kong}', 'name: inner}')
    .replace('gatewayClassName: kong', 'gatewayClassName: inner');
}
