import type { Context } from '../context';
import type { KumaMatch } from '../matches/kuma-match';
import type { Match } from '../matches/match';
import type { Protocol } from '../nodes';
import type { AppMeshRoute } from '../read-route';
import { inTheWay } from './in-the-way';
import { plain } from './names';
import type { HeaderConfig, MatchConfig } from './shapes';

/** What a route takes in the words of an application file; undefined where it has none, which is entered. */
export function matchOf(
  context: Context,
  route: AppMeshRoute,
  { path, method, headers = [], queryParams }: KumaMatch,
  asked: Match,
  protocol: Protocol,
): MatchConfig | undefined {
  const { document, typeAt } = route;
  const obstacles: [field: string, why: string, found: string, expected: string][] = [];
  if (queryParams !== undefined)
    obstacles.push([
      'queryParameters',
      'a route asks for no query',
      queryParams.map(({ name }) => name).join(', '),
      'a path, a method and headers',
    ]);
  const grpc = protocol === 'grpc' && path !== undefined ? grpcOf(path) : undefined;
  const any = path === undefined || (path.type === 'PathPrefix' && path.value === '/');
  if (protocol === 'grpc' ? !any && grpc === undefined : !any && !path.value.startsWith('/'))
    obstacles.push([
      protocol === 'grpc' ? 'serviceName' : 'path',
      'the order of the routes cannot be kept, or the path does not start with /',
      path?.value ?? '',
      'paths that start with /, of which the longer one is tried first',
    ]);
  const conditions = headers.map((header) => headerOf(header, asked));
  const long = headers.find((_, i) => (conditions[i]?.[1].value ?? '').length > 255);
  if (long !== undefined)
    obstacles.push([
      protocol === 'grpc' ? 'metadata' : 'headers',
      `what is asked of header ${long.name} takes more than 255 characters`,
      `${long.value?.length} characters`,
      '255 characters at most',
    ]);
  for (const [field, why, found, expected] of obstacles)
    inTheWay(context, document, `${typeAt}/match/${field}`, { why, found, expected });
  if (obstacles.length > 0) return undefined;
  return {
    ...(any || protocol === 'grpc'
      ? {}
      : { path: { ...(path.type === 'PathPrefix' ? {} : { type: path.type }), value: plain(path.value) } }),
    ...(grpc === undefined ? {} : { method: grpc }),
    ...(method === undefined ? {} : { method }),
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(conditions) }),
  };
}

/** The service and method of a call of gRPC, where a path is theirs. */
function grpcOf({ type, value }: NonNullable<KumaMatch['path']>): MatchConfig['method'] | undefined {
  const [, service = '', method] = /^\/([A-Za-z0-9_.]+)(?:\/([A-Za-z0-9_]+))?$/.exec(value) ?? [];
  if (service === '' || type === 'RegularExpression') return undefined;
  if ((type === 'Exact') !== (method !== undefined)) return undefined;
  return method === undefined ? { service } : { service, method };
}

/** A condition on a header: in App Mesh's own words where an application file has them, else in Kuma's. */
function headerOf(
  { name, type, value }: NonNullable<KumaMatch['headers']>[number],
  { headers }: Match,
): readonly [string, HeaderConfig] {
  const [said, ...more] = headers.get(name) ?? [];
  if (said?.kind === 'suffix' && more.length === 0 && !said.inverted)
    return [name, { type: 'Suffix', value: plain(said.value) }];
  if (said?.kind === 'range' && more.length === 0 && !said.inverted) {
    const [from, to] = [Number(said.start), Number(said.end)];
    if (Number.isSafeInteger(from) && Number.isSafeInteger(to)) return [name, { type: 'Range', from, to }];
  }
  return [
    name,
    {
      ...(type === 'Exact' ? {} : { type }),
      ...(value === undefined ? {} : { value: plain(value) }),
    },
  ];
}
