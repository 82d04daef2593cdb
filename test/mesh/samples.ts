import type { HeaderMatch, RouteMatch } from '../../config/graph/route';
import { type Service, type ServiceGraph, serviceHost } from '../../config/graph/service-graph';
import type { Request } from '../../routing/request';

/** Texts that match one regular expression, for graphs whose expressions nobody can turn around. */
export type Examples = Readonly<Record<string, readonly string[]>>;

/** Calls that tell every condition of a graph apart, to every host that it names and to one that it does not. */
export function sampleCalls(graph: ServiceGraph, examples: Examples = {}): readonly Request[] {
  const plain = { path: '/', method: 'GET', headers: {} };
  return [
    ...graph.services.flatMap((service) =>
      requests(service, examples).flatMap((request) =>
        [service.port, ...(request.path === '/' ? [service.port + 1] : [])].map((port) => ({
          host: serviceHost(graph.namespace, service.name),
          port,
          ...request,
        })),
      ),
    ),
    ...(graph.external ?? []).flatMap(({ host, port }) => [
      { host, port, ...plain },
      { host, port: port + 1, ...plain },
    ]),
    { host: 'elsewhere.example.net', port: 443, ...plain },
    { host: serviceHost(graph.namespace, 'nothing'), port: 80, ...plain },
  ];
}

function requests(service: Service, examples: Examples): readonly Omit<Request, 'host' | 'port'>[] {
  const matches = (service.routes ?? []).map(({ match }) => match);
  const paths = unique(['/', '/other/path', ...matches.flatMap((match) => samplePaths(match, examples))]);
  const methods =
    service.protocol === 'grpc'
      ? ['POST']
      : unique(['GET', 'DELETE', ...matches.flatMap(({ method }) => method ?? [])]);
  const headers = sampleHeaders(
    matches.flatMap((match) => match.headers ?? []),
    examples,
  );
  return paths.flatMap((path) =>
    methods.flatMap((method) => headers.map((chosen) => ({ path, method, headers: chosen }))),
  );
}

/** For each path: itself, what is below it, what only starts with the same letters, and what is one letter short. */
function samplePaths({ path, grpc }: RouteMatch, examples: Examples): readonly string[] {
  if (grpc !== undefined) {
    const method = grpc.method ?? 'Any';
    return [`/${grpc.service}/${method}`, `/${grpc.service}/${method}Else`, `/${grpc.service}Else/${method}`];
  }
  if (path === undefined) {
    return [];
  }
  if (path.kind === 'regex') {
    return [...(examples[path.value] ?? []), path.value];
  }
  return [path.value, `${path.value}/below`, `${path.value}more`, path.value.slice(0, -1) || '/'];
}

/** Every combination of the values of every header, that it is not there among them. */
function sampleHeaders(
  headers: readonly HeaderMatch[],
  examples: Examples,
): readonly Record<string, string>[] {
  const values = new Map<string, Set<string | undefined>>();
  for (const header of headers) {
    const own = values.get(header.name) ?? new Set([undefined]);
    for (const value of sampleValues(header, examples)) {
      own.add(value);
    }
    values.set(header.name, own);
  }
  return [...values].reduce<readonly Record<string, string>[]>(
    (combinations, [name, own]) =>
      combinations.flatMap((combination) =>
        [...own].map((value) => (value === undefined ? combination : { ...combination, [name]: value })),
      ),
    [{}],
  );
}

function sampleValues(header: HeaderMatch, examples: Examples): readonly string[] {
  switch (header.kind) {
    case 'exact':
      return [header.value, `${header.value}x`];
    case 'prefix':
    case 'suffix':
      return [header.value, `${header.value}x`, `x${header.value}`];
    case 'regex':
      return ['other', header.value, ...(examples[header.value] ?? [])];
    case 'range':
      return ['other', ...[header.from - 1, header.from, header.to - 1, header.to].map(String)];
    default:
      return ['other'];
  }
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
