import { dig, items, portOf, strings, text } from '../references/fields';
import { objectId } from '../references/identity';
import type { Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import { nameOf } from './names';
import type { Route } from './topology';

const kong = 'configuration.konghq.com';

/** The routes of every Ingress and HTTPRoute. */
export function routesOf(index: ReferenceIndex): readonly Route[] {
  return [
    ...index.ofKind('networking.k8s.io', 'Ingress').flatMap((ingress) => ingressRoutes(index, ingress)),
    ...index.ofKind('gateway.networking.k8s.io', 'HTTPRoute').flatMap((route) => httpRoutes(index, route)),
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
          service: qualified(ingress, service),
          port: portOf(dig(port, 'number')) ?? portOf(dig(port, 'name')) ?? '',
          plugins: plugins(index, ingress, service, []),
          by: nameOf(ingress),
        },
      ];
    }),
  );
}

function httpRoutes(index: ReferenceIndex, route: Manifest): readonly Route[] {
  const hosts = items(dig(route, 'spec', 'hostnames')).flatMap((host) => text(host) ?? []);
  return items(dig(route, 'spec', 'rules')).flatMap((rule) => {
    const matches = items(dig(rule, 'matches'));
    const paths =
      matches.length === 0 ? ['/'] : matches.map((match) => text(dig(match, 'path', 'value')) ?? '/');
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
        paths.map((path) => ({ host, path, ...common })),
      );
    });
  });
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
  const names = [...annotated(route), ...filters, ...(target === undefined ? [] : annotated(target))];
  return [...new Set(names)].map((name) => {
    const plugin =
      index.get(objectId(kong, 'KongPlugin', namespace, name)) ??
      index.get(objectId(kong, 'KongClusterPlugin', undefined, name));
    const type = plugin === undefined ? undefined : text(plugin.plugin);
    return type === undefined ? name : `${name} (${type})`;
  });
}

function annotated(object: Manifest): readonly string[] {
  return (strings(object.metadata.annotations)['konghq.com/plugins'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
