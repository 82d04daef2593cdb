import type { Construct } from 'constructs';
import type { KongMeshConfig } from '../../config/mesh';
import { collectorOf, type NamedCollector, type ObservabilityConfig } from '../../config/observability';
import {
  MeshAccessLog,
  type MeshAccessLogSpec,
  MeshAccessLogSpecRulesDefaultBackendsFileFormatType,
  MeshAccessLogSpecRulesDefaultBackendsOpenTelemetryBackendRefKind,
  MeshAccessLogSpecRulesDefaultBackendsType,
  MeshAccessLogSpecTargetRefKind,
  MeshAccessLogSpecToDefaultBackendsFileFormatType,
  MeshAccessLogSpecToDefaultBackendsOpenTelemetryBackendRefKind,
  MeshAccessLogSpecToDefaultBackendsType,
  MeshAccessLogSpecToTargetRefKind,
  MeshMetric,
  MeshMetricSpecDefaultBackendsOpenTelemetryBackendRefKind,
  MeshMetricSpecDefaultBackendsPrometheusTlsMode,
  MeshMetricSpecDefaultBackendsType,
  MeshMetricSpecDefaultSidecarProfilesAppendProfilesName,
  MeshMetricSpecTargetRefKind,
  MeshOpenTelemetryBackend,
  MeshOpenTelemetryBackendSpecProtocol,
  MeshTrace,
  MeshTraceSpecDefaultBackendsOpenTelemetryBackendRefKind,
  MeshTraceSpecDefaultBackendsType,
  MeshTraceSpecDefaultSamplingClient,
  MeshTraceSpecDefaultSamplingOverall,
  MeshTraceSpecDefaultSamplingRandom,
  MeshTraceSpecTargetRefKind,
} from '../../imports/kuma.io';
import { systemLabels, systemNamespace } from '../mesh/kong-mesh/names';

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
  if (accessLogs === undefined) return;
  const logger = accessLogs.collector === undefined ? undefined : collectorOf(observability, accessLogs);
  const answered = logBackend(mesh, logger, {
    file: MeshAccessLogSpecRulesDefaultBackendsType.FILE,
    openTelemetry: MeshAccessLogSpecRulesDefaultBackendsType.OPEN_TELEMETRY,
    json: MeshAccessLogSpecRulesDefaultBackendsFileFormatType.JSON,
    backend: MeshAccessLogSpecRulesDefaultBackendsOpenTelemetryBackendRefKind.MESH_OPEN_TELEMETRY_BACKEND,
  });
  addAccessLog(scope, mesh, 'access-log', { rules: [{ default: { backends: [answered] } }] });
  if (!accessLogs.callers) return;
  const called = logBackend(mesh, logger, {
    file: MeshAccessLogSpecToDefaultBackendsType.FILE,
    openTelemetry: MeshAccessLogSpecToDefaultBackendsType.OPEN_TELEMETRY,
    json: MeshAccessLogSpecToDefaultBackendsFileFormatType.JSON,
    backend: MeshAccessLogSpecToDefaultBackendsOpenTelemetryBackendRefKind.MESH_OPEN_TELEMETRY_BACKEND,
  });
  addAccessLog(scope, mesh, 'access-log-callers', {
    to: [{ targetRef: { kind: MeshAccessLogSpecToTargetRefKind.MESH }, default: { backends: [called] } }],
  });
}

function metadata(mesh: KongMeshConfig, name: string) {
  return { name, namespace: systemNamespace, labels: { ...systemLabels(mesh) } };
}

/** The label by which policies find a collector: Kuma has no reference by name here. */
function collectorLabels({ name }: NamedCollector): Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/name': name };
}

/** A collector as an object of its own, which 2.13 does not have. */
function addCollector(scope: Construct, mesh: KongMeshConfig, collector: NamedCollector): void {
  new MeshOpenTelemetryBackend(scope, `collector-${collector.name}`, {
    metadata: {
      ...metadata(mesh, collector.name),
      labels: { ...systemLabels(mesh), ...collectorLabels(collector) },
    },
    spec: {
      endpoint: { address: collector.host, port: collector.grpcPort },
      protocol: MeshOpenTelemetryBackendSpecProtocol.GRPC,
    },
  });
}

/** How a policy names a collector: by its object, or before 2.14 by its address. */
function collectorReference<Kind>(mesh: KongMeshConfig, collector: NamedCollector, kind: Kind) {
  return mesh.profile === '2.13'
    ? { endpoint: `${collector.host}:${collector.grpcPort}` }
    : { backendRef: { kind, labels: { ...collectorLabels(collector) } } };
}

/**
 * Metrics of every proxy: those of calls, connections and health. Prometheus is outside the mesh and fetches them in plain
 * text, also where the mesh is strict about its own calls: the port is the proxy's, not the application's.
 */
function addMetrics(scope: Construct, mesh: KongMeshConfig, observability: ObservabilityConfig): void {
  const { metrics, prometheus } = observability;
  const collector = collectorOf(observability, metrics);
  new MeshMetric(scope, 'metrics', {
    metadata: metadata(mesh, 'metrics'),
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
    metadata: metadata(mesh, 'traces'),
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

/** What a line says of a call: no query and no header but the trace's, for both may hold what is secret. */
const line = {
  time: '%START_TIME%',
  mesh: '%KUMA_MESH%',
  source: '%KUMA_SOURCE_SERVICE%',
  destination: '%KUMA_DESTINATION_SERVICE%',
  method: '%REQ(:METHOD)%',
  authority: '%REQ(:AUTHORITY)%',
  protocol: '%PROTOCOL%',
  status: '%RESPONSE_CODE%',
  flags: '%RESPONSE_FLAGS%',
  duration: '%DURATION%',
  received: '%BYTES_RECEIVED%',
  sent: '%BYTES_SENT%',
  upstream: '%UPSTREAM_HOST%',
  traceparent: '%REQ(TRACEPARENT)%',
} as const;

/** The words of one side of the log: the classes have a set of their own for each. */
interface Words<Type, Format, Kind> {
  readonly file: Type;
  readonly openTelemetry: Type;
  readonly json: Format;
  readonly backend: Kind;
}

/** Where the lines go, in the words of the side that answers or of the one that calls. */
function logBackend<Type, Format, Kind>(
  mesh: KongMeshConfig,
  collector: NamedCollector | undefined,
  words: Words<Type, Format, Kind>,
) {
  const fields = Object.entries(line).map(([key, value]) => ({ key, value }));
  return collector === undefined
    ? {
        type: words.file,
        file: {
          path: '/dev/stdout',
          format: { type: words.json, json: fields, omitEmptyValues: true },
        },
      }
    : {
        type: words.openTelemetry,
        openTelemetry: {
          ...collectorReference(mesh, collector, words.backend),
          attributes: fields.filter(({ key }) => key !== 'time'),
        },
      };
}

function addAccessLog(scope: Construct, mesh: KongMeshConfig, name: string, spec: MeshAccessLogSpec): void {
  new MeshAccessLog(scope, name, {
    metadata: metadata(mesh, name),
    spec: { targetRef: { kind: MeshAccessLogSpecTargetRefKind.MESH }, ...spec },
  });
}
