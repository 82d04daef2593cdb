import type { Construct } from 'constructs';
import type { ClusterConfig } from '../../config/cluster';
import { collectorOf, type ObservabilityConfig } from '../../config/observability';
import { KongClusterPlugin } from '../../imports/configuration.konghq.com';
import { ingressClass } from '../gateway/names';

/** The plugins by which the gateway tells of every call; a global one without the class is nobody's. */
export function addGatewayPlugins(
  scope: Construct,
  config: ClusterConfig,
  observability: ObservabilityConfig,
): void {
  const { prometheus, traces } = observability;
  const collector = collectorOf(observability, traces);
  if (traces !== undefined && collector !== undefined) {
    addGlobal(scope, 'opentelemetry', {
      traces_endpoint: `http://${collector.host}:${collector.httpPort}/v1/traces`,
      sampling_rate: traces.sampling / 100,
      resource_attributes: { 'service.name': 'kong', 'k8s.cluster.name': config.aws.eksCluster },
      // Envoy continues what W3C's headers say and nothing else; another header would name a span that is none of its own.
      propagation: { extract: ['w3c', 'b3', 'aws'], inject: ['w3c'], default_format: 'w3c' },
    });
  }
  if (prometheus !== undefined) {
    addGlobal(scope, 'prometheus', {
      status_code_metrics: true,
      latency_metrics: true,
      bandwidth_metrics: true,
      upstream_health_metrics: true,
    });
  }
}

function addGlobal(scope: Construct, plugin: string, config: Readonly<Record<string, unknown>>): void {
  new KongClusterPlugin(scope, `plugin-${plugin}`, {
    metadata: {
      name: plugin,
      annotations: { 'kubernetes.io/ingress.class': ingressClass },
      labels: { global: 'true' },
    },
    plugin,
    config,
  });
}
