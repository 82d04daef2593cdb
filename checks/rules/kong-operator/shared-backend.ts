import { dig, items, pointer, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { kongHttpRoutes } from '../../kong/ingress';
import { attachmentOf } from '../../kong/listener-routes';
import { exampleOperator, operatorGiven } from '../../kong-operator/example';
import { operatorGateways } from '../../kong-operator/gateways';
import type { SetRule } from '../../rule';

export const sharedBackend: SetRule = {
  id: 'kong-operator/shared-backend',
  severity: 'warning',
  title: 'an HTTPRoute on a listener by HTTPS has the backends of another one on a listener by HTTP',
  why: 'A control plane inside the operator makes one service of rules with the same backends, and gives all of its routes the protocols of all of their listeners: what was to be reached by HTTPS alone is served by plain HTTP.',
  source:
    'Kong/kong-operator v2.2.3 ingress-controller/internal/dataplane/translator/subtranslator/httproute.go translateHTTPRouteRulesMetaToKongstateService, api/gateway-operator/v2beta1/controlplane_types.go (combinedServicesFromDifferentHTTPRoutes)',
  measured:
    'Kong Operator 2.2.3 gives the route of an HTTPRoute on a listener by HTTPS the protocols http and https where another HTTPRoute of its namespace, attached to both listeners, has the same backend; and https alone where none has.',
  *checkSet({ index }) {
    const controlled = operatorGateways(index).filter(
      ({ mode, configuration }) => mode === 'self-managed' && dig(configuration, ...combined) !== 'disabled',
    );
    if (controlled.length === 0) return;
    const seen = kongHttpRoutes(index).flatMap((object) => {
      const attached = attachmentOf(object, index);
      return attached !== undefined && controlled.some(({ gateway }) => gateway === attached.gateway)
        ? [{ object, attached }]
        : [];
    });
    const plain = new Map<string, Manifest>();
    for (const { object, attached } of seen) {
      if (!attached.protocols.has('HTTP')) continue;
      for (const rule of items(dig(object, 'spec', 'rules'))) {
        const key = keyOf(object, attached.gateway, rule);
        if (key !== undefined && !plain.has(key)) plain.set(key, object);
      }
    }
    for (const { object, attached } of seen) {
      const [protocol, ...more] = attached.protocols;
      if (protocol !== 'HTTPS' || more.length > 0) continue;
      // What it says of protocols takes the place of the listeners'.
      if (object.metadata.annotations?.['konghq.com/protocols'] !== undefined) continue;
      for (const [index, rule] of items(dig(object, 'spec', 'rules')).entries()) {
        const other = plain.get(keyOf(object, attached.gateway, rule) ?? '');
        if (other === undefined) continue;
        yield {
          object,
          path: pointer('spec', 'rules', index, 'backendRefs'),
          message: `HTTPRoute ${object.metadata.name} is served by plain HTTP too: HTTPRoute ${other.metadata.name} has the same backends`,
          found: `a listener by HTTPS, and the backends of ${other.metadata.name}, which is on a listener by HTTP`,
          expected: 'konghq.com/protocols, which takes the place of what the listeners say',
          mend: 'set konghq.com/protocols: https on this HTTPRoute, or combinedServicesFromDifferentHTTPRoutes: disabled under controlPlaneOptions.translation',
        };
        break;
      }
    }
  },
  example: {
    given: [...operatorGiven, 'Secret kong/dj-tls'],
    fails: example(''),
    passes: example('konghq.com/protocols: https'),
  },
};

const combined = ['spec', 'controlPlaneOptions', 'translation', 'combinedServicesFromDifferentHTTPRoutes'];

/** What rules of one service of Kong's have in common; undefined where a rule has no backend. */
function keyOf({ metadata }: Manifest, gateway: Manifest, rule: unknown): string | undefined {
  const backends = items(dig(rule, 'backendRefs')).map((backend) => {
    const namespace = text(dig(backend, 'namespace')) ?? metadata.namespace;
    return [namespace, dig(backend, 'name'), dig(backend, 'port'), dig(backend, 'weight') ?? 1].join('/');
  });
  return backends.length === 0
    ? undefined
    : [gateway.metadata.namespace, gateway.metadata.name, metadata.namespace, ...backends.toSorted()].join(
        '\n',
      );
}

function example(annotation: string): string {
  const allowed = 'allowedRoutes: {namespaces: {from: All}}';
  const listeners = `{name: http, port: 80, protocol: HTTP, ${allowed}}, {name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: dj-tls}]}, ${allowed}}`;
  const route = (name: string, section: string, path: string, annotations: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: prod, annotations: {${annotations}}}
spec:
  parentRefs: [{name: kong, namespace: kong, sectionName: ${section}}]
  hostnames: [${name}.example.com]
  rules:
    - matches: [{path: {type: PathPrefix, value: ${path}}}]
      backendRefs: [{name: jazz, port: 9080}]
`;
  return `${exampleOperator('{}', listeners)}${route('public', 'http', '/dj', '')}${route('private', 'https', '/admin', annotation)}`;
}
