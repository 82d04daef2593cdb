/** What a port speaks; it decides which routes, retries and health checks it can have. */
export type Protocol = 'http' | 'http2' | 'grpc' | 'tcp';

/** Health check of each endpoint of a service, by its callers. */
export interface HealthCheck {
  /** Path that answers 2xx, for http and http2. */
  readonly path?: string;
  /** Time between two checks, 5,000 to 300,000 ms. */
  readonly intervalMilliseconds: number;
  /** Time that one check may take, 2,000 to 60,000 ms. */
  readonly timeoutMilliseconds: number;
  /** Successes in a row after which an endpoint is healthy, 2 to 10. */
  readonly healthyThreshold: number;
  /** Failures in a row after which an endpoint is unhealthy, 2 to 10. */
  readonly unhealthyThreshold: number;
}

/** Time limits of a call; 0 means none. */
export interface Timeouts {
  readonly requestMilliseconds: number;
  readonly idleMilliseconds: number;
}

/** What runs in the pods of one version. */
export interface Workload {
  readonly image: string;
  readonly replicas: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** One version of a service: a Deployment with a ServiceAccount of its own. */
export interface ServiceVersion {
  /** Such as `v1`: a DNS label, unique within the service. */
  readonly name: string;
  /** Share of the service's calls that this version gets, relative to the other versions' weights; 0 to 100. */
  readonly weight: number;
  readonly workload: Workload;
}

/** A service that others call by its name, and its versions. */
export interface Service {
  readonly name: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly versions: readonly ServiceVersion[];
  /** Names of the services of the same graph that this one calls. @default none */
  readonly calls?: readonly string[];
  readonly healthCheck?: HealthCheck;
  readonly timeouts?: Timeouts;
}

/** An application as its owner sees it: services, versions, who calls whom. Both mesh compilers read it. */
export interface ServiceGraph {
  readonly namespace: string;
  readonly services: readonly Service[];
  /** Names of the services that the API gateway calls. */
  readonly entry: readonly string[];
}

/** The API gateway as a member of the mesh. */
export interface GatewayMember {
  readonly name: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Labels that the gateway's pods carry, and no other pod of the namespace. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Container port on which the gateway takes HTTP. */
  readonly port: number;
  /** DNS name of the gateway's own Service. */
  readonly hostname: string;
}

/** A service by its namespace and name, as a caller outside the graph names it. */
export interface ServiceAddress {
  readonly namespace: string;
  readonly name: string;
}

/** Name that the Deployment, Service and ServiceAccount of one version share, such as `jazz-v1`. */
export function versionName(service: Service, version: ServiceVersion): string {
  return `${service.name}-${version.name}`;
}

/** Labels of the pods of one version. */
export function versionLabels(service: Service, version: ServiceVersion): Readonly<Record<string, string>> {
  return { app: service.name, version: version.name };
}

/** Fully qualified name by which a service is called inside the cluster. */
export function serviceHost(namespace: string, name: string): string {
  return `${name}.${namespace}.svc.cluster.local`;
}

/** The services of the graph that a service calls. @throws Error when it names one that the graph has not */
export function calledServices(graph: ServiceGraph, service: Service): readonly Service[] {
  return (service.calls ?? []).map((name) => findService(graph, name));
}

/** A service of the graph by its name. @throws Error when the graph has none of that name */
export function findService(graph: ServiceGraph, name: string): Service {
  const found = graph.services.find((service) => service.name === name);
  if (found === undefined) {
    throw new Error(`the service graph of namespace ${graph.namespace} has no service ${name}`);
  }
  return found;
}
