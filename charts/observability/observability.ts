import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClusterConfig } from '../../config/cluster';
import type { ObservabilityConfig } from '../../config/observability';
import { addDashboard } from './dashboard';
import { addGatewayPlugins } from './gateway-plugins';
import { addMeshTelemetry } from './mesh-telemetry';
import { addMonitors } from './monitors';
import { addOwnMetrics } from './own-metrics';
import { addRules } from './rules';

/** What gateway, mesh and operators tell of themselves, and who is told. */
export class ObservabilityChart extends Chart {
  constructor(scope: Construct, config: ClusterConfig, observability: ObservabilityConfig) {
    super(scope, 'observability');
    const { mesh } = config;
    if (observability.gateway) addGatewayPlugins(this, config, observability);
    if (mesh?.backend === 'kong-mesh') {
      addMeshTelemetry(this, mesh, observability);
      if (observability.prometheus !== undefined || observability.metrics !== undefined) {
        addOwnMetrics(this, config, mesh);
      }
    }
    if (observability.dashboard !== undefined) addDashboard(this, config, observability.dashboard);
    const { prometheus } = observability;
    if (prometheus !== undefined) {
      addMonitors(this, config, prometheus);
      addRules(this, config, observability, prometheus);
    }
  }
}
