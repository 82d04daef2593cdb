import { dig, items, text } from './fields';
import { objectId } from './identity';
import { operatorController } from './kinds/kong-operator';
import { matches, readSelector } from './labels';
import type { Manifest } from './manifest';
import type { ReferenceIndex } from './reference-index';

const group = 'gateway.networking.k8s.io';

/** A listener of a Gateway. */
export interface Listener {
  readonly gateway: Manifest;
  readonly name: string;
  readonly value: unknown;
}

/** A parent of a route that is in the set, and the listeners that the route may attach to. */
export interface Parent {
  readonly position: number;
  readonly gateway: Manifest;
  readonly listeners: readonly Listener[];
}

/** The Gateways of the set that a route names, with the listeners that its `sectionName` and `port` leave. */
export function parentsOf(route: Manifest, index: ReferenceIndex): readonly Parent[] {
  return items(dig(route, 'spec', 'parentRefs')).flatMap((parent, position): readonly Parent[] => {
    const name = text(dig(parent, 'name'));
    if (name === undefined || (text(dig(parent, 'kind')) ?? 'Gateway') !== 'Gateway') return [];
    const namespace = text(dig(parent, 'namespace')) ?? route.metadata.namespace;
    const gateway = index.get(objectId(group, 'Gateway', namespace, name));
    if (gateway === undefined) return [];
    const section = text(dig(parent, 'sectionName'));
    const port = dig(parent, 'port');
    const listeners = items(dig(gateway, 'spec', 'listeners'))
      .map((value) => ({ gateway, name: text(dig(value, 'name')) ?? '', value }))
      .filter(
        (listener) =>
          (section === undefined || listener.name === section) &&
          (port === undefined || dig(listener.value, 'port') === port),
      );
    return [{ position, gateway, listeners }];
  });
}

/** Kinds of routes that a listener takes where it does not say, by its protocol. */
const kindsOfProtocol: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'],
  HTTPS: ['HTTPRoute', 'GRPCRoute'],
  TLS: ['TLSRoute', 'TCPRoute'],
  TCP: ['TCPRoute'],
  UDP: ['UDPRoute'],
};

/** The same of a Gateway that Kong Operator makes (v2.2.3 controller/gateway/controller_reconciler_utils.go). */
const kindsOfOperator: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTPRoute'],
  HTTPS: ['HTTPRoute'],
  TLS: ['TLSRoute'],
};

function isOfOperator(gateway: Manifest, index: ReferenceIndex): boolean {
  const name = text(dig(gateway, 'spec', 'gatewayClassName')) ?? '';
  const gatewayClass = index.get(objectId(group, 'GatewayClass', undefined, name));
  return dig(gatewayClass, 'spec', 'controllerName') === operatorController;
}

/** Why a listener does not take a route; undefined where it does, or where that cannot be known. */
export function refusal(
  route: Manifest,
  { gateway, value }: Listener,
  index: ReferenceIndex,
): string | undefined {
  const kinds = items(dig(value, 'allowedRoutes', 'kinds')).flatMap((kind) => text(dig(kind, 'kind')) ?? []);
  const protocol = text(dig(value, 'protocol')) ?? '';
  const possible = (isOfOperator(gateway, index) ? kindsOfOperator : kindsOfProtocol)[protocol];
  const taken =
    kinds.length > 0 ? kinds.filter((kind) => possible === undefined || possible.includes(kind)) : possible;
  if (taken !== undefined && !taken.includes(route.kind))
    return taken.length === 0 ? 'takes no such kind' : `takes ${taken.join(' and ')} alone`;
  const from = text(dig(value, 'allowedRoutes', 'namespaces', 'from')) ?? 'Same';
  const { namespace } = route.metadata;
  if (from === 'Same' && namespace !== gateway.metadata.namespace)
    return `takes routes of its own namespace ${gateway.metadata.namespace ?? 'default'} alone`;
  if (from === 'Selector') {
    const selector = readSelector(dig(value, 'allowedRoutes', 'namespaces', 'selector'));
    const own = index.get(objectId('', 'Namespace', undefined, namespace ?? 'default'));
    // Every namespace has its name as a label.
    const labels = { ...own?.metadata.labels, 'kubernetes.io/metadata.name': namespace ?? 'default' };
    if (selector !== undefined && own !== undefined && !matches(selector, labels))
      return `takes routes of namespaces that its selector selects alone, and ${namespace ?? 'default'} is none`;
  }
  const hostname = text(dig(value, 'hostname'));
  const hostnames = items(dig(route, 'spec', 'hostnames')).flatMap((each) => text(each) ?? []);
  if (hostname !== undefined && hostnames.length > 0 && !hostnames.some((each) => intersect(each, hostname)))
    return `is for ${hostname} alone`;
  return undefined;
}

/** Whether two hostnames, of which each may begin with `*.`, have a host in common. */
function intersect(a: string, b: string): boolean {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  if (left === right) return true;
  const covers = (wild: string, other: string) => wild.startsWith('*.') && other.endsWith(wild.slice(1));
  return covers(left, right) || covers(right, left);
}
