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
} from '../../imports/kuma.io';
import { collectorReference, meshWide } from './collectors';

/** A line for each call, by the side that answers it, and where it is asked for by the side that calls. */
export function addAccessLogs(
  scope: Construct,
  mesh: KongMeshConfig,
  observability: ObservabilityConfig,
  accessLogs: NonNullable<ObservabilityConfig['accessLogs']>,
): void {
  const logger = accessLogs.collector === undefined ? undefined : collectorOf(observability, accessLogs);
  const answered = logBackend(mesh, logger, 'answered', {
    file: MeshAccessLogSpecRulesDefaultBackendsType.FILE,
    openTelemetry: MeshAccessLogSpecRulesDefaultBackendsType.OPEN_TELEMETRY,
    json: MeshAccessLogSpecRulesDefaultBackendsFileFormatType.JSON,
    backend: MeshAccessLogSpecRulesDefaultBackendsOpenTelemetryBackendRefKind.MESH_OPEN_TELEMETRY_BACKEND,
  });
  addAccessLog(scope, mesh, 'access-log', { rules: [{ default: { backends: [answered] } }] });
  if (!accessLogs.callers) return;
  const called = logBackend(mesh, logger, 'called', {
    file: MeshAccessLogSpecToDefaultBackendsType.FILE,
    openTelemetry: MeshAccessLogSpecToDefaultBackendsType.OPEN_TELEMETRY,
    json: MeshAccessLogSpecToDefaultBackendsFileFormatType.JSON,
    backend: MeshAccessLogSpecToDefaultBackendsOpenTelemetryBackendRefKind.MESH_OPEN_TELEMETRY_BACKEND,
  });
  addAccessLog(scope, mesh, 'access-log-callers', {
    to: [{ targetRef: { kind: MeshAccessLogSpecToTargetRefKind.MESH }, default: { backends: [called] } }],
  });
}

/** Who calls, as either side knows it: a service by its name, or whoever shows an identity by that; Kuma knows no name there. */
const callers = { answered: '%DOWNSTREAM_PEER_URI_SAN%', called: '%KUMA_SOURCE_SERVICE%' } as const;

/**
 * What a line says of a call: no query and no header but the trace's and the call's own number, for both may hold what is secret. Kuma
 * 2.14.3 writes a line for each Service that selects the pod at the port: those of one call have one number.
 */
const lineOf = (side: keyof typeof callers) => ({
  time: '%START_TIME%',
  mesh: '%KUMA_MESH%',
  source: callers[side],
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
  request: '%REQ(X-REQUEST-ID)%',
  traceparent: '%REQ(TRACEPARENT)%',
});

/** The text of a line for a collector. Kuma's own has the path with its query (pkg/plugins/policies/meshaccesslog/plugin/xds). */
const body = { stringValue: '%REQ(:METHOD)% %REQ(:AUTHORITY)% %RESPONSE_CODE%' } as const;

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
  side: keyof typeof callers,
  words: Words<Type, Format, Kind>,
) {
  const fields = Object.entries(lineOf(side)).map(([key, value]) => ({ key, value }));
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
          body,
          attributes: fields.filter(({ key }) => key !== 'time'),
        },
      };
}

function addAccessLog(scope: Construct, mesh: KongMeshConfig, name: string, spec: MeshAccessLogSpec): void {
  new MeshAccessLog(scope, name, {
    metadata: meshWide(mesh, name),
    spec: { targetRef: { kind: MeshAccessLogSpecTargetRefKind.MESH }, ...spec },
  });
}
