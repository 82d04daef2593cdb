import type { Construct } from 'constructs';
import type { KongMeshConfig } from '../../config/mesh';
import { collectorOf, type NamedCollector, type ObservabilityConfig } from '../../config/observability';
import {
  MeshMetric,
  MeshMetricSpecDefaultBackendsOpenTelemetryBackendRefKind,
  MeshMetricSpecDefaultBackendsPrometheusTlsMode,
  MeshMetricSpecDefaultBackendsType,
  MeshMetricSpecDefaultSidecarProfilesAppendProfilesName,
  MeshMetricSpecTargetRefKind,
  MeshTrace,
  MeshTraceSpecDefaultBackendsOpenTelemetryBackendRefKind,
  MeshTraceSpecDefaultBackendsType,
  MeshTraceSpecDefaultSamplingClient,
  MeshTraceSpecDefaultSamplingOverall,
  MeshTraceSpecDefaultSamplingRandom,
  MeshTraceSpecTargetRefKind,
} from '../../imports/kuma.io';
import { addAccessLogs } from './access-logs';
import { addCollector, collectorReference, meshWide } from './collectors';

/** Port and path at which each proxy of the mesh gives its metrics, as MeshMetric has them by default. */
export const proxyMetrics = { port: 5670, path: '/metrics' } as const;

/**
 * What the proxies of the mesh tell, each to its collector. A proxy's own calls, of Envoy and of kuma-dp, pass no way out of
 * the mesh and carry no identity: the collector is outside of it, and takes plain text.
 */
export function addMeshTelemetry(
  scope: Construct,
  mesh: KongMeshConfig,
  observability: ObservabilityConfig,
): void {
  const { accessLogs, metrics, prometheus, traces } = observability;
  const used = [traces, metrics, accessLogs].flatMap((signal) => collectorOf(observability, signal) ?? []);
  if (mesh.profile !== '2.13') {
    for (const collector of new Map(used.map((each) => [each.name, each])).values()) {
      addCollector(scope, mesh, collector);
    }
  }
  if (metrics !== undefined || prometheus !== undefined) addMetrics(scope, mesh, observability);
  const tracer = collectorOf(observability, traces);
  if (traces !== undefined && tracer !== undefined) addTraces(scope, mesh, tracer, traces.sampling);
  if (accessLogs !== undefined) addAccessLogs(scope, mesh, observability, accessLogs);
}

/**
 * Metrics of every proxy: those of calls, connections and health. Prometheus is outside the mesh and fetches them in plain
 * text, also where the mesh is strict about its own calls: the port is the proxy's, not the application's.
 */
function addMetrics(scope: Construct, mesh: KongMeshConfig, observability: ObservabilityConfig): void {
  const { metrics, prometheus } = observability;
  const collector = collectorOf(observability, metrics);
  new MeshMetric(scope, 'metrics', {
    metadata: meshWide(mesh, 'metrics'),
    spec: {
      targetRef: { kind: MeshMetricSpecTargetRefKind.MESH },
      default: {
        sidecar: {
          profiles: {
            appendProfiles: [{ name: MeshMetricSpecDefaultSidecarProfilesAppendProfilesName.BASIC }],
          },
        },
        backends: [
          ...(prometheus === undefined
            ? []
            : [
                {
                  type: MeshMetricSpecDefaultBackendsType.PROMETHEUS,
                  prometheus: {
                    ...proxyMetrics,
                    tls: { mode: MeshMetricSpecDefaultBackendsPrometheusTlsMode.DISABLED },
                  },
                },
              ]),
          ...(metrics === undefined || collector === undefined
            ? []
            : [
                {
                  type: MeshMetricSpecDefaultBackendsType.OPEN_TELEMETRY,
                  openTelemetry: {
                    ...collectorReference(
                      mesh,
                      collector,
                      MeshMetricSpecDefaultBackendsOpenTelemetryBackendRefKind.MESH_OPEN_TELEMETRY_BACKEND,
                    ),
                    refreshInterval: metrics.interval,
                  },
                },
              ]),
        ],
      },
    },
  });
}

/**
 * Traces of every proxy. What a trace that comes in says of itself is kept; `random` is for calls that begin here, and
 * `client` for those that ask for a trace by a header of Envoy's, so that no caller can have all of its calls traced.
 * Source: Envoy's tracing architecture; kuma pkg/plugins/policies/meshtrace.
 */
function addTraces(
  scope: Construct,
  mesh: KongMeshConfig,
  collector: NamedCollector,
  sampling: number,
): void {
  new MeshTrace(scope, 'traces', {
    metadata: meshWide(mesh, 'traces'),
    spec: {
      targetRef: { kind: MeshTraceSpecTargetRefKind.MESH },
      default: {
        backends: [
          {
            type: MeshTraceSpecDefaultBackendsType.OPEN_TELEMETRY,
            openTelemetry: collectorReference(
              mesh,
              collector,
              MeshTraceSpecDefaultBackendsOpenTelemetryBackendRefKind.MESH_OPEN_TELEMETRY_BACKEND,
            ),
          },
        ],
        sampling: {
          overall: MeshTraceSpecDefaultSamplingOverall.fromNumber(100),
          client: MeshTraceSpecDefaultSamplingClient.fromNumber(sampling),
          random: MeshTraceSpecDefaultSamplingRandom.fromNumber(sampling),
        },
      },
    },
  });
}
