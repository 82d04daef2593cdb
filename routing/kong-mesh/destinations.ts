import { dig, items, portOf, strings, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { type Cluster, includes, keyOf, type ServiceView } from '../cluster';
import { on, onlyMesh, servicesOf } from './dataplanes';

/** A port of a destination. What speaks no known protocol of requests is carried as tcp. */
export interface DestinationPort {
  readonly port: number;
  readonly name: string;
  readonly protocol: string;
}

/** What a proxy can call: a MeshService, MeshMultiZoneService or MeshExternalService. */
export interface Destination {
  readonly kind: 'MeshService' | 'MeshMultiZoneService' | 'MeshExternalService';
  readonly namespace: string;
  readonly name: string;
  readonly mesh: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly DestinationPort[];
  /** The Service that a MeshService was made of. */
  readonly service: ServiceView | undefined;
  /** The object that says more of the other kinds. */
  readonly object: Manifest | undefined;
}

/** Protocols of requests, to which a MeshHTTPRoute's backends are kept (pkg/plugins/policies/core/xds/meshroute/listeners.go). */
export const requestProtocols: readonly string[] = ['http', 'http2', 'grpc'];

/** Every destination of a cluster's objects. */
export function destinationsOf(cluster: Cluster, zone: string): readonly Destination[] {
  const fallback = onlyMesh(cluster);
  const made = cluster.services.flatMap((service) => meshServiceOf(cluster, service, zone, fallback));
  const written = (['MeshService', 'MeshMultiZoneService', 'MeshExternalService'] as const).flatMap((kind) =>
    cluster.ofKind('kuma.io', kind).map((object) => writtenOf(kind, object, zone)),
  );
  return [...made, ...written.filter((each) => !made.some((other) => sameDestination(each, other)))];
}

function sameDestination(a: Destination, b: Destination): boolean {
  return a.kind === b.kind && a.name === b.name && a.namespace === b.namespace;
}

/**
 * The MeshService that the control plane makes of a Service: where the namespace injects or the Service names a mesh, but
 * of a gateway's pods none (pkg/plugins/runtime/k8s/controllers/meshservice_controller.go).
 */
function meshServiceOf(
  cluster: Cluster,
  service: ServiceView,
  zone: string,
  fallback: string,
): readonly Destination[] {
  const { namespace, name, labels, annotations, ports } = service;
  const place = cluster.namespaceLabels(namespace);
  const injects = place === undefined || on(place['kuma.io/sidecar-injection'] ?? '');
  const mesh = labels['kuma.io/mesh'];
  if (!injects && mesh === undefined) return [];
  if (on(annotations['kuma.io/ignore'] ?? '') || annotations['kuma.io/gateway'] !== undefined) return [];
  if (service.externalName !== undefined) return [];
  const gateway = cluster.workloads.some(
    (workload) =>
      servicesOf(cluster, workload).includes(service) &&
      workload.annotations['kuma.io/gateway'] !== undefined,
  );
  if (gateway) return [];
  const own = mesh ?? place?.['kuma.io/mesh'] ?? (place === undefined ? fallback : 'default');
  return [
    {
      kind: 'MeshService',
      namespace,
      name,
      mesh: own,
      labels: { ...labels, ...knownLabels(name, namespace, own, zone), 'k8s.kuma.io/service-name': name },
      ports: ports.map(({ port, name: portName, appProtocol }) => ({
        port,
        name: portName ?? String(port),
        protocol: appProtocol ?? 'tcp',
      })),
      service,
      object: undefined,
    },
  ];
}

function writtenOf(kind: Destination['kind'], object: Manifest, zone: string): Destination {
  const { name, namespace = '' } = object.metadata;
  const labels = strings(object.metadata.labels);
  const mesh = labels['kuma.io/mesh'] ?? 'default';
  const match = dig(object, 'spec', 'match');
  const ports =
    kind === 'MeshExternalService'
      ? [{ port: match, protocol: dig(match, 'protocol') }].map(({ port, protocol }) => ({
          port: dig(port, 'port'),
          name: undefined,
          protocol,
        }))
      : items(dig(object, 'spec', 'ports')).map((item) => ({
          port: dig(item, 'port'),
          name: dig(item, 'name'),
          protocol: dig(item, 'appProtocol'),
        }));
  return {
    kind,
    namespace,
    name,
    mesh,
    labels: { ...labels, ...knownLabels(name, namespace, mesh, zone) },
    ports: ports.flatMap(({ port, name: portName, protocol }): readonly DestinationPort[] =>
      typeof port === 'number'
        ? [{ port, name: portOf(portName) ?? String(port), protocol: text(protocol) ?? 'tcp' }]
        : [],
    ),
    service: undefined,
    object,
  };
}

function knownLabels(name: string, namespace: string, mesh: string, zone: string): Record<string, string> {
  return {
    'kuma.io/display-name': name,
    'kuma.io/mesh': mesh,
    'kuma.io/zone': zone,
    'kuma.io/origin': 'zone',
    'kuma.io/env': 'kubernetes',
    'k8s.kuma.io/namespace': namespace,
  };
}

/** `Kind namespace/name`. */
export function describeDestination(destination: Destination): string {
  return `${destination.kind} ${keyOf(destination)}`;
}

const generators = [
  { kind: 'MeshMultiZoneService', template: '{{ .DisplayName }}.mzsvc.mesh.local' },
  { kind: 'MeshExternalService', template: '{{ .DisplayName }}.extsvc.mesh.local' },
];

/**
 * Whether a HostnameGenerator gives a destination a host name. Those that a control plane makes for itself
 * (pkg/defaults/hostname_generator.go) count where the objects have none.
 */
export function hasHostname(cluster: Cluster, destination: Destination, host: string): boolean {
  const written = cluster.ofKind('kuma.io', 'HostnameGenerator').flatMap((object) => {
    const field = `${destination.kind.charAt(0).toLowerCase()}${destination.kind.slice(1)}`;
    const selector = dig(object, 'spec', 'selector', field);
    const template = text(dig(object, 'spec', 'template'));
    const fits =
      selector !== undefined && includes(destination.labels, strings(dig(selector, 'matchLabels')));
    return fits && template !== undefined ? [template] : [];
  });
  const own = generators.filter(({ kind }) => kind === destination.kind).map(({ template }) => template);
  return [...written, ...own].some((template) => filled(template, destination) === host);
}

/** A Go template of the few values that Kuma gives it; undefined where a label is not there. */
function filled(template: string, { name, namespace, mesh, labels }: Destination): string | undefined {
  const values: Readonly<Record<string, string | undefined>> = {
    DisplayName: name,
    Name: name,
    Namespace: namespace,
    Mesh: mesh,
    Zone: labels['kuma.io/zone'],
  };
  let missing = false;
  const text = template.replace(
    /\{\{-?\s*(?:\.(\w+)|label\s+"([^"]+)")\s*-?\}\}/g,
    (_, field: string | undefined, label: string | undefined) => {
      const value = field === undefined ? labels[label ?? ''] : values[field];
      missing ||= value === undefined;
      return value ?? '';
    },
  );
  return missing ? undefined : text;
}
