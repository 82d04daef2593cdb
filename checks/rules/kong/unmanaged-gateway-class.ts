import { dig } from '../../../references/fields';
import { annotationPlace } from '../../kong/annotation';
import { exampleGateway } from '../../kong/gateway-api-example';
import { kongGatewayController } from '../../kong/ingress';
import type { ObjectRule } from '../../rule';

const unmanaged = 'konghq.com/gatewayclass-unmanaged';

export const unmanagedGatewayClass: ObjectRule = {
  id: 'kong/unmanaged-gateway-class',
  severity: 'error',
  title: 'a GatewayClass of Kong’s controller is not marked as unmanaged',
  why: 'The controller serves no Gateway of a class without the annotation: every route below it waits for ever.',
  source:
    'Kong/kubernetes-ingress-controller v3.5.13 internal/controllers/gateway/gatewayclass_controller.go',
  kinds: ['gateway.networking.k8s.io/GatewayClass'],
  *checkObject(object) {
    if (dig(object, 'spec', 'controllerName') !== kongGatewayController) return;
    const value = object.metadata.annotations?.[unmanaged];
    if (value !== undefined && value !== '') return;
    yield {
      object,
      path: annotationPlace(object, unmanaged),
      message: `Kong’s controller serves no Gateway of class ${object.metadata.name}`,
      found: `no annotation ${unmanaged}`,
      expected: `${unmanaged}: "true"`,
      mend: `set the annotation ${unmanaged}: "true"`,
    };
  },
  example: {
    given: ['gateway-api-crds', 'Namespace prod'],
    fails: exampleGateway('app: dj'),
    passes: exampleGateway(),
  },
};
