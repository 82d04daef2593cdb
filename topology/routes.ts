import { dig, items, portOf, strings, text } from '../references/fields';
import { objectId } from '../references/identity';
import type { Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import { nameOf } from './names';
import { annotatedPlugins, pluginNames } from './plugins';
import type { Route } from './topology';

/** The routes of every Ingress, HTTPRoute and GRPCRoute. */
export function routesOf(index: ReferenceIndex): readonly Route[] {
  return [
    ...index.ofKind('networking.k8s.io', 'Ingress').flatMap((ingress) => ingressRoutes(index, ingress)),
    ...['HTTPRoute', 'GRPCRoute'].flatMap((kind) =>
      index.ofKind('gateway.networking.k8s.io', kind).flatMap((route) => gatewayApiRoutes(index, route)),
    ),
  ];
}

function ingressRoutes(index: ReferenceIndex, ingress: Manifest): readonly Route[] {
  return items(dig(ingress, 'spec', 'rules')).flatMap((rule) =>
    items(dig(rule, 'http', 'paths')).flatMap((path): Route[] => {
      const service = text(dig(path, 'backend', 'service', 'name'));
      if (service === undefined) return [];
      const port = dig(path, 'backend', 'service', 'port');
      return [
        {
          host: text(dig(rule, 'host')) ?? '*',
          path: text(dig(path, 'path')) ?? '/',
          ...takenBy(ingress),
          service: qualified(ingress, service),
          port: portOf(dig(port, 'number')) ?? portOf(dig(port, 'name')) ?? '',
          plugins: plugins(index, ingress, service, []),
          by: nameOf(ingress),
        },
      ];
    }),
  );
}

/** What an Ingress says of all its paths in Kong's annotations. */
function takenBy(ingress: Manifest): Pick<Route, 'condition' | 'protocols' | 'redirects'> {
  const annotations = strings(ingress.metadata.annotations);
  const headers = Object.entries(annotations).flatMap(([key, value]) =>
    key.startsWith(headerPrefix) ? [`${key.slice(headerPrefix.length)}: ${value}`] : [],
  );
  return {
    condition: [list(annotations['konghq.com/methods']).join(', '), ...headers]
      .filter((each) => each !== '')
      .join('; '),
    ...spoken(ingress),
  };
}

/** The protocols that a route says in Kong's annotations, and whether plain HTTP is sent on to https. */
function spoken({ metadata }: Manifest): Pick<Route, 'protocols' | 'redirects'> {
  const annotations = strings(metadata.annotations);
  const protocols = list(annotations['konghq.com/protocols']);
  const status = annotations['konghq.com/https-redirect-status-code'] ?? '';
  return {
    protocols,
    redirects: protocols.length > 0 && !protocols.includes('http') && /^30[1278]$/.test(status),
  };
}

function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

const headerPrefix = 'konghq.com/headers.';

function gatewayApiRoutes(index: ReferenceIndex, route: Manifest): readonly Route[] {
  const hosts = items(dig(route, 'spec', 'hostnames')).flatMap((host) => text(host) ?? []);
  return items(dig(route, 'spec', 'rules')).flatMap((rule) => {
    const matches = items(dig(rule, 'matches'));
    const met = (matches.length === 0 ? [{}] : matches).map((match) => ({
      path: text(dig(match, 'path', 'value')) ?? grpcPath(dig(match, 'method')) ?? '/',
      condition: conditionOf(match),
    }));
    const filters = items(dig(rule, 'filters')).flatMap(
      (filter) => text(dig(filter, 'extensionRef', 'name')) ?? [],
    );
    return items(dig(rule, 'backendRefs')).flatMap((backend): Route[] => {
      const service = text(dig(backend, 'name'));
      if (service === undefined) return [];
      const found = plugins(index, route, service, filters);
      const port = portOf(dig(backend, 'port')) ?? '';
      const common = { service: qualified(route, service), port, plugins: found, by: nameOf(route) };
      return (hosts.length === 0 ? ['*'] : hosts).flatMap((host) =>
        met.map((each) => ({ host, ...each, ...spoken(route), ...common })),
      );
    });
  });
}

/** The path of a match of a GRPCRoute: its service and its method, in which the dots of an expression are those of names. */
function grpcPath(method: unknown): string | undefined {
  const [service, call] = [text(dig(method, 'service')), text(dig(method, 'method'))];
  if (service === undefined && call === undefined) return undefined;
  const any = service === undefined || service === '.+';
  return `/${any ? '*' : service}/${call ?? '*'}`.replaceAll('\\.', '.').replace(/\$$/, '');
}

/** What a match asks of a call besides its path. */
function conditionOf(match: unknown): string {
  const headers = items(dig(match, 'headers')).map(
    (header) => `${text(dig(header, 'name')) ?? '?'}: ${text(dig(header, 'value')) ?? '?'}`,
  );
  return [text(dig(match, 'method')) ?? '', ...headers].filter((each) => each !== '').join('; ');
}

function qualified({ metadata }: Manifest, service: string): string {
  return `${metadata.namespace ?? 'default'}/${service}`;
}

/** The plugins on a route: its own, those of its filters, and those of its Service. */
function plugins(
  index: ReferenceIndex,
  route: Manifest,
  service: string,
  filters: readonly string[],
): readonly string[] {
  const { namespace } = route.metadata;
  const target = index.get(objectId('', 'Service', namespace, service));
  const ofService = target === undefined ? [] : annotatedPlugins(target);
  return pluginNames(index, namespace, [...annotatedPlugins(route), ...filters, ...ofService]);
}
