import { pointer } from '../../../references/fields';
import { kumaGroup } from '../../../references/kinds/kuma';
import { namedCollectors } from '../../../references/kinds/kuma-collectors';
import { byLabels, describeSelector, matches } from '../../../references/labels';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

/** What is missing: one of these, whatever its name. */
const backends = {
  group: kumaGroup,
  kind: 'MeshOpenTelemetryBackend',
  namespace: 'kong-mesh-system',
} as const;

export const unknownCollector: ObjectRule = {
  id: 'kong-mesh/unknown-collector',
  severity: 'warning',
  title: 'traces, metrics or access logs are for a collector that is not there',
  why: 'Kuma skips a backend whose labels no MeshOpenTelemetryBackend has: nothing is sent, and nothing says so but a log line.',
  source: kumaFile('pkg/plugins/policies/core/xds/otel.go'),
  measured:
    'kuma-cp 2.14.3 gives the sidecar no collector because of the failing example; because of the passing one its listeners send traces to adot.telemetry.svc.cluster.local.',
  kinds: ['kuma.io/MeshAccessLog', 'kuma.io/MeshMetric', 'kuma.io/MeshTrace'],
  *checkObject(object, { index }) {
    const there = index.ofKind(kumaGroup, 'MeshOpenTelemetryBackend');
    for (const { at, labels } of namedCollectors(object)) {
      const selector = byLabels(labels);
      if (there.some(({ metadata }) => matches(selector, metadata.labels ?? {}))) continue;
      const some = there.map(({ metadata }) => describeSelector(byLabels(metadata.labels ?? {})));
      yield {
        object,
        path: pointer(...at),
        message: 'no MeshOpenTelemetryBackend has these labels',
        found: describeSelector(selector),
        expected: some.length === 0 ? 'labels of a MeshOpenTelemetryBackend' : some.slice(0, 3).join('; '),
        mend: 'write the labels of the backend, or add one with these',
        absent: { id: backends },
      };
    }
  },
  example: {
    given: ['kong-mesh', 'Mesh default', 'Namespace kong-mesh-system'],
    fails: example('adto'),
    passes: example('adot'),
  },
};

function example(name: string): string {
  return `
apiVersion: kuma.io/v1alpha1
kind: MeshOpenTelemetryBackend
metadata:
  name: adot
  namespace: kong-mesh-system
  labels: {kuma.io/mesh: default, kuma.io/origin: zone, app.kubernetes.io/name: adot}
spec: {endpoint: {address: adot.telemetry.svc.cluster.local, port: 4317}, protocol: grpc}
---
apiVersion: kuma.io/v1alpha1
kind: MeshTrace
metadata: {name: traces, namespace: kong-mesh-system, labels: {kuma.io/mesh: default, kuma.io/origin: zone}}
spec:
  targetRef: {kind: Mesh}
  default:
    backends:
      - type: OpenTelemetry
        openTelemetry: {backendRef: {kind: MeshOpenTelemetryBackend, labels: {app.kubernetes.io/name: ${name}}}}
`;
}
