import { exampleOperator, operatorGiven } from '../../kong-operator/example';
import { type OperatorGateway, operatorGateways } from '../../kong-operator/gateways';
import { deepest } from '../../place';
import type { SetRule } from '../../rule';

export const sharedClass: SetRule = {
  id: 'kong-operator/shared-class',
  severity: 'warning',
  title: 'two Gateways of Kong Operator serve one ingress class',
  why: 'Each takes every Ingress, consumer and global plugin of the class: what is meant for the inner gateway is served by the outer one too.',
  source:
    'Kong/kong-operator v2.2.3 api/gateway-operator/v2beta1, controlPlaneOptions.ingressClass (kong where it is left out)',
  measured:
    'Kong Operator 2.2.3 makes a control plane of each Gateway of the failing example, neither with a class of its own, and that of the Gateway kong serves an Ingress of the class kong, which no configuration names.',
  *checkSet({ index }) {
    const before: OperatorGateway[] = [];
    for (const each of operatorGateways(index)) {
      const { gateway, configuration, ingressClass } = each;
      if (ingressClass === undefined) continue;
      const other = before.find((earlier) => earlier.ingressClass === ingressClass && readsOf(each, earlier));
      before.push(each);
      if (other === undefined) continue;
      yield {
        object: configuration ?? gateway,
        path: deepest(configuration ?? gateway, 'spec', 'controlPlaneOptions', 'ingressClass'),
        message: `Gateway ${gateway.metadata.name} serves the ingress class of Gateway ${other.gateway.metadata.name}`,
        found: ingressClass,
        expected: 'a class of its own, or a control plane that reads its own namespace alone',
        mend: 'set spec.controlPlaneOptions.ingressClass of its GatewayConfiguration to another name, or watchNamespaces: {type: own}',
      };
    }
  },
  example: {
    given: operatorGiven,
    fails: `${exampleOperator()}---${inner('{}')}`,
    passes: `${exampleOperator()}---${inner('{controlPlaneOptions: {ingressClass: inner}}')}`,
  },
};

/** Whether one of two control planes reads the namespace of the other's Gateway. What both read besides is common to them on purpose. */
function readsOf(one: OperatorGateway, other: OperatorGateway): boolean {
  const reads = (from: OperatorGateway, to: OperatorGateway) =>
    from.watched?.has(to.gateway.metadata.namespace ?? 'default') ?? true;
  return reads(one, other) || reads(other, one);
}

function inner(configuration: string): string {
  return exampleOperator(configuration)
    .replaceAll('name: kong,', 'name: inner,')
    .replace('name: kong}', 'name: inner}')
    .replace('gatewayClassName: kong', 'gatewayClassName: inner');
}
