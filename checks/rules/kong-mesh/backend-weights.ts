import { dig, items, pointer } from '../../../references/fields';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const backendWeights: ObjectRule = {
  id: 'kong-mesh/backend-weights',
  severity: 'error',
  title: 'the weights of all backends of a rule are zero',
  why: 'Nobody refuses it. Where a rule matches every path, the listener goes, and every call to the service is refused: an outage. Elsewhere the calls that the rule matches are refused.',
  source: kumaFile('pkg/plugins/policies/core/xds/meshroute/listeners.go, seen with kuma-dp and Envoy'),
  measured:
    'kuma-cp and kuma-dp 2.14.3 with Envoy: the sidecar of a caller stops listening for the Service, and every call is refused.',
  kinds: ['kuma.io/MeshHTTPRoute', 'kuma.io/MeshTCPRoute'],
  *checkObject(object) {
    for (const [i, to] of items(dig(object, 'spec', 'to')).entries()) {
      for (const [j, rule] of items(dig(to, 'rules')).entries()) {
        const weights = items(dig(rule, 'default', 'backendRefs')).map(
          (backend) => dig(backend, 'weight') ?? 1,
        );
        if (weights.length === 0 || weights.some((weight) => weight !== 0)) continue;
        yield {
          object,
          path: pointer('spec', 'to', i, 'rules', j, 'default', 'backendRefs'),
          message: 'no backend of the rule gets calls: all weights are 0',
          found: `weights ${weights.join(', ')}`,
          expected: 'at least one weight above 0',
          mend: 'give one of the backends a weight above 0',
        };
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default', 'Service prod/jazz', 'Service prod/jazz-v1'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshTCPRoute
metadata: {name: jazz, namespace: prod}
spec:
  to:
    - targetRef: {kind: MeshService, name: jazz}
      rules: [{default: {backendRefs: [{kind: MeshService, name: jazz-v1, port: 9080, weight: 0}]}}]
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshTCPRoute
metadata: {name: jazz, namespace: prod}
spec:
  to:
    - targetRef: {kind: MeshService, name: jazz}
      rules: [{default: {backendRefs: [{kind: MeshService, name: jazz-v1, port: 9080, weight: 1}]}}]
`,
  },
};
