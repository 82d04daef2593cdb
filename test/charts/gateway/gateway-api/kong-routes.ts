import type { Manifest } from '../../application/publication/manifests';

/** A plugin that runs on a route: its type, and its configuration. */
export interface RoutePlugin {
  readonly plugin: string;
  readonly config: unknown;
}

/** A route of Kong's, as the controller makes it (kubernetes-ingress-controller v3.5.13, subtranslator). */
export interface KongRoute {
  readonly hosts: readonly string[];
  readonly protocols: readonly string[];
  /** In Kong's words: an expression after `~`, or a prefix. */
  readonly paths: readonly string[];
  readonly methods: readonly string[];
  /** By name; an expression after `~*`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly stripPath: boolean;
  readonly preserveHost: boolean;
  readonly priority: number;
  readonly redirectStatus: number;
  /** `service:port`; undefined where nothing is called. */
  readonly backend: string | undefined;
  readonly plugins: readonly RoutePlugin[];
}

interface Values {
  readonly [key: string]: unknown;
}

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((found, key) => (isValues(found) ? found[key] : undefined), value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const words = (value: unknown): readonly string[] => list(value).map(String);
const optional = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));

/** The routes of Kong's that the controller makes of all that is published in a set. */
export function kongRoutes(manifests: readonly Manifest[]): readonly KongRoute[] {
  const plugins = new Map(
    manifests
      .filter(({ kind }) => kind === 'KongPlugin')
      .map(({ metadata, plugin, config }) => [metadata.name, { plugin: String(plugin), config }]),
  );
  const named = (names: readonly string[]) =>
    names.map((name) => plugins.get(name) ?? { plugin: `missing ${name}`, config: {} });
  return manifests.flatMap((object): readonly KongRoute[] => {
    switch (object.kind) {
      case 'Ingress':
        return ofIngress(object, named);
      case 'HTTPRoute':
        return ofHttpRoute(object, named, protocolsOf(object, manifests));
      case 'GRPCRoute':
        return ofGrpcRoute(object, named, manifests);
      default:
        return [];
    }
  });
}

/** The protocols of the listeners that a route attaches to. */
function protocolsOf(route: Manifest, manifests: readonly Manifest[]): readonly string[] {
  return [
    ...new Set(
      listenersOf(route, manifests).map((listener) => String(at(listener, 'protocol')).toLowerCase()),
    ),
  ];
}

/** The listeners that a route attaches to. */
export function listenersOf(route: Manifest, manifests: readonly Manifest[]): readonly unknown[] {
  return list(at(route, 'spec', 'parentRefs')).flatMap((parent) => {
    const namespace = at(parent, 'namespace') ?? route.metadata.namespace;
    const gateway = manifests.find(
      ({ kind, metadata }) =>
        kind === 'Gateway' && metadata.name === at(parent, 'name') && metadata.namespace === namespace,
    );
    const section = at(parent, 'sectionName');
    return list(at(gateway, 'spec', 'listeners')).filter(
      (listener) => section === undefined || section === at(listener, 'name'),
    );
  });
}

type Named = (names: readonly string[]) => readonly RoutePlugin[];

const split = (value: string | undefined, separator = ','): readonly string[] =>
  (value ?? '').split(separator).flatMap((each) => (each.trim() === '' ? [] : [each.trim()]));

/** What the annotations of a route say, over what the translation of its kind has made. */
function annotated(object: Manifest, route: KongRoute, named: Named): KongRoute {
  const annotations = object.metadata.annotations ?? {};
  const said = (key: string) => annotations[`konghq.com/${key}`];
  const headers = Object.entries(annotations).flatMap(([key, value]) =>
    key.startsWith('konghq.com/headers.') ? [[key.slice('konghq.com/headers.'.length), value]] : [],
  );
  const protocols = split(said('protocols'));
  const grpc = protocols.some((protocol) => protocol.startsWith('grpc'));
  return {
    ...route,
    protocols: protocols.length === 0 ? route.protocols : protocols,
    methods: said('methods') === undefined ? route.methods : split(said('methods')),
    headers: headers.length === 0 ? route.headers : Object.fromEntries(headers),
    stripPath: !grpc && (said('strip-path') === undefined ? route.stripPath : said('strip-path') === 'true'),
    preserveHost: said('preserve-host') === undefined ? route.preserveHost : said('preserve-host') === 'true',
    priority: Number(said('regex-priority') ?? route.priority),
    redirectStatus: Number(said('https-redirect-status-code') ?? route.redirectStatus),
    plugins: [...route.plugins, ...named(split(said('plugins')))],
  };
}

const empty: KongRoute = {
  hosts: [],
  protocols: [],
  paths: [],
  methods: [],
  headers: {},
  stripPath: false,
  preserveHost: true,
  priority: 0,
  redirectStatus: 426,
  backend: undefined,
  plugins: [],
};

function ofIngress(object: Manifest, named: Named): readonly KongRoute[] {
  return list(at(object, 'spec', 'rules')).flatMap((rule) =>
    list(at(rule, 'http', 'paths')).map((entry) => {
      const host = at(rule, 'host');
      const path = String(at(entry, 'path'));
      const service = at(entry, 'backend', 'service');
      const paths = ingressPaths(path, String(at(entry, 'pathType')));
      const backend = `${String(at(service, 'name'))}:${String(at(service, 'port', 'number'))}`;
      return annotated(
        object,
        { ...empty, hosts: host === undefined ? [] : [String(host)], paths, backend },
        named,
      );
    }),
  );
}

function ingressPaths(path: string, type: string): readonly string[] {
  const relative = path.replace(/^\/+/, '');
  if (type === 'Exact') return [`~/${relative}$`];
  if (type === 'ImplementationSpecific') return [path.startsWith('/~') ? path.slice(1) : path];
  const base = relative.replace(/\/+$/, '');
  return base === '' ? ['/'] : [`/${base}/`, `~/${base}$`];
}

/** Rules with the same backends and filters are one, and so are their matches with the same method and headers. */
function ofHttpRoute(object: Manifest, named: Named, protocols: readonly string[]): readonly KongRoute[] {
  const rules = list(at(object, 'spec', 'rules'));
  const groups = new Map<string, { readonly rule: unknown; readonly matches: unknown[] }>();
  for (const rule of rules) {
    for (const match of list(at(rule, 'matches'))) {
      const same = [at(rule, 'backendRefs'), at(rule, 'filters'), at(match, 'method'), at(match, 'headers')];
      const key = JSON.stringify(same);
      const group = groups.get(key) ?? { rule, matches: [] };
      groups.set(key, group);
      group.matches.push(match);
    }
  }
  return [...groups.values()].map(({ rule, matches }) => {
    const [first] = matches;
    const [backend] = list(at(rule, 'backendRefs'));
    const filters = list(at(rule, 'filters'));
    const firstPath = String(at(first, 'path', 'value')).replace(/(.)\/$/, '$1');
    const prefix = filters.map((filter) => at(filter, 'urlRewrite', 'path', 'replacePrefixMatch'));
    const rewritten = prefix.some((each) => each !== undefined);
    const root = firstPath === '/';
    const paths = rewritten
      ? [`~${firstPath}$`, root ? '~/(.*)' : `~${firstPath}(/.*)`]
      : matches.flatMap((match) => httpPaths(at(match, 'path')));
    const method = optional(at(first, 'method'));
    const redirects = filters.some((filter) => at(filter, 'type') === 'RequestRedirect') ? matches.length : 1;
    const made = ofFilters(filters, root);
    return annotated(
      object,
      {
        ...empty,
        hosts: words(at(object, 'spec', 'hostnames')),
        protocols,
        paths,
        methods: method === undefined ? [] : [method],
        headers: Object.fromEntries(
          list(at(first, 'headers')).map((header) => [
            String(at(header, 'name')),
            `${at(header, 'type') === 'RegularExpression' ? '~*' : ''}${String(at(header, 'value'))}`,
          ]),
        ),
        backend: backend === undefined ? undefined : `${at(backend, 'name')}:${at(backend, 'port')}`,
        plugins: [
          // A redirect is made once for each match, all of them on the one route.
          ...Array.from({ length: redirects }, () => made).flat(),
          ...named(filters.flatMap((filter) => optional(at(filter, 'extensionRef', 'name')) ?? [])),
        ],
      },
      named,
    );
  });
}

function httpPaths(path: unknown): readonly string[] {
  const value = String(at(path, 'value'));
  switch (at(path, 'type')) {
    case 'Exact':
      return [`~${value}$`];
    case 'RegularExpression':
      return [`~${value}`];
    default:
      return [`~${value}$`, value.endsWith('/') ? value : `${value}/`];
  }
}

/** The plugins that the controller makes of filters; those of one type are one. */
function ofFilters(filters: readonly unknown[], root: boolean): readonly RoutePlugin[] {
  const request: Values[] = [];
  const response: Values[] = [];
  const others: RoutePlugin[] = [];
  for (const filter of filters) {
    const redirect = at(filter, 'requestRedirect');
    const path = at(filter, 'urlRewrite', 'path');
    if (at(filter, 'requestHeaderModifier') !== undefined)
      request.push(headers(at(filter, 'requestHeaderModifier')));
    if (at(filter, 'responseHeaderModifier') !== undefined)
      response.push(headers(at(filter, 'responseHeaderModifier')));
    if (path !== undefined) request.push({ replace: { uri: rewriteUri(path, root) } });
    if (redirect !== undefined) {
      const full = optional(at(redirect, 'path', 'replaceFullPath'));
      const port = at(redirect, 'port');
      const host = `${at(redirect, 'hostname')}${port === undefined ? '' : `:${port}`}`;
      others.push({
        plugin: 'redirect',
        config: {
          location: `${at(redirect, 'scheme') ?? 'http'}://${host}${(full ?? '/').replace(/\/$/, '')}`,
          keep_incoming_path: full === undefined,
          status_code: at(redirect, 'statusCode'),
        },
      });
    }
  }
  const merged = (plugin: string, configs: readonly Values[]): readonly RoutePlugin[] =>
    configs.length === 0 ? [] : [{ plugin, config: configs.reduce(merge) }];
  return [...others, ...merged('request-transformer', request), ...merged('response-transformer', response)];
}

function headers(modifier: unknown): Values {
  const lines = (key: string) =>
    list(at(modifier, key)).map((header) => `${at(header, 'name')}:${at(header, 'value')}`);
  const some = (key: string, lines: readonly unknown[]) =>
    lines.length === 0 ? {} : { [key]: { headers: lines } };
  return {
    ...some('replace', lines('set')),
    ...some('add', lines('set')),
    ...some('append', lines('add')),
    ...some('remove', list(at(modifier, 'remove'))),
  };
}

function merge(a: Values, b: Values): Values {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries(
    [...keys].map((key) => {
      const [left, right] = [a[key], b[key]];
      return [key, isValues(left) && isValues(right) ? merge(left, right) : (right ?? left)];
    }),
  );
}

function rewriteUri(path: unknown, root: boolean): string {
  const full = optional(at(path, 'replaceFullPath'));
  if (full !== undefined) return full;
  const prefix = String(at(path, 'replacePrefixMatch')).replace(/\/$/, '');
  return root ? `${prefix}/{rest}` : `${prefix}{rest}`;
}

/** A route of any host has those of the listeners that it attaches to, where they have one (subtranslator/grpcroute.go). */
function grpcHosts(route: Manifest, manifests: readonly Manifest[]): readonly string[] {
  const own = words(at(route, 'spec', 'hostnames'));
  if (own.length > 0) return own;
  return listenersOf(route, manifests).flatMap((listener) => optional(at(listener, 'hostname')) ?? []);
}

function ofGrpcRoute(object: Manifest, named: Named, manifests: readonly Manifest[]): readonly KongRoute[] {
  const hosts = grpcHosts(object, manifests);
  return list(at(object, 'spec', 'rules')).flatMap((rule) => {
    const [backend] = list(at(rule, 'backendRefs'));
    const matches = list(at(rule, 'matches'));
    if (matches.length === 0) {
      const paths = hosts.length === 0 ? ['/'] : [];
      const to = `${at(backend, 'name')}:${at(backend, 'port')}`;
      return [annotated(object, { ...empty, preserveHost: false, hosts, paths, backend: to }, named)];
    }
    return matches.map((match) => {
      const method = at(match, 'method');
      const expression = at(method, 'type') === 'RegularExpression';
      const path = `~/${at(method, 'service') ?? '.+'}/${at(method, 'method') ?? (expression ? '.+' : '')}`;
      return annotated(
        object,
        {
          ...empty,
          preserveHost: false,
          hosts,
          paths: method === undefined ? [] : [path],
          headers: Object.fromEntries(
            list(at(match, 'headers')).map((header) => [
              String(at(header, 'name')),
              String(at(header, 'value')),
            ]),
          ),
          backend: `${at(backend, 'name')}:${at(backend, 'port')}`,
        },
        named,
      );
    });
  });
}
