import { dig, items, text } from '../../../../references/fields';
import type { Manifest } from '../../application/publication/manifests';
import { type KongRoute, kongRoutes, listenersOf } from './kong-routes';

/** A route of Kong's, and the Gateway in whose control plane it is. */
export interface KonnectRoute extends KongRoute {
  readonly gateway: string;
}

/**
 * The routes that Kong Operator makes in Konnect of all that is published in a set: one for each parent of an HTTPRoute, of each rule
 * and match, with the protocols of that parent's listeners, and the hosts of the route that they have (kong-operator v2.2.3
 * controller/hybridgateway/converter/{http_route,common}.go, kongroute/route.go, builder/kongroute.go). Of the annotations it reads two.
 */
export function konnectRoutes(manifests: readonly Manifest[]): readonly KonnectRoute[] {
  const others = manifests.filter(({ kind }) => !['HTTPRoute', 'GRPCRoute', 'Ingress'].includes(kind));
  return manifests
    .filter(({ kind }) => kind === 'HTTPRoute')
    .flatMap(single)
    .flatMap((route) => {
      const gateway = text(dig(items(dig(route.spec, 'parentRefs'))[0], 'name')) ?? '';
      return kongRoutes([...others, route]).map((made) => ({
        ...made,
        gateway,
        hosts: hostsOf(made.hosts, listenersOf(route, others)),
        ...pathsOf(dig(items(dig(items(dig(route.spec, 'rules'))[0], 'matches'))[0], 'path'), made.paths),
      }));
    });
}

/** An HTTPRoute as many of one parent, one rule and one match, with no other annotations than are read. */
function single(route: Manifest): readonly Manifest[] {
  const read = Object.entries(route.metadata.annotations ?? {}).filter(([key]) =>
    ['konghq.com/strip-path', 'konghq.com/preserve-host'].includes(key),
  );
  const metadata = { ...route.metadata, annotations: Object.fromEntries(read) };
  return items(dig(route.spec, 'parentRefs')).flatMap((parent) =>
    items(dig(route.spec, 'rules')).flatMap((rule) =>
      items(dig(rule, 'matches')).map((match) => ({
        ...route,
        metadata,
        spec: {
          parentRefs: [parent],
          hostnames: items(dig(route.spec, 'hostnames')),
          rules: [{ backendRefs: dig(rule, 'backendRefs'), filters: dig(rule, 'filters'), matches: [match] }],
        },
      })),
    ),
  );
}

/** A listener without a hostname takes those of the route. */
function hostsOf(hosts: readonly string[], listeners: readonly unknown[]): readonly string[] {
  const names = listeners.map((listener) => text(dig(listener, 'hostname')));
  if (names.includes(undefined)) return hosts;
  const takes = (name: string | undefined, host: string) =>
    name === host || (name?.startsWith('*.') === true && host.endsWith(name.slice(1)));
  return hosts.filter((host) => names.some((name) => takes(name, host)));
}

/** All paths are one prefix; a longer path goes before a shorter one, and an exact one before a prefix. */
function pathsOf(path: unknown, paths: readonly string[]): Pick<KongRoute, 'paths' | 'priority'> {
  const value = String(dig(path, 'value'));
  const exact = dig(path, 'type') === 'Exact';
  if (dig(path, 'type') === 'RegularExpression') return { paths, priority: 0 };
  if (value === '/' && !exact) return { paths: paths.includes('~/(.*)') ? paths : ['/'], priority: 0 };
  return { paths, priority: value.length * 2 + (exact ? 1 : 0) };
}
