import { dig, items, pointer, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import { serviceOfTarget } from '../../kong-mesh/services';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const mirrorTarget: ObjectRule = {
  id: 'kong-mesh/mirror-target',
  severity: 'error',
  title: 'a route mirrors its calls to a MeshService, for which Kuma 2.14 finds no cluster',
  why: 'The webhook takes the route. The control plane then fails to make the configuration of every proxy that calls the service: running ones keep the old one, whatever changes, and new pods get none and never become ready.',
  source: kumaFile(
    'pkg/plugins/policies/meshhttproute/xds/filters/requestmirror.go, and plugin/v1alpha1/listeners.go beside it: the backend is looked up as a kuma.io/service',
  ),
  measured: 'kuma-cp 2.14.3 makes no configuration for the sidecar of a caller from then on.',
  kinds: ['kuma.io/MeshHTTPRoute'],
  *checkObject(object, { index }) {
    for (const [i, to] of items(dig(object, 'spec', 'to')).entries()) {
      for (const [j, rule] of items(dig(to, 'rules')).entries()) {
        for (const [k, filter] of items(dig(rule, 'default', 'filters')).entries()) {
          const reference = dig(filter, 'requestMirror', 'backendRef');
          if (dig(filter, 'type') !== 'RequestMirror' || !isMeshService(reference, object, index)) continue;
          yield {
            object,
            path: pointer(
              'spec',
              'to',
              i,
              'rules',
              j,
              'default',
              'filters',
              k,
              'requestMirror',
              'backendRef',
            ),
            message: 'Kuma 2.14 mirrors to no MeshService, and stops at the whole proxy',
            found: `MeshService ${text(dig(reference, 'name')) ?? ''}`,
            expected: 'no mirror to a MeshService',
            mend: 'remove the filter; calls can be mirrored by the application or at the gateway',
          };
        }
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default', 'Service prod/jazz', 'Service prod/jazz-v2'],
    fails: example(
      '[{type: RequestMirror, requestMirror: {percentage: 10, backendRef: {kind: MeshService, name: jazz-v2, port: 9080}}}]',
    ),
    passes: example('[{type: RequestHeaderModifier, requestHeaderModifier: {remove: [x-internal]}}]'),
  },
};

/** Whether a reference can only be to a MeshService, and not to a value of `kuma.io/service`, which is named the same way. */
function isMeshService(reference: unknown, route: Manifest, index: ReferenceIndex): boolean {
  if (dig(reference, 'kind') !== 'MeshService' || (text(dig(reference, 'name')) ?? '_').includes('_'))
    return false;
  return dig(reference, 'port') !== undefined || serviceOfTarget(reference, route, index) !== undefined;
}

function example(filters: string): string {
  return `
apiVersion: kuma.io/v1alpha1
kind: MeshHTTPRoute
metadata: {name: jazz, namespace: prod}
spec:
  to:
    - targetRef: {kind: MeshService, name: jazz}
      rules:
        - matches: [{path: {type: PathPrefix, value: /}}]
          default:
            filters: ${filters}
            backendRefs: [{kind: MeshService, name: jazz, port: 9080}]
`;
}
