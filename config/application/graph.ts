import {
  compareMatches,
  type HeaderMatch,
  type PathChange,
  type Redirect,
  type Route,
  type RouteFilters,
  type RouteMatch,
} from '../graph/route';
import {
  type ExternalService,
  type PodIdentity,
  type Service,
  type ServiceAddress,
  type ServiceGraph,
  type ServicePort,
  type ServiceVersion,
  serviceLabels,
  type Worker,
} from '../graph/service-graph';
import type { HealthCheck, OutlierEjection, Retries, Timeouts } from '../graph/traffic';
import { milliseconds } from './duration';
import { backendName, backendsOf } from './publish/backends';
import type { Application } from './schema';
import type { ServiceConfig } from './service';
import { versionWeights } from './weights';

/** The applications of a cluster, by name, and those that it says are not there. */
export interface Neighbours {
  readonly applications: Readonly<Record<string, Application | undefined>>;
  readonly absent: readonly string[];
}

type RouteConfig = NonNullable<ServiceConfig['routes']>[string];
type MatchConfig = RouteConfig['matches'][number];
type HeaderConfig = NonNullable<MatchConfig['headers']>[string];

/** The service graph of an application, without what runs its pods. */
export function serviceGraph(application: Application, neighbours: Neighbours): ServiceGraph {
  const services = Object.entries(application.services);
  const withPorts = services.filter(([, service]) => Object.keys(service.ports ?? {}).length > 0);
  const workers = services.filter(([, service]) => Object.keys(service.ports ?? {}).length === 0);
  const external = Object.entries(application.external).map(
    ([name, { host, port, protocol, cidr }]): ExternalService => ({
      name,
      host,
      port,
      protocol,
      ...(cidr === undefined ? {} : { cidr }),
    }),
  );
  return {
    namespace: application.namespace.name,
    services: withPorts.map(([name, service]) => serviceOf(name, service, application, neighbours)),
    ...(workers.length === 0
      ? {}
      : {
          workers: workers.map(
            ([name, service]): Worker => ({
              name,
              ...(service.kind === 'CronJob' ? { isJob: true } : {}),
              versions: versionsOf(service),
              ...(service.existing === undefined ? {} : { existing: service.existing }),
              ...callsOf(service, neighbours),
            }),
          ),
        }),
    external,
    entry: entryOf(application),
  };
}

/** The services that the gateway publishes, each once. */
export function entryOf({ publish }: Application): readonly string[] {
  return [...new Set(Object.values(publish.routes).flatMap(backendsOf).map(backendName))];
}

function serviceOf(
  name: string,
  service: ServiceConfig,
  application: Application,
  neighbours: Neighbours,
): Service {
  const callers = foreignCallers(application.name, name, neighbours);
  return {
    name,
    ...ownOf(service),
    ...callsOf(service, neighbours),
    ...(callers.length === 0 ? {} : { foreignCallers: callers }),
  };
}

/** What a service is by itself, whoever calls it and whomever it calls. */
type OwnService = Omit<Service, 'name' | 'calls' | 'foreignCalls' | 'foreignCallers'>;

/** The rules and the charts ask for it, of clusters that share the service. */
const known = new WeakMap<ServiceConfig, OwnService>();

function ownOf(service: ServiceConfig): OwnService {
  const before = known.get(service);
  if (before !== undefined) return before;
  const [first, ...more] = portsOf(service);
  const { port = 0, protocol = 'http', name: portName, targetPort } = first ?? {};
  const routes = routesOf(service);
  const { existing, connectionLimits } = service;
  const own: OwnService = {
    port,
    protocol,
    ...(portName === undefined ? {} : { portName }),
    ...(targetPort === undefined ? {} : { targetPort }),
    ...(more.length === 0 ? {} : { morePorts: more }),
    ...(existing === undefined ? {} : { existing }),
    versions: versionsOf(service),
    ...(routes.length === 0 ? {} : { routes: routes.map(({ route }) => route) }),
    ...trafficOf(service),
    ...(connectionLimits === undefined ? {} : { connectionLimits: defined(connectionLimits) }),
  };
  known.set(service, own);
  return own;
}

/** The ports of a service, in the order of its file. */
export function portsOf(service: Pick<ServiceConfig, 'ports'>): readonly ServicePort[] {
  return Object.entries(service.ports ?? {}).map(([name, { port, protocol, targetPort }]) => ({
    name,
    port,
    protocol,
    ...(targetPort === undefined ? {} : { targetPort }),
  }));
}

function versionsOf(service: ServiceConfig): readonly ServiceVersion[] {
  const weights = versionWeights(service);
  return Object.entries(service.versions).map(([name, { labels }]) => ({
    name,
    weight: weights[name] ?? 0,
    ...(service.existing === undefined || labels === undefined ? {} : { labels }),
  }));
}

function callsOf(
  service: ServiceConfig,
  neighbours: Neighbours,
): { readonly calls?: readonly string[]; readonly foreignCalls?: readonly ServiceAddress[] } {
  const calls = service.calls.filter((name) => !name.includes('/'));
  const foreignCalls = service.calls.flatMap((name): ServiceAddress[] => {
    const [application = '', called] = name.split('/');
    const owner = neighbours.applications[application];
    const service = called === undefined ? undefined : owner?.services[called];
    if (owner === undefined || called === undefined || service === undefined) return [];
    return [{ namespace: owner.namespace.name, name: service.existing?.service ?? called }];
  });
  return {
    ...(calls.length === 0 ? {} : { calls }),
    ...(foreignCalls.length === 0 ? {} : { foreignCalls }),
  };
}

/** The pods of other applications that call a service. */
function foreignCallers(own: string, name: string, { applications }: Neighbours): readonly PodIdentity[] {
  const called = `${own}/${name}`;
  return Object.values(applications).flatMap((other) =>
    other === undefined || other.name === own
      ? []
      : Object.entries(other.services)
          .filter(([, { calls }]) => calls.includes(called))
          .flatMap(([caller, service]) => podIdentities(other, caller, service)),
  );
}

/** What the mesh knows the pods of a service by, each once. */
export function podIdentities(
  application: Application,
  name: string,
  service: ServiceConfig,
): readonly PodIdentity[] {
  const namespace = application.namespace.name;
  const { existing } = service;
  const versions = versionsOf(service);
  const podLabels = serviceLabels({ name, versions, ...(existing === undefined ? {} : { existing }) });
  if (existing !== undefined) {
    return [{ namespace, serviceAccount: existing.serviceAccount, podLabels }];
  }
  return Object.keys(service.versions).map((version) => ({
    namespace,
    serviceAccount: `${name}-${version}`,
    podLabels,
  }));
}

/** A route of the graph, and the match of the file that it comes from. */
export interface PlacedRoute {
  readonly route: Route;
  readonly name: string;
  readonly match: number;
}

/** The routes of a service in the order in which both meshes judge them: one for each match. */
export function routesOf(service: Pick<ServiceConfig, 'routes' | 'versions'>): readonly PlacedRoute[] {
  const routes = Object.entries(service.routes ?? {}).flatMap(
    ([name, { matches, weights, port, filters, timeouts }]) =>
      matches.map(
        (match, index): PlacedRoute => ({
          name,
          match: index,
          route: {
            name: index === 0 ? name : `${name}-${index + 1}`,
            ...(port === undefined ? {} : { port }),
            match: matchOf(match),
            weights: weights ?? versionWeights(service),
            ...(filters === undefined ? {} : { filters: filtersOf(filters) }),
            ...(timeouts === undefined
              ? {}
              : { timeouts: { requestMilliseconds: milliseconds(timeouts.request) } }),
          },
        }),
      ),
  );
  return routes.toSorted((a, b) => compareMatches(a.route.match, b.route.match));
}

type FilterConfig = NonNullable<RouteConfig['filters']>;

function filtersOf(filters: FilterConfig): RouteFilters {
  const { requestHeaderModifier: request, responseHeaderModifier: response, requestRedirect } = filters;
  const path = pathChange(filters.urlRewrite);
  return {
    ...(request === undefined ? {} : { request }),
    ...(response === undefined ? {} : { response }),
    ...(path === undefined ? {} : { path }),
    ...(requestRedirect === undefined ? {} : { redirect: redirectOf(requestRedirect) }),
  };
}

function redirectOf({ path, statusCode, ...parts }: NonNullable<FilterConfig['requestRedirect']>): Redirect {
  return { ...defined({ ...parts, path: pathChange(path) }), statusCode };
}

function pathChange(change: FilterConfig['urlRewrite']): PathChange | undefined {
  if (change === undefined) return undefined;
  return 'replaceFullPath' in change
    ? { kind: 'full', value: change.replaceFullPath }
    : { kind: 'prefix', value: change.replacePrefixMatch };
}

const pathKinds = { Exact: 'exact', PathPrefix: 'prefix', RegularExpression: 'regex' } as const;

function matchOf({ path, method, headers = {} }: MatchConfig): RouteMatch {
  const all = Object.entries(headers).map(([name, header]) => headerOf(name, header));
  return {
    ...(path === undefined ? {} : { path: { kind: pathKinds[path.type], value: path.value } }),
    ...(typeof method === 'string' ? { method } : {}),
    ...(typeof method === 'object' ? { grpc: defined(method) } : {}),
    ...(all.length === 0 ? {} : { headers: all }),
  };
}

const valueKinds = {
  Exact: 'exact',
  Prefix: 'prefix',
  Suffix: 'suffix',
  RegularExpression: 'regex',
} as const;

function headerOf(name: string, header: HeaderConfig): HeaderMatch {
  switch (header.type) {
    case 'Present':
      return { name, kind: 'present' };
    case 'Absent':
      return { name, kind: 'absent' };
    case 'Range':
      return { name, kind: 'range', from: header.from, to: header.to };
    default:
      return { name, kind: valueKinds[header.type], value: header.value };
  }
}

function trafficOf({ healthCheck, timeouts, retries, outlierEjection }: ServiceConfig): {
  healthCheck?: HealthCheck;
  timeouts?: Timeouts;
  retries?: Retries;
  outlierEjection?: OutlierEjection;
} {
  const time = (written: string | undefined) => (written === undefined ? undefined : milliseconds(written));
  return defined({
    healthCheck:
      healthCheck === undefined
        ? undefined
        : {
            ...(healthCheck.path === undefined ? {} : { path: healthCheck.path }),
            intervalMilliseconds: milliseconds(healthCheck.interval),
            timeoutMilliseconds: milliseconds(healthCheck.timeout),
            healthyThreshold: healthCheck.healthyThreshold,
            unhealthyThreshold: healthCheck.unhealthyThreshold,
          },
    timeouts:
      timeouts === undefined
        ? undefined
        : defined({
            requestMilliseconds: time(timeouts.request),
            idleMilliseconds: time(timeouts.idle),
            connectMilliseconds: time(timeouts.connect),
          }),
    retries:
      retries === undefined
        ? undefined
        : {
            attempts: retries.attempts,
            on: retries.on,
            ...(retries.perTry === undefined ? {} : { perTryMilliseconds: milliseconds(retries.perTry) }),
          },
    outlierEjection:
      outlierEjection === undefined
        ? undefined
        : {
            consecutiveErrors: outlierEjection.consecutiveErrors,
            intervalMilliseconds: milliseconds(outlierEjection.interval),
            baseEjectionMilliseconds: milliseconds(outlierEjection.baseEjection),
            maxEjectionPercent: outlierEjection.maxEjectionPercent,
          },
  });
}

type Defined<Type> = { [Key in keyof Type]: Exclude<Type[Key], undefined> };

/** The same without the keys that have no value. */
function defined<Type extends object>(value: Type): Partial<Defined<Type>> & Pick<Type, RequiredKeys<Type>>;
function defined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));
}

type RequiredKeys<Type> = { [Key in keyof Type]: undefined extends Type[Key] ? never : Key }[keyof Type];
