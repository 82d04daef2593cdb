import { dig, strings, text } from '../references/fields';
import { matches, readSelector } from '../references/labels';
import type { Context } from './context';
import type { InputDocument } from './document';
import type { Match } from './matches/match';
import type { Protocol } from './nodes';
import { matchOf } from './read-route';
import type { VirtualService } from './virtual-service';
import { missing } from './virtual-service';
import { keyOf, namespaceOf } from './world';

/** What becomes of the path: nothing, the matched prefix or all of it replaced. */
export type Rewrite =
  | { readonly kind: 'none' }
  | { readonly kind: 'prefix' | 'path'; readonly value: string; readonly at: string };

/** A route of a virtual gateway. */
export interface GatewayRoute {
  readonly document: InputDocument;
  readonly namespace: string;
  readonly name: string;
  readonly gateway: InputDocument | undefined;
  readonly protocol: Protocol;
  readonly typeAt: string;
  readonly priority: number | undefined;
  readonly match: Match;
  /** A host, or `*.` and what hosts end with. */
  readonly host: string | undefined;
  readonly target: VirtualService;
  readonly port: number;
  readonly rewrite: Rewrite;
  /** Whether the service sees the host that the client called. */
  readonly keepsHost: boolean;
}

const types: Readonly<Partial<Record<Protocol, string>>> = {
  http: 'httpRoute',
  http2: 'http2Route',
  grpc: 'grpcRoute',
};

/** Reads the routes of the virtual gateways, in the order of the input. */
export function gatewayRoutesOf(
  context: Context,
  services: ReadonlyMap<string, VirtualService>,
): readonly GatewayRoute[] {
  const { world, account } = context;
  return world.all('appmesh/GatewayRoute').flatMap((document): GatewayRoute[] => {
    const namespace = namespaceOf(document.manifest);
    for (const [protocol, type] of Object.entries(types)) {
      const value = dig(document.manifest, 'spec', type);
      if (value === undefined || value === null || !isProtocol(protocol)) continue;
      const typeAt = `/spec/${type}`;
      const reference = dig(value, 'action', 'target', 'virtualService', 'virtualServiceRef');
      const name = text(dig(reference, 'name'));
      const key = keyOf(text(dig(reference, 'namespace')) ?? namespace, name ?? '');
      const target = services.get(key);
      if (target === undefined) {
        enterUnknown(context, document, `${typeAt}/action/target/virtualService`, name, key);
        return [];
      }
      const priority = dig(document.manifest, 'spec', 'priority');
      const port = dig(value, 'action', 'target', 'port');
      const route = {
        document,
        namespace,
        name: document.manifest.metadata.name,
        gateway: gatewayOf(context, document, namespace),
        protocol,
        typeAt,
        priority: typeof priority === 'number' ? priority : undefined,
        match: matchOf(document, dig(value, 'match'), `${typeAt}/match`, protocol, account),
        host: hostOf(dig(value, 'match', 'hostname')),
        target,
        port: typeof port === 'number' ? port : firstPort(target),
        keepsHost: dig(value, 'action', 'rewrite', 'hostname', 'defaultTargetHostname') === 'DISABLED',
      };
      return [{ ...route, rewrite: rewriteOf(value, route.match, typeAt) }];
    }
    return [];
  });
}

function isProtocol(value: string): value is Protocol {
  return value in types;
}

function enterUnknown(
  context: Context,
  document: InputDocument,
  at: string,
  name: string | undefined,
  key: string,
): void {
  if (name !== undefined) missing(context, document, `${at}/virtualServiceRef`, 'VirtualService', key);
  else
    context.account.lost(
      document,
      `${at}/virtualServiceARN`,
      'a virtual service by its ARN: what it leads to is in none of these files',
      'aws-app-mesh-controller-for-k8s apis/appmesh/v1beta2/gatewayroute_types.go',
    );
}

/** The gateway whose selectors take a route: of namespaces, and of routes where it has one. */
function gatewayOf({ world }: Context, route: InputDocument, namespace: string): InputDocument | undefined {
  const gateways = world.all('appmesh/VirtualGateway');
  const labels = strings(dig(world.namespace(namespace)?.manifest, 'metadata', 'labels'));
  const own = gateways.filter(({ manifest }) => {
    const namespaces = readSelector(dig(manifest, 'spec', 'namespaceSelector'));
    const routes = readSelector(dig(manifest, 'spec', 'gatewayRouteSelector'));
    return (
      namespaces !== undefined &&
      matches(namespaces, labels) &&
      (routes === undefined || matches(routes, route.manifest.metadata.labels ?? {}))
    );
  });
  return own[0] ?? gateways.find(({ manifest }) => namespaceOf(manifest) === namespace) ?? gateways[0];
}

function hostOf(hostname: unknown): string | undefined {
  const suffix = text(dig(hostname, 'suffix'));
  return (
    text(dig(hostname, 'exact')) ?? (suffix === undefined ? undefined : `*.${suffix.replace(/^\*?\.?/, '')}`)
  );
}

/** A matched prefix becomes `/` where nothing else is said (App Mesh user guide, gateway routes). */
function rewriteOf(value: unknown, { path }: Match, typeAt: string): Rewrite {
  const at = `${typeAt}/action/rewrite`;
  const exact = text(dig(value, 'action', 'rewrite', 'path', 'exact'));
  if (exact !== undefined) return { kind: 'path', value: exact, at: `${at}/path/exact` };
  const prefix = text(dig(value, 'action', 'rewrite', 'prefix', 'value'));
  if (prefix !== undefined) return { kind: 'prefix', value: prefix, at: `${at}/prefix/value` };
  const kept = dig(value, 'action', 'rewrite', 'prefix', 'defaultPrefix') === 'DISABLED';
  if (kept || path.kind !== 'prefix' || path.value === '/' || typeAt.endsWith('grpcRoute'))
    return { kind: 'none' };
  return { kind: 'prefix', value: '/', at: `${at}/prefix/defaultPrefix` };
}

function firstPort({ provider }: VirtualService): number {
  if (provider.kind === 'router') return provider.ports[0]?.port ?? 80;
  return provider.kind === 'none' ? 80 : (provider.node.listeners[0]?.port ?? 80);
}

/** The object that a route became. */
export function objectOf({ settings }: Context, route: GatewayRoute): string {
  const { namespace } = route.target.service;
  return `${settings.gateway === 'ingress' ? 'Ingress' : 'HTTPRoute'} ${keyOf(namespace, route.name)}`;
}
