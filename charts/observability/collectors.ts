import type { Construct } from 'constructs';
import type { KongMeshConfig } from '../../config/mesh';
import type { NamedCollector } from '../../config/observability';
import { MeshOpenTelemetryBackend, MeshOpenTelemetryBackendSpecProtocol } from '../../imports/kuma.io';
import { systemLabels, systemNamespace } from '../mesh/kong-mesh/names';

/** Metadata of a policy of the whole mesh. */
export function meshWide(mesh: KongMeshConfig, name: string) {
  return { name, namespace: systemNamespace, labels: { ...systemLabels(mesh) } };
}

/** The label by which policies find a collector: Kuma has no reference by name here. */
function collectorLabels({ name }: NamedCollector): Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/name': name };
}

/** A collector as an object of its own, which 2.13 does not have. */
export function addCollector(scope: Construct, mesh: KongMeshConfig, collector: NamedCollector): void {
  new MeshOpenTelemetryBackend(scope, `collector-${collector.name}`, {
    metadata: {
      ...meshWide(mesh, collector.name),
      labels: { ...systemLabels(mesh), ...collectorLabels(collector) },
    },
    spec: {
      endpoint: { address: collector.host, port: collector.grpcPort },
      protocol: MeshOpenTelemetryBackendSpecProtocol.GRPC,
    },
  });
}

/** How a policy names a collector: by its object, or before 2.14 by its address. */
export function collectorReference<Kind>(mesh: KongMeshConfig, collector: NamedCollector, kind: Kind) {
  return mesh.profile === '2.13'
    ? { endpoint: `${collector.host}:${collector.grpcPort}` }
    : { backendRef: { kind, labels: { ...collectorLabels(collector) } } };
}
