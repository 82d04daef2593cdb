import type { Route } from './route';
import type { ConnectionLimits, HealthCheck, OutlierEjection, Retries, Timeouts } from './traffic';

/** What a port speaks; it decides which routes, retries and health checks it can have. */
export const protocols = ['http', 'http2', 'grpc', 'tcp'] as const;
export type Protocol = (typeof protocols)[number];

/** What a host outside the mesh speaks; `tls` is a connection whose host is read from its server name. */
export const externalProtocols = [...protocols, 'tls'] as const;
export type ExternalProtocol = (typeof externalProtocols)[number];

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
  /** Share of the calls that no route takes, 0 to 100; over all versions 1 to 100. */
  readonly weight: number;
  readonly workload: Workload;
}

/** A service that others call by its name, and its versions. */
export interface Service {
  /** A DNS label, unique in the graph, external services included. */
  readonly name: string;
  /** 1 to 65535. */
  readonly port: number;
  readonly protocol: Protocol;
  /** At least one. */
  readonly versions: readonly ServiceVersion[];
  /**
   * Calls that are shared otherwise than by the versions' weights, in the order in which they are judged, which is the
   * order of `compareMatches`. Not for tcp. @default none
   */
  readonly routes?: readonly Route[];
  /** Names of the services of the same graph, external ones among them, that this one calls. @default none */
  readonly calls?: readonly string[];
  readonly healthCheck?: HealthCheck;
  readonly timeouts?: Timeouts;
  readonly retries?: Retries;
  readonly connectionLimits?: ConnectionLimits;
  readonly outlierEjection?: OutlierEjection;
}

/** A host outside the mesh. Nobody reaches it but the services that call it. */
export interface ExternalService {
  /** A DNS label, unique in the graph. */
  readonly name: string;
  /** DNS name under which it is called. */
  readonly host: string;
  /** 1 to 65535. */
  readonly port: number;
  readonly protocol: ExternalProtocol;
}

/** An application as its owner sees it: services, versions, who calls whom. Both mesh compilers read it. */
export interface ServiceGraph {
  readonly namespace: string;
  readonly services: readonly Service[];
  /** Hosts outside the mesh that services call. @default none */
  readonly external?: readonly ExternalService[];
  /** Names of the services that the API gateway calls; they speak http. */
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

/** The services of the graph that a service calls. */
export function calledServices(graph: ServiceGraph, service: Service): readonly Service[] {
  return graph.services.filter(({ name }) => service.calls?.includes(name));
}

/** The hosts outside the mesh that a service calls. */
export function calledHosts(graph: ServiceGraph, service: Service): readonly ExternalService[] {
  return (graph.external ?? []).filter(({ name }) => service.calls?.includes(name));
}

/** The share of each version of the calls that no route takes. */
export function defaultWeights(service: Service): Readonly<Record<string, number>> {
  return Object.fromEntries(service.versions.map(({ name, weight }) => [name, weight]));
}
