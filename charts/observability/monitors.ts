import type { Construct } from 'constructs';
import { serviceGraph } from '../../config/application/graph';
import type { ClusterConfig } from '../../config/cluster';
import { podOwners, serviceLabels } from '../../config/graph/service-graph';
import type { ObservabilityConfig } from '../../config/observability';
import {
  PodMonitorSpecPodMetricsEndpointsRelabelingsAction as Action,
  PodMonitor,
  type PodMonitorSpecPodMetricsEndpoints,
  ServiceMonitor,
  ServiceMonitorSpecEndpointsTargetPort,
} from '../../imports/monitoring.coreos.com';
import { gatewayNamespace } from '../gateway/names';
import { systemNamespace } from '../mesh/kong-mesh/names';
import { proxyMetrics } from './mesh-telemetry';
import { type Target, targetsOf } from './targets';

type Prometheus = NonNullable<ObservabilityConfig['prometheus']>;

/** What Prometheus finds its targets by. */
export function addMonitors(scope: Construct, config: ClusterConfig, prometheus: Prometheus): void {
  for (const target of targetsOf(config)) {
    if (prometheus.monitors === 'services' && target.service !== undefined) {
      addServiceMonitor(scope, target, target.service, prometheus);
    } else {
      addPodMonitor(scope, target, prometheus);
    }
  }
  if (config.mesh?.backend === 'kong-mesh') addProxies(scope, config, prometheus);
  if (config.mesh?.backend === 'app-mesh') addApplications(scope, config, prometheus);
}

function metadata(name: string, namespace: string, { labels }: Prometheus) {
  return { name, namespace, ...(Object.keys(labels).length === 0 ? {} : { labels: { ...labels } }) };
}

function addPodMonitor(scope: Construct, target: Target, prometheus: Prometheus): void {
  const { honorLabels, name, namespace, podLabels, port } = target;
  new PodMonitor(scope, `monitor-${namespace}-${name}`, {
    metadata: metadata(name, namespace, prometheus),
    spec: {
      selector: { matchLabels: { ...podLabels } },
      podMetricsEndpoints: [{ port, honorLabels, interval: prometheus.interval }],
    },
  });
}

function addServiceMonitor(
  scope: Construct,
  { honorLabels, name, namespace, port }: Target,
  service: NonNullable<Target['service']>,
  prometheus: Prometheus,
): void {
  new ServiceMonitor(scope, `monitor-${name}`, {
    metadata: metadata(name, namespace, prometheus),
    spec: {
      selector: { matchLabels: { ...service.labels } },
      endpoints: [
        {
          ...(service.hasPort
            ? { port }
            : { targetPort: ServiceMonitorSpecEndpointsTargetPort.fromString(port) }),
          honorLabels,
          interval: prometheus.interval,
        },
      ],
    },
  });
}

/** Labels by which an application's pods are told apart, and with them what its versions do. */
const versionLabels = ['app', 'version'] as const;

/**
 * Every proxy of the mesh, wherever an application or the gateway runs: on the proxy's port, which no container declares, in
 * plain text, which the proxy serves there to anybody. The application's own metrics are among them.
 */
function addProxies(scope: Construct, config: ClusterConfig, prometheus: Prometheus): void {
  const inMesh = Object.values(config.applications).map(({ namespace }) => namespace.name);
  const gateway = config.gateway.mode === 'konnect-data-plane' ? [] : [gatewayNamespace];
  const matchNames = [...new Set([systemNamespace, ...gateway, ...inMesh])].sort();
  new PodMonitor(scope, 'monitor-mesh-proxies', {
    metadata: metadata('mesh-proxies', systemNamespace, prometheus),
    spec: {
      namespaceSelector: { matchNames },
      selector: {},
      podTargetLabels: [...versionLabels],
      podMetricsEndpoints: [atPort('kuma-sidecar', proxyMetrics.port, proxyMetrics.path, prometheus)],
    },
  });
}

/** On App Mesh an application's own metrics are on its own port. */
function addApplications(scope: Construct, config: ClusterConfig, prometheus: Prometheus): void {
  for (const application of Object.values(config.applications)) {
    for (const owner of podOwners(serviceGraph(application, config))) {
      const own = application.services[owner.name]?.metrics;
      if (own === undefined) continue;
      const { name: namespace } = application.namespace;
      new PodMonitor(scope, `monitor-${namespace}-${owner.name}`, {
        metadata: metadata(owner.name, namespace, prometheus),
        spec: {
          selector: { matchLabels: { ...serviceLabels(owner) } },
          podTargetLabels: [...versionLabels],
          podMetricsEndpoints: [atPort(owner.name, own.port, own.path, prometheus)],
        },
      });
    }
  }
}

/** A port that a container need not declare: one target for each pod that has the container. */
function atPort(
  container: string,
  port: number,
  path: string,
  { interval }: Prometheus,
): PodMonitorSpecPodMetricsEndpoints {
  const address = (regex: string, replacement: string) => ({
    sourceLabels: ['__meta_kubernetes_pod_ip'],
    regex,
    targetLabel: '__address__',
    replacement,
  });
  return {
    path,
    interval,
    relabelings: [
      { sourceLabels: ['__meta_kubernetes_pod_container_name'], regex: container, action: Action.KEEP },
      address('([0-9.]+)', `$1:${port}`),
      address('(.*:.*)', `[$1]:${port}`),
    ],
  };
}
