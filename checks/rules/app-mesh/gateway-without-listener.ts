import { dig, items } from '../../../references/fields';
import { controllerFile } from '../../app-mesh/source';
import type { ObjectRule } from '../../rule';

export const gatewayWithoutListener: ObjectRule = {
  id: 'app-mesh/gateway-without-listener',
  severity: 'error',
  title: 'a virtual gateway has no listener',
  why: 'The webhook takes it, and AWS does not: the gateway never becomes active, and neither do the routes that belong to it.',
  source: controllerFile(
    'pkg/virtualgateway/resource_manager.go, which has answered; App Mesh API, VirtualGatewaySpec, where listeners is required',
  ),
  kinds: ['appmesh.k8s.aws/VirtualGateway'],
  *checkObject(object) {
    if (items(dig(object, 'spec', 'listeners')).length > 0) return;
    yield {
      object,
      path: dig(object, 'spec', 'listeners') === undefined ? '/spec' : '/spec/listeners',
      message: 'the virtual gateway listens on no port',
      found: 'no listeners',
      expected: 'at least one listener',
      mend: 'add listeners: [{portMapping: {port: 8088, protocol: http}}]',
    };
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod'],
    fails: gateway(''),
    passes: gateway(', listeners: [{portMapping: {port: 8088, protocol: http}}]'),
  },
};

function gateway(listeners: string): string {
  return `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualGateway
metadata: {name: edge, namespace: prod}
spec: {namespaceSelector: {matchLabels: {gateway: edge}}${listeners}}
`;
}
