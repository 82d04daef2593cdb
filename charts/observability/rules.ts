import type { Construct } from 'constructs';
import { publishedRoutes } from '../../config/application/publish/published';
import type { ClusterConfig } from '../../config/cluster';
import type { ObservabilityConfig } from '../../config/observability';
import { PrometheusRule, PrometheusRuleSpecGroupsRulesExpr } from '../../imports/monitoring.coreos.com';
import { gatewayNamespace } from '../gateway/names';
import { systemNamespace } from '../mesh/kong-mesh/names';
import { needsCertManager } from '../platform/needs-cert-manager';
import type { Alert } from './alerts/alert';
import {
  konnectAlerts,
  licenceAlerts,
  refusedConfiguration,
  routeAlerts,
  unusedRoute,
} from './alerts/gateway';
import { meshAlerts, versionAlerts, zoneAlerts } from './alerts/mesh';
import { certificateAlerts, dateAlert, secretAlerts } from './alerts/secrets';

/** The alerts of one PrometheusRule. */
export interface AlertGroup {
  readonly name: string;
  readonly namespace: string;
  readonly alerts: readonly Alert[];
}

type Prometheus = NonNullable<ObservabilityConfig['prometheus']>;

/** The alerts that a cluster can have: those whose metrics it gives. */
export function alertGroups(
  config: ClusterConfig,
  observability: Pick<ObservabilityConfig, 'gateway'>,
  { alerts }: Prometheus,
): readonly AlertGroup[] {
  const { gateway, mesh } = config;
  const inKonnect = gateway.mode === 'konnect-operator' || gateway.mode === 'konnect-data-plane';
  const licensed =
    (gateway.mode === 'kic' || gateway.mode === 'kong-operator') && gateway.license !== undefined;
  const groups = [
    {
      name: 'kong-gateway',
      namespace: gatewayNamespace,
      alerts: [
        ...(inKonnect ? konnectAlerts(alerts) : refusedConfiguration),
        ...(licensed ? licenceAlerts(alerts) : []),
        ...routeAlerts(alerts),
        // Konnect gives its routes names of its own.
        ...(observability.gateway && !inKonnect ? routesOf(config).map(unusedRoute) : []),
      ],
    },
    {
      name: 'secrets',
      namespace: gatewayNamespace,
      alerts: [
        ...secretAlerts,
        ...(needsCertManager(config) ? certificateAlerts : []),
        ...Object.entries(alerts.dates).map(([name, date]) => dateAlert(name, date, alerts)),
      ],
    },
  ];
  if (mesh?.backend !== 'kong-mesh') return groups;
  const zone = mesh.controlPlane === 'konnect' ? zoneAlerts : [];
  return [
    ...groups,
    {
      name: 'kong-mesh',
      namespace: systemNamespace,
      alerts: [...meshAlerts, ...zone, ...versionAlerts(alerts)],
    },
  ];
}

function routesOf({ applications }: ClusterConfig) {
  return Object.values(applications).flatMap((application) =>
    publishedRoutes(application).map(({ name }) => ({ namespace: application.namespace.name, name })),
  );
}

/** A PrometheusRule for each group. */
export function addRules(
  scope: Construct,
  config: ClusterConfig,
  observability: ObservabilityConfig,
  prometheus: Prometheus,
): void {
  if (!prometheus.alerts.enabled) return;
  for (const { name, namespace, alerts } of alertGroups(config, observability, prometheus)) {
    new PrometheusRule(scope, `alerts-${name}`, {
      metadata: {
        name,
        namespace,
        ...(Object.keys(prometheus.labels).length === 0 ? {} : { labels: { ...prometheus.labels } }),
      },
      spec: {
        groups: [
          {
            name,
            rules: alerts.map(({ alert, expr, severity, labels, summary, description, for: duration }) => ({
              alert,
              expr: PrometheusRuleSpecGroupsRulesExpr.fromString(expr),
              for: duration,
              labels: { severity, ...labels },
              annotations: { summary, description },
            })),
          },
        ],
      },
    });
  }
}
