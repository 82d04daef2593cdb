import type { ClusterConfig } from '../../config/cluster';
import type { HelmValues } from '../platform/helm-values';

/**
 * What the gateway measures of a call for a trace, and of how many calls: settings of the process, without which the plugin
 * `opentelemetry` has nothing to send, whoever configures it. Source: Kong/kong 3.9 kong.conf.default, TRACING.
 */
export function tracingEnvironment({ observability }: ClusterConfig): HelmValues {
  const { traces } = observability ?? {};
  if (traces === undefined) return {};
  return { tracing_instrumentations: 'all', tracing_sampling_rate: String(traces.sampling / 100) };
}
