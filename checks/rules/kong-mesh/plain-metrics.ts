import { dig, items, pointer } from '../../../references/fields';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const plainMetrics: ObjectRule = {
  id: 'kong-mesh/plain-metrics',
  severity: 'warning',
  title: 'metrics of proxies are meant to be by mutual TLS, and are in plain text',
  why: 'Kuma 2.14 knows the mode ActiveMTLSBackend of a MeshMetric and does nothing for it: whoever reaches the port reads the metrics.',
  source: kumaFile('pkg/plugins/policies/meshmetric/plugin/xds/prometheus_configurer.go'),
  measured:
    'kuma-cp 2.14.3 makes the same listener of both examples, at port 5670, and it speaks plain HTTP.',
  kinds: ['kuma.io/MeshMetric'],
  *checkObject(object) {
    for (const [index, backend] of items(dig(object, 'spec', 'default', 'backends')).entries()) {
      const mode = dig(backend, 'prometheus', 'tls', 'mode');
      if (mode !== 'ActiveMTLSBackend') continue;
      yield {
        object,
        path: pointer('spec', 'default', 'backends', index, 'prometheus', 'tls', 'mode'),
        message: 'the proxies give their metrics in plain text all the same',
        found: 'ActiveMTLSBackend',
        expected:
          'Disabled, which says what is; or ProvidedTLS, with certificates of your own in the sidecars',
        mend: 'write Disabled, and let a NetworkPolicy say who reaches the port',
      };
    }
  },
  example: {
    given: ['kong-mesh', 'Mesh default', 'Namespace kong-mesh-system'],
    fails: example('ActiveMTLSBackend'),
    passes: example('Disabled'),
  },
};

function example(mode: string): string {
  return `
apiVersion: kuma.io/v1alpha1
kind: MeshMetric
metadata: {name: metrics, namespace: kong-mesh-system, labels: {kuma.io/mesh: default, kuma.io/origin: zone}}
spec:
  targetRef: {kind: Mesh}
  default: {backends: [{type: Prometheus, prometheus: {port: 5670, path: /metrics, tls: {mode: ${mode}}}}]}
`;
}
