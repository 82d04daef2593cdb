import type { UnsupportedFeature } from './graph-error';
import type { Route } from './route';
import { calledHosts, calledServices, type Protocol, type Service, type ServiceGraph } from './service-graph';
import type { ConnectionLimits } from './traffic';

const api = 'aws-app-mesh-controller-for-k8s apis/appmesh/v1beta2';

type Report = (field: string, why: string, source?: string) => void;

/** What a graph asks for and App Mesh cannot do. */
export function unsupportedByAppMesh(graph: ServiceGraph): readonly UnsupportedFeature[] {
  return [
    ...graph.services.flatMap((service) => unsupportedOf(graph, service)),
    ...unsupportedWorkers(graph),
  ];
}

/** A Job ends when its containers do, and App Mesh's Envoy never does. */
function unsupportedWorkers({ workers = [] }: ServiceGraph): readonly UnsupportedFeature[] {
  return workers.flatMap(({ name, isJob = false, existing }) =>
    isJob || existing !== undefined
      ? [
          {
            mesh: 'app-mesh',
            service: name,
            field: isJob ? 'kind' : 'existing',
            why: isJob
              ? 'a CronJob never ends: the Envoy beside it goes on'
              : 'pods that are there already would need the injector and a role each',
            source: 'aws-app-mesh-controller-for-k8s pkg/inject',
          } as const,
        ]
      : [],
  );
}

function unsupportedOf(graph: ServiceGraph, service: Service): readonly UnsupportedFeature[] {
  const found: UnsupportedFeature[] = [];
  const report: Report = (field, why, source = api) =>
    found.push({ mesh: 'app-mesh', service: service.name, field, why, source });
  if (service.morePorts !== undefined) {
    report('ports', 'a virtual router has one listener, so a service has one port');
  }
  if (service.existing !== undefined) {
    report('existing', 'pods that are there already would need the injector and a role each');
  }
  reportTraffic(service, report);
  reportRoutes(service, report);
  const ports = [
    ...calledServices(graph, service).map(({ name, port, protocol }) => ({ name, port, protocol })),
    ...calledHosts(graph, service).map(({ name, port, protocol }) => ({ name, port, protocol })),
  ];
  return [...found, ...unsupportedBackends(service.name, ports)];
}

/** What a caller reaches behind one port. */
export interface Backend {
  readonly name: string;
  readonly port: number;
  readonly protocol: Protocol | 'tls';
}

/**
 * Envoy tells tcp connections apart by their port alone, so a tcp backend has its port for itself, whichever host it is
 * for. `tls` is tcp for App Mesh: it reads no server name.
 */
export function unsupportedBackends(
  caller: string,
  backends: readonly Backend[],
): readonly UnsupportedFeature[] {
  return backends.flatMap((backend, index) => {
    const other = backends
      .slice(0, index)
      .find(({ port, protocol }) => port === backend.port && (isTcp(protocol) || isTcp(backend.protocol)));
    return other === undefined
      ? []
      : [
          {
            mesh: 'app-mesh',
            service: caller,
            field: 'calls',
            why: `${other.name} and ${backend.name} share port ${backend.port}, and one of them is ${isTcp(other.protocol) ? other.protocol : backend.protocol}: a caller's Envoy sends everything on that port to one of them`,
            source: 'aws/aws-app-mesh-roadmap#195',
          } as const,
        ];
  });
}

function isTcp(protocol: Backend['protocol']): boolean {
  return protocol === 'tcp' || protocol === 'tls';
}

function reportTraffic({ protocol, timeouts, retries, connectionLimits }: Service, report: Report): void {
  if (timeouts?.connectMilliseconds !== undefined) {
    report(
      'timeouts.connectMilliseconds',
      'neither a listener nor a route limits the opening of a connection',
    );
  }
  if (retries !== undefined && protocol === 'tcp') {
    report('retries', 'a tcpRoute has no retryPolicy');
  } else if (retries !== undefined && retries.perTryMilliseconds === undefined) {
    report('retries.perTryMilliseconds', 'a retryPolicy without perRetryTimeout is refused');
  }
  if (connectionLimits !== undefined) {
    reportLimits(protocol, connectionLimits, report);
  }
}

const limitsOf: Readonly<Record<Protocol, readonly (keyof ConnectionLimits)[]>> = {
  http: ['maxConnections', 'maxPendingRequests'],
  http2: ['maxRequests'],
  grpc: ['maxRequests'],
  tcp: ['maxConnections'],
};

function reportLimits(protocol: Protocol, limits: ConnectionLimits, report: Report): void {
  const known = limitsOf[protocol];
  const names = ['maxConnections', 'maxPendingRequests', 'maxRequests'] as const;
  for (const name of names) {
    if (limits[name] !== undefined && !known.includes(name)) {
      report(
        `connectionLimits.${name}`,
        `the connection pool of ${protocol} has ${known.join(' and ')} only`,
      );
    }
  }
  if (protocol === 'http' && limits.maxConnections === undefined && limits.maxPendingRequests !== undefined) {
    report(
      'connectionLimits.maxPendingRequests',
      'the connection pool of http has it beside maxConnections only',
    );
  }
}

function reportRoutes(service: Service, report: Report): void {
  if (service.versions.length > 10) {
    report('versions', `a route has at most 10 targets, this one ${service.versions.length}`);
  }
  for (const [index, { match, filters }] of (service.routes ?? []).entries()) {
    if (filters !== undefined) {
      report(
        `routes[${index}].filters`,
        'a route of App Mesh changes neither headers nor paths, and redirects nobody',
      );
    }
    reportMatch(`routes[${index}].match`, match, report);
  }
}

function reportMatch(field: string, { headers = [], path, grpc }: Route['match'], report: Report): void {
  if (headers.length > 10) {
    report(`${field}.headers`, `a route has at most 10 headers, this one ${headers.length}`);
  }
  for (const { name } of headers) {
    if (name.length > 50) {
      report(`${field}.headers`, `a header's name has at most 50 characters, ${name} has ${name.length}`);
    }
  }
  if (path !== undefined && path.value.length > 255) {
    report(`${field}.path`, `a path has at most 255 characters, this one ${path.value.length}`);
  }
  if (grpc?.method !== undefined && grpc.method.length > 50) {
    report(`${field}.grpc.method`, `a method's name has at most 50 characters, ${grpc.method} has more`);
  }
}
