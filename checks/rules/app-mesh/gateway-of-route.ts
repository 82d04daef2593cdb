import { dig } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { matches, readSelector } from '../../../references/labels';
import { describe } from '../../../references/manifest';
import { appMeshGroup, controllerFile } from '../../app-mesh/source';
import type { ObjectRule } from '../../rule';
import { shown } from '../../words';

export const gatewayOfRoute: ObjectRule = {
  id: 'app-mesh/gateway-of-route',
  severity: 'error',
  title: 'a gateway route belongs to no virtual gateway, or to more than one',
  why: 'The webhook looks for the one VirtualGateway whose selectors match the route and its namespace, and refuses the route otherwise.',
  source: controllerFile('pkg/virtualgateway/membership_designator.go'),
  kinds: ['appmesh.k8s.aws/GatewayRoute'],
  *checkObject(object, { index, given }) {
    const { namespace = 'default' } = object.metadata;
    // Nothing is known of the labels of a namespace, or the selectors of a gateway, that the cluster has already.
    if (index.get(objectId('', 'Namespace', undefined, namespace)) === undefined) return;
    if (given.some((entry) => entry.startsWith('VirtualGateway '))) return;
    const gateways = index.ofKind(appMeshGroup, 'VirtualGateway').filter((gateway) => {
      const namespaces = readSelector(dig(gateway, 'spec', 'namespaceSelector'));
      const routes = readSelector(dig(gateway, 'spec', 'gatewayRouteSelector'));
      return (
        namespaces !== undefined &&
        matches(namespaces, index.namespaceLabels(namespace)) &&
        (routes === undefined || matches(routes, object.metadata.labels ?? {}))
      );
    });
    if (gateways.length === 1) return;
    yield {
      object,
      path: '/metadata',
      message:
        gateways.length === 0 ? 'no virtual gateway takes the route' : 'two virtual gateways take the route',
      found:
        gateways.length === 0
          ? `labels ${shown(object.metadata.labels ?? {})} in namespace ${namespace}`
          : gateways.map(describe).join(' and '),
      expected: 'exactly one VirtualGateway whose namespaceSelector and gatewayRouteSelector match',
      mend:
        gateways.length === 0
          ? 'give a VirtualGateway a namespaceSelector for this namespace (without one it takes no route at all)'
          : 'narrow the gatewayRouteSelector of one of them',
    };
  },
  example: {
    given: ['app-mesh-controller', 'VirtualService prod/jazz'],
    fails: `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {mesh: dj-app}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj-app}
spec: {namespaceSelector: {matchLabels: {mesh: dj-app}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualGateway
metadata: {name: edge, namespace: prod}
spec: {namespaceSelector: {matchLabels: {gateway: edge}}, listeners: [{portMapping: {port: 8088, protocol: http}}]}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: GatewayRoute
metadata: {name: jazz, namespace: prod}
spec:
  httpRoute:
    match: {prefix: /}
    action: {target: {virtualService: {virtualServiceRef: {name: jazz}}}}
`,
    passes: `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {mesh: dj-app, gateway: edge}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj-app}
spec: {namespaceSelector: {matchLabels: {mesh: dj-app}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualGateway
metadata: {name: edge, namespace: prod}
spec: {namespaceSelector: {matchLabels: {gateway: edge}}, listeners: [{portMapping: {port: 8088, protocol: http}}]}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: GatewayRoute
metadata: {name: jazz, namespace: prod}
spec:
  httpRoute:
    match: {prefix: /}
    action: {target: {virtualService: {virtualServiceRef: {name: jazz}}}}
`,
  },
};
