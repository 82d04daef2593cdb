import type { JsonMap } from '../kubernetes/field';
import type { Route } from './route';
import type { ConnectionLimits, HealthCheck, OutlierEjection, Retries, Timeouts } from './traffic';

/** What a port speaks; it decides which routes, retries and health checks it can have. */
export const protocols = ['http', 'http2', 'grpc', 'tcp'] as const;
export type Protocol = (typeof protocols)[number];

/** What a host outside the mesh speaks; `tls` is a connection whose host is read from its server name. */
export const externalProtocols = [...protocols, 'tls'] as const;
export type ExternalProtocol = (typeof externalProtocols)[number];

/** What IAM lets the pods of one version do. */
export interface RoleStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** What runs the pods of one version, in Kubernetes' words. */
export interface Workload {
  readonly kind: 'Deployment' | 'StatefulSet' | 'CronJob';
  /** Fields of the kind's spec, but for its selector and its pods' template. */
  readonly spec: JsonMap;
  /** Fields of the runs' JobSpec, for a CronJob. @default none */
  readonly job?: JsonMap;
  /** The pods' PodSpec, but for their ServiceAccount. */
  readonly pod: JsonMap;
  /** @default none */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** @default none */
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /** The IAM role of the pods' ServiceAccount, beside what the mesh asks for. @default none */
  readonly role?: {
    readonly identity: 'irsa' | 'pod-identity';
    readonly statements: readonly RoleStatement[];
  };
}

/** One version of a service: a Deployment with a ServiceAccount of its own. */
export interface ServiceVersion {
  /** Such as `v1`: a DNS label, unique within the service. */
  readonly name: string;
  /** Share of the calls that no route takes, 0 to 100; over all versions 1 to 100. */
  readonly weight: number;
  /** Absent where the pods are there already. */
  readonly workload?: Workload;
  /** Labels by which pods that are there already are known. @default those of `versionLabels` */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A port of a service. */
export interface ServicePort {
  readonly name: string;
  /** Port of the Service, 1 to 65535. */
  readonly port: number;
  /** Port of the container. @default the same */
  readonly targetPort?: number;
  readonly protocol: Protocol;
}

/** A service that others call by its name, and its versions. */
export interface Service {
  /** A DNS label, unique in the graph, external services included. */
  readonly name: string;
  /** 1 to 65535. */
  readonly port: number;
  readonly protocol: Protocol;
  /** Name of the port. @default its protocol */
  readonly portName?: string;
  /** Port of the container. @default the same */
  readonly targetPort?: number;
  /** Ports beside the one that routes and checks are about; calls to them go by the versions' weights. @default none */
  readonly morePorts?: readonly ServicePort[];
  /** Pods, ServiceAccount and Service that are there already. @default they are made */
  readonly existing?: { readonly service: string; readonly serviceAccount: string };
  /** At least one. */
  readonly versions: readonly ServiceVersion[];
  /**
   * Calls that are shared otherwise than by the versions' weights, in the order in which they are judged, which is the
   * order of `compareMatches`. Not for tcp. @default none
   */
  readonly routes?: readonly Route[];
  /** Names of the services of the same graph, external ones among them, that this one calls. @default none */
  readonly calls?: readonly string[];
  /** Services of other graphs that this one calls. @default none */
  readonly foreignCalls?: readonly ServiceAddress[];
  /** Pods of other graphs that may call this one. @default none */
  readonly foreignCallers?: readonly PodIdentity[];
  readonly healthCheck?: HealthCheck;
  readonly timeouts?: Timeouts;
  readonly retries?: Retries;
  readonly connectionLimits?: ConnectionLimits;
  readonly outlierEjection?: OutlierEjection;
}

/** A service without the shares of its versions, which change more often than all else, and without what runs their pods. */
export type NamedService = Omit<Service, 'versions'> & {
  readonly versions: readonly Pick<ServiceVersion, 'name' | 'labels'>[];
};

/** What nobody calls: it has pods, and no port. */
export interface Worker {
  /** As of a service. */
  readonly name: string;
  /** Whether its pods end, as those of a CronJob do. @default false */
  readonly isJob?: boolean;
  /** At least one; their weights say nothing. */
  readonly versions: readonly ServiceVersion[];
  readonly existing?: { readonly service: string; readonly serviceAccount: string };
  /** @default none */
  readonly calls?: readonly string[];
  /** @default none */
  readonly foreignCalls?: readonly ServiceAddress[];
}

/** Pods, by what the mesh knows them by. */
export interface PodIdentity {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Labels that they carry, and no other pods of the namespace. */
  readonly podLabels: Readonly<Record<string, string>>;
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
  /** Addresses that the host has, by which it is let out. @default by its name; by tcp through the zone's egress */
  readonly cidr?: readonly string[];
}

/** An application as its owner sees it: services, versions, who calls whom. Both mesh compilers read it. */
export interface ServiceGraph {
  readonly namespace: string;
  readonly services: readonly Service[];
  /** @default none */
  readonly workers?: readonly Worker[];
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
export function versionName(service: { readonly name: string }, version: { readonly name: string }): string {
  return `${service.name}-${version.name}`;
}

/** Labels of the pods of one version. */
export function versionLabels(
  service: { readonly name: string },
  version: Pick<ServiceVersion, 'name' | 'labels'>,
): Readonly<Record<string, string>> {
  return version.labels ?? { app: service.name, version: version.name };
}

/** Labels that the pods of all versions of a service have, and no others. */
export function serviceLabels(
  service: Pick<NamedService, 'name' | 'versions' | 'existing'>,
): Readonly<Record<string, string>> {
  if (service.existing === undefined) return { app: service.name };
  const [first = {}, ...others] = service.versions.map((version) => versionLabels(service, version));
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) => others.every((labels) => labels[key] === value)),
  );
}

/** Name of the Service by which a service is called. */
export function calledName(service: Pick<Service, 'name' | 'existing'>): string {
  return service.existing?.service ?? service.name;
}

/** Name of the Service of one version alone; of a service that is there already and has one version, its own. */
export function versionServiceName(
  service: Pick<NamedService, 'name' | 'versions' | 'existing'>,
  version: { readonly name: string },
): string {
  return service.existing !== undefined && service.versions.length === 1
    ? service.existing.service
    : versionName(service, version);
}

/** Name of the ServiceAccount of the pods of one version. */
export function serviceAccountName(service: Service | Worker, version: ServiceVersion): string {
  return service.existing?.serviceAccount ?? versionName(service, version);
}

/** All ports of a service, the one that routes and checks are about first. */
export function servicePorts(service: Omit<Service, 'versions'>): readonly ServicePort[] {
  const { port, protocol, portName = protocol, targetPort, morePorts = [] } = service;
  return [
    { name: portName, port, protocol, ...(targetPort === undefined ? {} : { targetPort }) },
    ...morePorts,
  ];
}

/** Everything of a graph that has pods. */
export function podOwners(graph: ServiceGraph): readonly (Service | Worker)[] {
  return [...graph.services, ...(graph.workers ?? [])];
}

/** Fully qualified name by which a service is called inside the cluster. */
export function serviceHost(namespace: string, name: string): string {
  return `${name}.${namespace}.svc.cluster.local`;
}

/** Name of the object that stands for a host to which the zone's egress leads: all applications share one namespace. */
export function egressName(namespace: string, external: { readonly name: string }): string {
  return `${namespace}-${external.name}`;
}

/**
 * Name under which a host is called to which the zone's egress leads; its own name leads nowhere. Source: the generator of
 * names that every zone's control plane makes (kuma pkg/defaults/hostname_generator.go).
 */
export function egressHost(namespace: string, external: { readonly name: string }): string {
  return `${egressName(namespace, external)}.extsvc.mesh.local`;
}

/** The services of the graph that a service calls. */
export function calledServices(graph: ServiceGraph, service: Service | Worker): readonly Service[] {
  return graph.services.filter(({ name }) => service.calls?.includes(name));
}

/** The hosts outside the mesh that a service calls. */
export function calledHosts(graph: ServiceGraph, service: Service | Worker): readonly ExternalService[] {
  return (graph.external ?? []).filter(({ name }) => service.calls?.includes(name));
}

/**
 * Whether nothing but its name tells a host, so that calls to it go through the egress of the zone: a connection by tcp
 * says neither a server name nor a Host, and no addresses are known.
 */
export function isThroughEgress({
  protocol,
  cidr,
}: {
  readonly protocol: ExternalProtocol;
  readonly cidr?: readonly string[] | undefined;
}): boolean {
  return protocol === 'tcp' && cidr === undefined;
}

/** The share of each version of the calls that no route takes. */
export function defaultWeights(service: {
  readonly versions: readonly Pick<ServiceVersion, 'name' | 'weight'>[];
}): Readonly<Record<string, number>> {
  return Object.fromEntries(service.versions.map(({ name, weight }) => [name, weight]));
}
