import type { HeaderMatch, RouteMatch } from '../../config/graph/route';
import type { ExternalService, Service, ServiceGraph } from '../../config/graph/service-graph';

/** A change of one thing that a graph says. */
export type GraphChange = (graph: ServiceGraph) => ServiceGraph;

/** Changes one service. */
export function service(name: string, change: (before: Service) => Partial<Service>): GraphChange {
  return (graph) => ({
    ...graph,
    services: graph.services.map((each) => (each.name === name ? { ...each, ...change(each) } : each)),
  });
}

function match(name: string, route: string, after: RouteMatch): GraphChange {
  return service(name, ({ routes = [] }) => ({
    routes: routes.map((each) => (each.name === route ? { ...each, match: after } : each)),
  }));
}

function header(route: string, ...headers: HeaderMatch[]): GraphChange {
  const inPath = ['testers', 'staff'].includes(route);
  return match('catalogue', route, {
    ...(inPath ? { path: { kind: 'prefix', value: '/books' } } : {}),
    headers,
  });
}

function weights(name: string): GraphChange {
  return service(name, ({ versions }) => ({
    versions: versions.map((version, index) => ({ ...version, weight: index === 0 ? 71 : 29 })),
  }));
}

function external(name: string, change: Partial<ExternalService>): GraphChange {
  return (graph) => ({
    ...graph,
    external: (graph.external ?? []).map((each) => (each.name === name ? { ...each, ...change } : each)),
  });
}

function check(change: Partial<NonNullable<Service['healthCheck']>>): GraphChange {
  return service('storefront', ({ healthCheck }) =>
    healthCheck ? { healthCheck: { ...healthCheck, ...change } } : {},
  );
}

function retries(name: string, change: Partial<NonNullable<Service['retries']>>): GraphChange {
  return service(name, ({ retries: before }) => (before ? { retries: { ...before, ...change } } : {}));
}

function ejection(change: Partial<NonNullable<Service['outlierEjection']>>): GraphChange {
  return service('stock', ({ outlierEjection }) =>
    outlierEjection ? { outlierEjection: { ...outlierEjection, ...change } } : {},
  );
}

const tcpCheck = {
  intervalMilliseconds: 10_000,
  timeoutMilliseconds: 2_000,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
};

/** For each row of the first table, a change of the bookshop that concerns what the row says and nothing else. */
export const graphChanges: Readonly<Record<string, GraphChange>> = {
  'name of a service': (graph) => ({
    ...service('storefront', () => ({ name: 'shopfront' }))(graph),
    entry: ['shopfront'],
  }),
  port: service('catalogue', () => ({ port: 8181 })),
  protocol: service('ledger', () => ({
    protocol: 'http2',
    healthCheck: { ...tcpCheck, path: '/healthy' },
    connectionLimits: { maxRequests: 20 },
  })),
  'name of a version': service('storefront', ({ versions, routes = [] }) => ({
    versions: versions.map((version) => (version.name === 'v2' ? { ...version, name: 'next' } : version)),
    routes: routes.map((route) =>
      route.weights.v2 === undefined ? route : { ...route, weights: { next: 100 } },
    ),
  })),
  'weight of a version': weights('storefront'),
  'weight of a version, tcp': weights('ledger'),
  'order of routes': service('storefront', ({ routes = [] }) => ({
    routes: [
      { name: 'first', match: { path: { kind: 'exact', value: '/first' } }, weights: { v1: 100 } },
      ...routes,
    ],
  })),
  'exact path': match('catalogue', 'front', { path: { kind: 'exact', value: '/novels' }, method: 'GET' }),
  'path prefix': match('catalogue', 'writers', {
    path: { kind: 'prefix', value: '/books/notes!' },
    method: 'PUT',
  }),
  'path, regular expression': match('storefront', 'help', {
    path: { kind: 'regex', value: '/[a-z]{3}/help' },
  }),
  method: match('catalogue', 'front', { path: { kind: 'exact', value: '/books' }, method: 'HEAD' }),
  'header, exact': header('partners', { name: 'x-partner', kind: 'exact', value: 'no' }),
  'header, prefix': header(
    'testers',
    { name: 'x-reader', kind: 'prefix', value: 'proof-' },
    { name: 'x-opt-out', kind: 'absent' },
  ),
  'header, suffix': header('staff', { name: 'x-mail', kind: 'suffix', value: '@example.org' }),
  'header, regular expression': header('old-readers', {
    name: 'user-agent',
    kind: 'regex',
    value: 'reader/0.*',
  }),
  'header, present': match('storefront', 'preview', { headers: [{ name: 'x-early', kind: 'present' }] }),
  'header, absent': header(
    'testers',
    { name: 'x-reader', kind: 'prefix', value: 'tester-' },
    { name: 'x-opt-out', kind: 'present' },
  ),
  'header, range': header('partners', { name: 'x-partner', kind: 'range', from: 10, to: 20 }),
  'gRPC service and method': match('stock', 'reserve', {
    grpc: { service: 'bookshop.Store', method: 'Keep' },
  }),
  'gRPC metadata': match('stock', 'rehearsal', {
    grpc: { service: 'bookshop.Stock' },
    headers: [{ name: 'x-trial', kind: 'exact', value: 'yes' }],
  }),
  calls: service('catalogue', () => ({ calls: ['stock'] })),
  entry: (graph) => ({ ...graph, entry: [] }),
  'external service, host': external('payments', { host: 'pay.example.org' }),
  'external service, port': external('payments', { port: 8443 }),
  'external service, protocol': external('suppliers', { protocol: 'http2' }),
  'external service, caller': service('catalogue', () => ({ calls: ['payments'] })),
  'health check, path': check({ path: '/ready' }),
  'health check, interval': check({ intervalMilliseconds: 15_000 }),
  'health check, time limit': check({ timeoutMilliseconds: 2_500 }),
  'health check, healthy threshold': check({ healthyThreshold: 4 }),
  'health check, unhealthy threshold': check({ unhealthyThreshold: 7 }),
  'request time limit': service('stock', () => ({ timeouts: { requestMilliseconds: 1_234 } })),
  'idle time limit': service('storefront', ({ timeouts }) => ({
    timeouts: { ...timeouts, idleMilliseconds: 1_234 },
  })),
  'connection time limit': service('ledger', () => ({ timeouts: { connectMilliseconds: 1_234 } })),
  'retries, number': retries('storefront', { attempts: 5 }),
  'retries, time limit of each': retries('storefront', { perTryMilliseconds: 1_234 }),
  'retries, events of http': retries('storefront', {
    on: ['server-error', 'client-error', 'connection-error'],
  }),
  'retries, failed connection': retries('storefront', { on: ['gateway-error', 'stream-error'] }),
  'retries, events of grpc': retries('stock', { on: ['cancelled', 'internal', 'deadline-exceeded'] }),
  'retries of grpc, number and time limit': retries('stock', { attempts: 1, perTryMilliseconds: 1_234 }),
  'retries of tcp': service('ledger', () => ({ retries: { attempts: 2, on: ['connection-error'] } })),
  'connections at a time': service('ledger', () => ({ connectionLimits: { maxConnections: 21 } })),
  'waiting requests': service('storefront', () => ({
    connectionLimits: { maxConnections: 200, maxPendingRequests: 51 },
  })),
  'requests at a time': service('stock', () => ({ connectionLimits: { maxRequests: 501 } })),
  'outlier ejection, errors in a row': ejection({ consecutiveErrors: 9 }),
  'outlier ejection, interval': ejection({ intervalMilliseconds: 1_234 }),
  'outlier ejection, duration': ejection({ baseEjectionMilliseconds: 1_234 }),
  'outlier ejection, share': ejection({ maxEjectionPercent: 12 }),
};
