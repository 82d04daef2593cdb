import type { KongRoute } from './kong-routes';

/** A call of the gateway. */
export interface Call {
  readonly scheme: 'http' | 'https' | 'grpcs';
  readonly host: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One path of a route that a call meets, and what the router compares it with others by: the higher number wins. */
interface Met {
  readonly route: KongRoute;
  readonly rank: readonly number[];
  readonly matched: string;
  readonly captured: string | undefined;
}

/** What becomes of a call, as lines: the same for two sets of routes where they mean the same. */
export function answersOf(routes: readonly KongRoute[], call: Call): readonly string[] {
  const met = routes.flatMap((route) => meetings(route, call));
  const best = met.reduce<readonly number[] | undefined>(
    (found, { rank }) => (found === undefined || compare(rank, found) > 0 ? rank : found),
    undefined,
  );
  if (best === undefined) return ['404'];
  const winners = met.filter(({ rank }) => compare(rank, best) === 0);
  return [...new Set(winners.map((each) => JSON.stringify(answer(each, call))))].sort();
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Kong's traditional router: more kinds of conditions first, then headers, plain hosts, expressions, longer paths. */
function meetings(route: KongRoute, call: Call): readonly Met[] {
  const { hosts, headers, methods, paths } = route;
  const host = hosts.find((each) => each === call.host);
  const wild = hosts.find((each) => each.startsWith('*.') && call.host.endsWith(each.slice(1)));
  if (hosts.length > 0 && host === undefined && wild === undefined) return [];
  if (methods.length > 0 && !methods.includes(call.method)) return [];
  const held = Object.entries(headers).every(([name, value]) => {
    const said = call.headers[name];
    if (said === undefined) return false;
    return value.startsWith('~*') ? new RegExp(value.slice(2)).test(said) : value === said;
  });
  if (!held) return [];
  const rank = [
    [hosts, methods, paths, Object.keys(headers)].filter((each) => each.length > 0).length,
    Object.keys(headers).length,
    host === undefined ? 0 : 1,
  ];
  if (paths.length === 0) return [{ route, rank: [...rank, 0, 0, 0], matched: '', captured: undefined }];
  return paths.flatMap((path): readonly Met[] => {
    if (!path.startsWith('~')) {
      return call.path.startsWith(path)
        ? [{ route, rank: [...rank, 0, 0, path.length], matched: path, captured: undefined }]
        : [];
    }
    const found = new RegExp(`^${path.slice(1)}`).exec(call.path);
    return found === null
      ? []
      : [{ route, rank: [...rank, 1, route.priority, 0], matched: found[0], captured: found[1] }];
  });
}

function answer({ route, matched, captured }: Met, { scheme, path }: Call): unknown {
  if (!route.protocols.includes(scheme))
    return scheme === 'http' && route.protocols.includes('https')
      ? route.redirectStatus
      : 'not by this protocol';
  // The function that sends plain HTTP on, where no annotation says so.
  const sendsOn = ({ plugin, config }: KongRoute['plugins'][number]) =>
    plugin === 'pre-function' && JSON.stringify(config).includes('get_forwarded_scheme() == \\"http\\"');
  if (scheme === 'http' && route.plugins.some(sendsOn)) return 308;
  const others = route.plugins.filter((each) => !sendsOn(each));
  const plugins = others.map(({ plugin, config }) => [plugin, settled(config)]);
  const redirect = route.plugins.find(({ plugin }) => plugin === 'redirect');
  if (redirect !== undefined) return { plugins: sorted(plugins) };
  const uri = uriOf(route);
  const stripped = route.stripPath ? `/${path.slice(matched.length).replace(/^\//, '')}` : path;
  return {
    backend: route.backend,
    path: uri === undefined ? stripped : filled(uri, captured),
    preserveHost: route.preserveHost,
    plugins: sorted(plugins),
  };
}

function uriOf({ plugins }: KongRoute): string | undefined {
  for (const { plugin, config } of plugins) {
    const uri = /"uri":"((?:[^"\\]|\\.)*)"/.exec(JSON.stringify(config));
    if (plugin === 'request-transformer' && uri?.[1] !== undefined) return uri[1].replaceAll('\\"', '"');
  }
  return undefined;
}

/** The two ways in which the rest of a path is put behind another prefix: our template's, and the controller's. */
function filled(uri: string, captured: string | undefined): string {
  const rest = captured ?? '';
  return uri
    .replace('/{rest}', rest === '' ? '' : `/${rest}`)
    .replace('{rest}', rest)
    .replace('$(uri_captures[1] or "")', rest);
}

/** The configuration without what was compared as the path, its lists in one order. */
function settled(config: unknown): unknown {
  if (Array.isArray(config))
    return config
      .map(settled)
      .map((each) => JSON.stringify(each))
      .sort();
  if (typeof config !== 'object' || config === null) return config;
  const entries = Object.entries(config)
    .filter(([key]) => key !== 'uri')
    // An address without a path is that of /.
    .map(
      ([key, value]) =>
        [key, key === 'location' ? String(value).replace(/(:\/\/[^/]+)\/$/, '$1') : value] as const,
    )
    .map(([key, value]) => [key, settled(value)] as const)
    .filter(([, value]) => JSON.stringify(value) !== '{}');
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sorted(values: readonly unknown[]): readonly string[] {
  return values
    .map((value) => JSON.stringify(value))
    .filter((text) => !text.endsWith('-transformer",{}]'))
    .sort();
}
