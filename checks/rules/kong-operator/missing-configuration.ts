import { dig } from '../../../references/fields';
import { operatorController } from '../../../references/kinds/kong-operator';
import { danglingDraft } from '../../dangling';
import { exampleOperator, operatorGiven } from '../../kong-operator/example';
import type { ObjectRule } from '../../rule';

export const missingConfiguration: ObjectRule = {
  id: 'kong-operator/missing-configuration',
  severity: 'error',
  title: 'a GatewayClass of Kong Operator names a configuration that is not there',
  why: 'Two controllers of the operator contradict each other about the class, and write its status about a hundred times in a second until the configuration is there.',
  source:
    'Kong/kong-operator v2.2.3 controller/gatewayclass/controller_reconciler_utils.go, ingress-controller/internal/controllers/gateway/gatewayclass_controller.go',
  measured:
    'while Kong Operator 2.2.3 runs, the status of a GatewayClass whose configuration is missing was written 802 times in 8 seconds, Accepted true and false in turn.',
  kinds: ['gateway.networking.k8s.io/GatewayClass'],
  *checkObject(object, context) {
    if (dig(object, 'spec', 'controllerName') !== operatorController) return;
    for (const reference of context.index.references(object)) {
      if (reference.target.type === 'object' && !reference.resolution.found)
        yield danglingDraft(context, reference);
    }
  },
  example: {
    given: operatorGiven,
    fails: exampleOperator().replace(
      'name: kong, namespace: kong}\n---',
      'name: knog, namespace: kong}\n---',
    ),
    passes: exampleOperator(),
  },
};
