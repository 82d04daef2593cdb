import type { ExternalService, Service } from '../../../config/graph/service-graph';

const retries = { attempts: 1, perTryMilliseconds: 100 } as const;
const match = (headers: NonNullable<Service['routes']>[number]['match']['headers']) => ({
  routes: [{ name: 'special', match: { headers: headers ?? [] }, weights: { v1: 1 } }],
});
const host = (name: string, port: number, protocol: ExternalService['protocol']): ExternalService => ({
  name,
  host: `${name}.example.com`,
  port,
  protocol,
});

/** What is asked for, of a service and of hosts, and what one mesh says to it. */
export type Case = readonly [
  what: string,
  wanted: Partial<Service>,
  external: readonly ExternalService[],
  said: readonly string[],
];

/** What App Mesh cannot do. */
export const byAppMesh: readonly Case[] = [
  [
    'the opening of a connection',
    { timeouts: { connectMilliseconds: 1 } },
    [],
    ['timeouts.connectMilliseconds: neither a listener nor a route limits the opening of a connection'],
  ],
  [
    'retries of tcp',
    { protocol: 'tcp', retries: { attempts: 1, on: ['connection-error'] } },
    [],
    ['retries: a tcpRoute has no retryPolicy'],
  ],
  [
    'tries without a limit',
    { retries: { attempts: 1, on: ['server-error'] } },
    [],
    ['retries.perTryMilliseconds: a retryPolicy without perRetryTimeout is refused'],
  ],
  [
    'requests of http',
    { connectionLimits: { maxRequests: 1 } },
    [],
    [
      'connectionLimits.maxRequests: the connection pool of http has maxConnections and maxPendingRequests only',
    ],
  ],
  [
    'waiting requests alone',
    { connectionLimits: { maxPendingRequests: 1 } },
    [],
    ['connectionLimits.maxPendingRequests: the connection pool of http has it beside maxConnections only'],
  ],
  [
    'connections of grpc',
    { protocol: 'grpc', connectionLimits: { maxConnections: 1 } },
    [],
    ['connectionLimits.maxConnections: the connection pool of grpc has maxRequests only'],
  ],
  [
    'waiting requests of http2',
    { protocol: 'http2', connectionLimits: { maxPendingRequests: 1 } },
    [],
    ['connectionLimits.maxPendingRequests: the connection pool of http2 has maxRequests only'],
  ],
  [
    'requests of tcp',
    { protocol: 'tcp', connectionLimits: { maxRequests: 1 } },
    [],
    ['connectionLimits.maxRequests: the connection pool of tcp has maxConnections only'],
  ],
  [
    'a long header',
    match([{ name: 'x'.repeat(51), kind: 'present' }]),
    [],
    [`routes[0].match.headers: a header's name has at most 50 characters, ${'x'.repeat(51)} has 51`],
  ],
  [
    'many headers',
    match(Array.from({ length: 11 }, (_, index) => ({ name: `x-${index}`, kind: 'present' as const }))),
    [],
    ['routes[0].match.headers: a route has at most 10 headers, this one 11'],
  ],
  [
    'a long path',
    {
      routes: [
        {
          name: 'special',
          match: { path: { kind: 'exact', value: `/${'x'.repeat(255)}` } },
          weights: { v1: 1 },
        },
      ],
    },
    [],
    ['routes[0].match.path: a path has at most 255 characters, this one 256'],
  ],
  [
    'a long method',
    {
      protocol: 'grpc',
      routes: [
        { name: 'special', match: { grpc: { service: 'a.B', method: 'M'.repeat(51) } }, weights: { v1: 1 } },
      ],
    },
    [],
    [`routes[0].match.grpc.method: a method's name has at most 50 characters, ${'M'.repeat(51)} has more`],
  ],
  [
    'two tls hosts of one port',
    { calls: ['bank', 'mail'] },
    [host('bank', 443, 'tls'), host('mail', 443, 'tls')],
    [
      "calls: bank and mail share port 443, and one of them is tls: a caller's Envoy sends everything on that port to one of them",
    ],
  ],
  [
    'another header on the way',
    {
      routes: [
        {
          name: 'beta',
          match: { headers: [{ name: 'x-beta', kind: 'present' }] },
          weights: { v1: 1 },
          filters: { request: { set: { 'x-seen': 'yes' }, add: {}, remove: [] } },
        },
      ],
    },
    [],
    ['routes[0].filters: a route of App Mesh changes neither headers nor paths, and redirects nobody'],
  ],
  [
    'http beside tcp on one port',
    { calls: ['bank', 'mail'] },
    [host('bank', 80, 'http'), host('mail', 80, 'tcp')],
    [
      "calls: bank and mail share port 80, and one of them is tcp: a caller's Envoy sends everything on that port to one of them",
    ],
  ],
];

/** What Kong Mesh cannot do. */
export const byKongMesh: readonly Case[] = [
  [
    'retries of http2',
    { protocol: 'http2', retries: { ...retries, on: ['server-error'] } },
    [],
    ['retries: a MeshRetry reaches http, grpc and tcp only'],
  ],
  [
    'a failed connection of grpc',
    { protocol: 'grpc', retries: { ...retries, on: ['unavailable', 'connection-error'] } },
    [],
    ['retries.on[1]: grpc has no retry after connection-error'],
  ],
  [
    'an idle limit of grpc',
    { protocol: 'grpc', timeouts: { idleMilliseconds: 1 } },
    [],
    [
      'timeouts.idleMilliseconds: the idle limit reaches the connections of http, http2 and tcp, not those of grpc',
    ],
  ],
  [
    'a time limit where only the order of two routes decides',
    {
      routes: [
        {
          name: 'one',
          match: { headers: [{ name: 'x-team', kind: 'prefix', value: 'a' }] },
          weights: { v1: 1 },
          timeouts: { requestMilliseconds: 1 },
        },
        {
          name: 'two',
          match: { headers: [{ name: 'x-team', kind: 'suffix', value: 'z' }] },
          weights: { v2: 1 },
        },
      ],
    },
    [],
    [
      'routes[1].match: some calls meet one and two, of which neither is more specific; with a time limit of its own a route is another MeshHTTPRoute, and their names decide instead of this order',
    ],
  ],
  [
    'a host by tcp',
    { calls: ['mail'] },
    [host('mail', 25, 'tcp')],
    [
      "calls: mail: a connection by tcp does not say that it is for mail.example.com; its addresses (cidr) do, or the zone's egress",
    ],
  ],
  [
    'two protocols of one port',
    { calls: ['bank', 'mail'] },
    [host('bank', 80, 'http'), host('mail', 80, 'http2')],
    ['calls: bank and mail share port 80 by http and http2'],
  ],
];
