import { dig, items, pointer, text } from '../../../references/fields';
import { examplePlugin } from '../../kong/example';
import { exampleGateway, routeGiven } from '../../kong/gateway-api-example';
import { servers } from '../../kong-operator/gateways';
import type { ObjectRule } from '../../rule';

export const ignoredGrpcFilter: ObjectRule = {
  id: 'kong/ignored-grpc-filter',
  severity: 'error',
  title: 'a GRPCRoute has filters, which Kong’s controllers pass over',
  why: 'The route is made without them: without its authentication, if that is what the plugin of the filter does.',
  source:
    'Kong/kubernetes-ingress-controller v3.5.13 subtranslator/grpcroute.go, GenerateKongRoutesFromGRPCRouteRule; the same in kong-operator v2.2.3',
  kinds: ['gateway.networking.k8s.io/GRPCRoute'],
  *checkObject(object, { index }) {
    const by = servers(object, index);
    if (!by.has('kic') && !by.has('self-managed')) return;
    for (const [i, rule] of items(dig(object, 'spec', 'rules')).entries()) {
      for (const [j, filter] of items(dig(rule, 'filters')).entries()) {
        const name = text(dig(filter, 'extensionRef', 'name'));
        yield {
          object,
          path: pointer('spec', 'rules', i, 'filters', j),
          message: 'Kong’s controller passes over the filters of a GRPCRoute',
          found: text(dig(filter, 'type')) ?? 'a filter',
          expected: 'plugins in the annotation konghq.com/plugins',
          mend:
            name === undefined
              ? 'name a KongPlugin that does the same in the annotation konghq.com/plugins'
              : `set the annotation konghq.com/plugins: ${name}, and remove the filter`,
        };
      }
    }
  },
  example: {
    given: routeGiven,
    fails: example(
      '',
      'filters: [{type: ExtensionRef, extensionRef: {group: configuration.konghq.com, kind: KongPlugin, name: apikey}}]',
    ),
    passes: example('konghq.com/plugins: apikey', ''),
  },
};

function example(annotations: string, more: string): string {
  return `${exampleGateway()}---${examplePlugin('apikey', 'key-auth')}---
apiVersion: gateway.networking.k8s.io/v1
kind: GRPCRoute
metadata: {name: stock, namespace: prod, annotations: {${annotations}}}
spec:
  parentRefs: [{name: kong}]
  rules:
    - backendRefs: [{name: jazz, port: 9080}]
      ${more}
`;
}
