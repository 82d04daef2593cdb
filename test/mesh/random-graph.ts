import fc from 'fast-check';
import { isUndecided } from '../../config/graph/overlap';
import { compareMatches, type HeaderMatch, type Route, type RouteMatch } from '../../config/graph/route';
import type {
  Protocol,
  Service,
  ServiceGraph,
  ServiceVersion,
  Workload,
} from '../../config/graph/service-graph';

const workload = (name: string, port: number): Workload => ({
  kind: 'Deployment',
  spec: { replicas: 1 },
  pod: { containers: [{ name, image: 'example/app:1', ports: [{ name: 'app', containerPort: port }] }] },
});
const segment = fc.constantFrom('a', 'b', 'ab', 'books');
const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
const headerName = fc.constantFrom('x-one', 'x-two');
const headerValue = fc.constantFrom('yes', 'no', 'y.s');

const header: fc.Arbitrary<HeaderMatch> = fc.oneof(
  fc.record({
    name: headerName,
    kind: fc.constantFrom('exact' as const, 'prefix' as const, 'suffix' as const, 'regex' as const),
    value: headerValue,
  }),
  fc.record({ name: headerName, kind: fc.constantFrom('present' as const, 'absent' as const) }),
  fc.record({
    name: headerName,
    kind: fc.constant('range' as const),
    from: fc.constantFrom(-12, 0, 7),
    to: fc.constantFrom(8, 110),
  }),
);
const headers = fc.uniqueArray(header, { maxLength: 2, selector: ({ name }) => name });

const requestMatch: fc.Arbitrary<RouteMatch> = fc.record(
  {
    path: fc.record({
      kind: fc.constantFrom('exact' as const, 'prefix' as const, 'regex' as const),
      value: path,
    }),
    method: fc.constantFrom('GET' as const, 'PUT' as const),
    headers,
  },
  { requiredKeys: ['headers'] },
);
const grpcMatch: fc.Arbitrary<RouteMatch> = fc
  .record({
    service: fc.constantFrom('shop.A', 'shop.B'),
    method: fc.option(fc.constantFrom('Get', 'Put'), { nil: undefined }),
    headers,
  })
  .map(({ service, method, headers: metadata }) => ({
    grpc: { service, ...(method === undefined ? {} : { method }) },
    headers: metadata,
  }));

/** Routes with something to match, no match twice, in the order in which they are judged. */
function routes(protocol: Protocol, versions: readonly string[]): fc.Arbitrary<readonly Route[]> {
  if (protocol === 'tcp') {
    return fc.constant([]);
  }
  const match = (protocol === 'grpc' ? grpcMatch : requestMatch).filter(
    (found) => Object.keys(found).length > 1 || (found.headers ?? []).length > 0,
  );
  return fc
    .uniqueArray(match, { maxLength: 4, selector: (found) => JSON.stringify(sorted(found)) })
    .chain((matches) =>
      fc.tuple(
        ...matches.map((found) =>
          fc
            .tuple(weights(versions), fc.constantFrom(undefined, 0, 1_500, 60_000))
            .map(([shares, limit]) => ({
              match: found,
              weights: shares,
              ...(limit === undefined ? {} : { timeouts: { requestMilliseconds: limit } }),
            })),
        ),
      ),
    )
    .map((found) =>
      found
        .toSorted((a, b) => compareMatches(a.match, b.match))
        .map((route, index): Route => ({ name: `route-${index}`, ...route }))
        .filter((route, index, all) => !all.slice(0, index).some((before) => byNames(before, route))),
    );
}

/** Whether the names of two MeshHTTPRoutes decide between two routes, which Kong Mesh cannot do otherwise and refuses. */
function byNames(a: Route, b: Route): boolean {
  return (a.timeouts !== undefined || b.timeouts !== undefined) && isUndecided(a, b, undefined);
}

function sorted({ headers: found = [], ...rest }: RouteMatch) {
  return [rest.path, rest.method, rest.grpc, found.map((each) => JSON.stringify(each)).sort()];
}

/** Shares of some versions, of which at least one gets something. */
function weights(versions: readonly string[]): fc.Arbitrary<Readonly<Record<string, number>>> {
  return fc
    .tuple(...versions.map(() => fc.integer({ min: 0, max: Math.floor(100 / versions.length) })))
    .map((found) => (found.every((weight) => weight === 0) ? [1, ...found.slice(1)] : found))
    .map((found) => Object.fromEntries(versions.map((name, index) => [name, found[index] ?? 0])));
}

/** A consistent graph of up to four services, all of which both meshes can do. */
export const randomGraph: fc.Arbitrary<ServiceGraph> = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom('one', 'two', 'three', 'four'), { minLength: 1, maxLength: 4 }),
    fc.boolean(),
  )
  .chain(([names, hasHost]) => {
    const external = hasHost
      ? [{ name: 'outside', host: 'api.example.com', port: 443, protocol: 'tls' as const }]
      : [];
    const services = names.map((name, index) => service(name, 8000 + index, names, external.length > 0));
    return fc.tuple(...services).map((all) => ({
      namespace: 'shop',
      services: all,
      external,
      entry: all.filter(({ protocol }) => protocol === 'http').map(({ name }) => name),
    }));
  });

function service(
  name: string,
  port: number,
  names: readonly string[],
  hasHost: boolean,
): fc.Arbitrary<Service> {
  const others = [...names.filter((other) => other !== name), ...(hasHost ? ['outside'] : [])];
  return fc
    .tuple(
      fc.constantFrom<Protocol>('http', 'http', 'http2', 'grpc', 'tcp'),
      fc.integer({ min: 1, max: 3 }),
      fc.subarray(others),
    )
    .chain(([protocol, count, calls]) => {
      const versionNames = Array.from({ length: count }, (_, index) => `v${index + 1}`);
      return fc.tuple(weights(versionNames), routes(protocol, versionNames)).map(([shares, own]) => ({
        name,
        port,
        protocol,
        calls,
        versions: versionNames.map(
          (version): ServiceVersion => ({
            name: version,
            weight: shares[version] ?? 0,
            workload: workload(name, port),
          }),
        ),
        routes: own,
      }));
    });
}
