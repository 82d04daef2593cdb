import { dig, items, strings, text } from '../../../references/fields';
import { kumaGroup, meshOf } from '../../../references/kinds/kuma';
import { byLabels, describeSelector, matches } from '../../../references/labels';
import { nearest } from '../../../references/nearest';
import { policyKinds } from '../../kong-mesh/policies';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const listenerTags: ObjectRule = {
  id: 'kong-mesh/listener-tags',
  severity: 'warning',
  title: 'a policy or an instance names a built-in gateway, or listeners of one, that are not there',
  why: 'Tags pick listeners: where none has them the route is on no listener, and its paths answer 404.',
  source: kumaFile(
    'pkg/plugins/runtime/gateway/match/gateway.go; pkg/plugins/policies/core/matchers/dataplane.go',
  ),
  kinds: [...policyKinds, 'kuma.io/MeshGatewayInstance'],
  *checkObject(object, { index }) {
    const gateways = index.ofKind(kumaGroup, 'MeshGateway');
    if (gateways.length === 0) return;
    if (object.kind === 'MeshGatewayInstance') {
      const tags = strings(dig(object, 'spec', 'tags'));
      const selectors = gateways.flatMap((gateway) =>
        items(dig(gateway, 'spec', 'selectors') ?? dig(gateway, 'selectors')).map((each) =>
          strings(dig(each, 'match')),
        ),
      );
      const service = tags['kuma.io/service'];
      if (service === undefined || selectors.some((selector) => matches(byLabels(selector), tags))) return;
      const services = selectors.flatMap((selector) => selector['kuma.io/service'] ?? []);
      const close = nearest(service, services);
      yield {
        object,
        path: '/spec/tags',
        message: `no MeshGateway selects the instance ${object.metadata.name}`,
        found: describeSelector(byLabels(tags)),
        expected: `tags that a MeshGateway selects: kuma.io/service ${services.join(' or ')}`,
        mend:
          close === undefined
            ? 'write the tags that the MeshGateway selects'
            : `write kuma.io/service: ${close}`,
        ...(close === undefined ? {} : { nearest: close }),
      };
      return;
    }
    const target = dig(object, 'spec', 'targetRef');
    const name = text(dig(target, 'name'));
    if (dig(target, 'kind') !== 'MeshGateway' || name === undefined) return;
    const own = gateways.filter((gateway) => (text(gateway.mesh) ?? meshOf(gateway)) === meshOf(object));
    const gateway = own.find(({ metadata }) => metadata.name === name);
    if (gateway === undefined) {
      const close = nearest(
        name,
        own.map(({ metadata }) => metadata.name),
      );
      yield {
        object,
        path: '/spec/targetRef/name',
        message: `there is no MeshGateway ${name} in mesh ${meshOf(object)}`,
        found: name,
        expected: own.map(({ metadata }) => metadata.name).join(' or ') || 'a MeshGateway of the mesh',
        mend: close === undefined ? 'name a MeshGateway that is there' : `write ${close}`,
        ...(close === undefined ? {} : { nearest: close }),
      };
      return;
    }
    const tags = strings(dig(target, 'tags'));
    if (Object.keys(tags).length === 0) return;
    const listeners = items(dig(gateway, 'spec', 'conf', 'listeners') ?? dig(gateway, 'conf', 'listeners'));
    const carried = listeners.map((listener) => strings(dig(listener, 'tags')));
    if (carried.some((each) => matches(byLabels(tags), each))) return;
    yield {
      object,
      path: '/spec/targetRef/tags',
      message: `no listener of MeshGateway ${name} has these tags`,
      found: describeSelector(byLabels(tags)),
      expected: carried.map((each) => describeSelector(byLabels(each))).join(' or ') || 'tags of a listener',
      mend: 'write the tags of the listener that is meant',
    };
  },
  example: {
    given: ['kong-mesh', 'Mesh default', 'Namespace kong-mesh-system', 'Service prod/jazz', 'Namespace prod'],
    fails: example('http/8081'),
    passes: example('http/8080'),
  },
};

function example(port: string): string {
  return `
apiVersion: kuma.io/v1alpha1
kind: MeshGateway
mesh: default
metadata: {name: edge}
spec:
  selectors: [{match: {kuma.io/service: edge}}]
  conf: {listeners: [{port: 8080, protocol: HTTP, tags: {port: http/8080}}]}
---
apiVersion: kuma.io/v1alpha1
kind: MeshHTTPRoute
metadata: {name: jazz, namespace: kong-mesh-system, labels: {kuma.io/mesh: default}}
spec:
  targetRef: {kind: MeshGateway, name: edge, tags: {port: ${port}}}
  to:
    - targetRef: {kind: Mesh}
      rules:
        - matches: [{path: {type: PathPrefix, value: /}}]
          default: {backendRefs: [{kind: MeshService, name: jazz_prod_svc_9080, weight: 1}]}
`;
}
