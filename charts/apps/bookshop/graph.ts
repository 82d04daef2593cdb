import type { BookshopConfig } from '../../../config/applications';
import type { Service, ServiceGraph, ServiceVersion } from '../../../config/graph/service-graph';
import type { HealthCheck, OutlierEjection } from '../../../config/graph/traffic';

/** Port of the storefront, which the gateway calls. */
export const storefrontPort = 8080;

const check = {
  intervalMilliseconds: 10_000,
  timeoutMilliseconds: 2_000,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
} as const satisfies HealthCheck;

const ejection: OutlierEjection = {
  consecutiveErrors: 5,
  intervalMilliseconds: 10_000,
  baseEjectionMilliseconds: 30_000,
  maxEjectionPercent: 50,
};

/**
 * A bookshop that uses all that a service graph can say on both meshes: the storefront (http) shows what the catalogue
 * (http2) lists, the stock (grpc) counts and the ledger (tcp) books, and it pays with a provider outside the mesh.
 */
export function bookshopGraph(config: BookshopConfig): ServiceGraph {
  return {
    namespace: config.namespace,
    services: [storefront(config), catalogue(config), stock(config), ledger(config)],
    external: [
      { name: 'payments', host: config.paymentHost, port: 443, protocol: 'tls' },
      { name: 'suppliers', host: config.supplierHost, port: 80, protocol: 'http' },
    ],
    entry: ['storefront'],
  };
}

/** Help pages come from the proven version, and whoever asks for a preview gets the new one. */
function storefront(config: BookshopConfig): Service {
  return {
    name: 'storefront',
    port: storefrontPort,
    protocol: 'http',
    versions: versions(config, config.canary.storefront),
    routes: [
      {
        name: 'help',
        match: { path: { kind: 'regex', value: '/[a-z]{2}/help(/.*)?' } },
        weights: { v1: 100 },
      },
      {
        name: 'preview',
        match: { headers: [{ name: 'x-preview', kind: 'present' }] },
        weights: { v2: 100 },
      },
    ],
    calls: ['catalogue', 'stock', 'ledger', 'payments'],
    healthCheck: { ...check, path: '/healthy' },
    timeouts: { requestMilliseconds: 10_000, idleMilliseconds: 300_000 },
    retries: {
      attempts: 2,
      perTryMilliseconds: 2_500,
      on: ['gateway-error', 'stream-error', 'connection-error'],
    },
    connectionLimits: { maxConnections: 200, maxPendingRequests: 50 },
    outlierEjection: ejection,
  };
}

/** Routes of every kind of path and header. */
function catalogue(config: BookshopConfig): Service {
  return {
    name: 'catalogue',
    port: 8081,
    protocol: 'http2',
    versions: versions(config, config.canary.catalogue),
    routes: [
      {
        name: 'front',
        match: { path: { kind: 'exact', value: '/books' }, method: 'GET' },
        weights: { v1: 50, v2: 50 },
      },
      {
        name: 'writers',
        match: { path: { kind: 'prefix', value: '/books/drafts' }, method: 'PUT' },
        weights: { v2: 100 },
      },
      {
        name: 'testers',
        match: {
          path: { kind: 'prefix', value: '/books' },
          headers: [
            { name: 'x-reader', kind: 'prefix', value: 'tester-' },
            { name: 'x-opt-out', kind: 'absent' },
          ],
        },
        weights: { v2: 100 },
      },
      {
        name: 'staff',
        match: {
          path: { kind: 'prefix', value: '/books' },
          headers: [{ name: 'x-mail', kind: 'suffix', value: '@bookshop.example.com' }],
        },
        weights: { v1: 10, v2: 90 },
      },
      {
        name: 'old-readers',
        match: { headers: [{ name: 'user-agent', kind: 'regex', value: 'reader/[12]\\..*' }] },
        weights: { v1: 100 },
      },
      {
        name: 'partners',
        match: { headers: [{ name: 'x-partner', kind: 'exact', value: 'yes' }] },
        weights: { v1: 1 },
      },
    ],
    healthCheck: { ...check, path: '/healthy' },
    timeouts: { requestMilliseconds: 5_000, idleMilliseconds: 60_000 },
    connectionLimits: { maxRequests: 100 },
    outlierEjection: ejection,
  };
}

/** Routes by method of a gRPC service and by its metadata. */
function stock(config: BookshopConfig): Service {
  return {
    name: 'stock',
    port: 9090,
    protocol: 'grpc',
    versions: versions(config, 0),
    routes: [
      {
        name: 'reserve',
        match: { grpc: { service: 'bookshop.Stock', method: 'Reserve' } },
        weights: { v1: 90, v2: 10 },
      },
      {
        name: 'rehearsal',
        match: {
          grpc: { service: 'bookshop.Stock' },
          headers: [{ name: 'x-rehearsal', kind: 'exact', value: 'true' }],
        },
        weights: { v2: 100 },
      },
    ],
    calls: ['ledger', 'suppliers'],
    healthCheck: check,
    timeouts: { requestMilliseconds: 2_000 },
    retries: { attempts: 3, perTryMilliseconds: 500, on: ['unavailable', 'resource-exhausted'] },
    connectionLimits: { maxRequests: 500 },
    outlierEjection: ejection,
  };
}

function ledger(config: BookshopConfig): Service {
  return {
    name: 'ledger',
    port: 7000,
    protocol: 'tcp',
    versions: versions(config, config.canary.ledger),
    healthCheck: check,
    timeouts: { idleMilliseconds: 3_600_000 },
    connectionLimits: { maxConnections: 20 },
    outlierEjection: ejection,
  };
}

function versions({ image, replicas }: BookshopConfig, canary: number): readonly ServiceVersion[] {
  const workload = { image, replicas, environment: {} };
  return [
    { name: 'v1', weight: 100 - canary, workload },
    { name: 'v2', weight: canary, workload },
  ];
}
