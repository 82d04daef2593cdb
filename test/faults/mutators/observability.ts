import { dig, strings } from '../../../references/fields';
import { idOf } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import { misspelt } from '../edit';
import type { Mutator } from '../fault';
import { installIn, installKinds } from '../helm-values';
import { type Change, mutator } from '../mutator';
import { type ObjectSet, ofKind, withReplaced } from '../object-set';

const fault = <Family extends 'kong-mesh' | 'general'>(family: Family, kind: string, what: string) =>
  ({ kind, family, what }) as const;

/** An object that comes beside another, and is at fault. */
function beside(description: string, object: Manifest, by: Manifest): Change {
  return { description, by: [object, by], at: [idOf(by)] };
}

/** A policy of the whole mesh, in the namespace of its control plane. */
function meshWide(kind: string, backends: readonly unknown[]): Manifest {
  return {
    apiVersion: 'kuma.io/v1alpha1',
    kind,
    metadata: {
      name: 'telemetry',
      namespace: 'kong-mesh-system',
      labels: { 'kuma.io/mesh': 'default', 'kuma.io/origin': 'zone' },
    },
    spec: { targetRef: { kind: 'Mesh' }, default: { backends } },
  };
}

const permissions = ['kuma.io/MeshTrafficPermission'];

/** A PodMonitor of a workload, on a cluster that knows such. */
function monitored(set: ObjectSet, object: Manifest, labels: object, port: string): Change {
  const { name, namespace } = object.metadata;
  const monitor: Manifest = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    spec: { selector: { matchLabels: labels }, podMetricsEndpoints: [{ port }] },
  };
  const given = [...set.given, 'prometheus-operator'];
  return {
    description: `PodMonitor of ${JSON.stringify(labels)}, port ${port}`,
    apply: () => ({ ...withReplaced(set, object, [object, monitor]), given }),
    at: [idOf(monitor)],
  };
}

/** Faults of what is to be seen of a mesh and its gateway, and is not. */
export const observabilityMutators: readonly Mutator[] = [
  mutator(
    fault('kong-mesh', 'collector-labels', 'traces or logs are for a collector that is not there'),
    permissions,
    function* (object) {
      const openTelemetry = {
        backendRef: { kind: 'MeshOpenTelemetryBackend', labels: { 'app.kubernetes.io/name': 'adto' } },
      };
      for (const kind of ['MeshTrace', 'MeshMetric'])
        yield beside(kind, object, meshWide(kind, [{ type: 'OpenTelemetry', openTelemetry }]));
    },
  ),
  mutator(
    fault('kong-mesh', 'plain-metrics', 'metrics of proxies are in plain text, and meant not to be'),
    permissions,
    function* (object) {
      const prometheus = { port: 5670, path: '/metrics', tls: { mode: 'ActiveMTLSBackend' } };
      yield beside('ActiveMTLSBackend', object, meshWide('MeshMetric', [{ type: 'Prometheus', prometheus }]));
    },
  ),
  mutator(
    fault('kong-mesh', 'closed-traces', 'the gateway has no way out to the collector of its traces'),
    installKinds,
    function* (object, set) {
      if (installIn(set, object, ['ingress']) === undefined) return;
      if (ofKind(set, 'kuma.io/MeshPassthrough').length === 0) return;
      const endpoint = 'https://collector.example.net:4318/v1/traces';
      yield beside(endpoint, object, {
        apiVersion: 'configuration.konghq.com/v1',
        kind: 'KongClusterPlugin',
        metadata: {
          name: 'opentelemetry',
          labels: { global: 'true' },
          annotations: { 'kubernetes.io/ingress.class': 'kong' },
        },
        plugin: 'opentelemetry',
        config: { traces_endpoint: endpoint },
      });
    },
  ),
  mutator(
    fault('general', 'monitor-selects-nothing', 'a PodMonitor selects no pod, or no port'),
    ['apps/Deployment'],
    function* (object, set) {
      const labels = strings(dig(object, 'spec', 'template', 'metadata', 'labels'));
      const wrong = Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, misspelt(value)]));
      if (Object.keys(labels).length === 0) return;
      yield monitored(set, object, wrong, 'metrics');
      yield monitored(set, object, labels, 'metrics-that-are-not');
    },
  ),
];
