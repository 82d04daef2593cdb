import { dig, fields, items, text } from '../references/fields';
import { type LabelSelector, matches, readSelector } from '../references/labels';
import type { InputDocument } from './document';
import {
  keyOf,
  namespaceOf,
  plainLabels,
  type ServiceView,
  serviceView,
  type Workload,
  type World,
} from './world';

export type Protocol = 'http' | 'http2' | 'grpc' | 'tcp';

/** A listener of a virtual node, router or gateway. */
export interface Listener {
  readonly port: number;
  readonly protocol: Protocol;
  /** JSON pointer of it. */
  readonly at: string;
  readonly value: unknown;
}

/** Where App Mesh's Envoys find the pods of a virtual node. */
export type Discovery =
  /** By a Service of the cluster. */
  | {
      readonly kind: 'service';
      readonly namespace: string;
      readonly name: string;
      readonly view?: ServiceView;
    }
  /** By Cloud Map, or by a headless Service: Kong Mesh needs a Service that is not there. */
  | { readonly kind: 'missing'; readonly host: string }
  /** By a name outside the cluster. */
  | { readonly kind: 'external'; readonly host: string }
  /** Nobody calls it. */
  | { readonly kind: 'none' };

/** A virtual node, and the pods that it stands for. */
export interface Node {
  readonly document: InputDocument;
  readonly namespace: string;
  readonly name: string;
  readonly key: string;
  readonly listeners: readonly Listener[];
  readonly selector: LabelSelector | undefined;
  /** Labels that select the same pods, where labels alone do. */
  readonly labels: Readonly<Record<string, string>> | undefined;
  readonly workloads: readonly Workload[];
  readonly discovery: Discovery;
}

/** Reads the listeners of an App Mesh object. */
export function listenersOf(document: InputDocument): readonly Listener[] {
  return items(dig(document.manifest, 'spec', 'listeners')).flatMap((value, i) => {
    const mapping = dig(value, 'portMapping');
    const port = dig(mapping, 'port');
    const protocol = protocolOf(dig(mapping, 'protocol'));
    return typeof port === 'number' && protocol !== undefined
      ? [{ port, protocol, at: `/spec/listeners/${i}`, value }]
      : [];
  });
}

function protocolOf(value: unknown): Protocol | undefined {
  return value === 'http' || value === 'http2' || value === 'grpc' || value === 'tcp' ? value : undefined;
}

/** All virtual nodes, by `namespace/name`. */
export function nodesOf(world: World): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>();
  for (const document of world.all('appmesh/VirtualNode')) {
    const namespace = namespaceOf(document.manifest);
    const { name } = document.manifest.metadata;
    const selector = readSelector(dig(document.manifest, 'spec', 'podSelector'));
    const key = keyOf(namespace, name);
    nodes.set(key, {
      document,
      namespace,
      name,
      key,
      listeners: listenersOf(document),
      selector,
      labels: plainLabels(selector),
      workloads: world.selected(namespace, selector),
      discovery: discoveryOf(world, document, namespace),
    });
  }
  return nodes;
}

function discoveryOf(world: World, { manifest }: InputDocument, namespace: string): Discovery {
  const discovery = fields(dig(manifest, 'spec', 'serviceDiscovery'));
  const cloudMap = discovery.awsCloudMap;
  if (cloudMap !== undefined && cloudMap !== null)
    return {
      kind: 'missing',
      host: `${text(dig(cloudMap, 'serviceName')) ?? ''}.${text(dig(cloudMap, 'namespaceName')) ?? ''}`,
    };
  const host = text(dig(discovery, 'dns', 'hostname'));
  if (host === undefined) return { kind: 'none' };
  const service = serviceOfName(world, host, namespace);
  if (service === undefined) return { kind: 'external', host };
  const document = world.find('Service', service.namespace, service.name);
  if (isOutsideMesh(world, manifest, service)) return { kind: 'external', host };
  if (document === undefined) return { kind: 'service', ...service };
  const view = serviceView(document);
  if (view.externalName !== undefined) return { kind: 'external', host: view.externalName };
  return view.headless ? { kind: 'missing', host } : { kind: 'service', ...service, view };
}

/**
 * Whether a virtual node stands for a Service whose pods have no Envoy: it selects none itself, and no other virtual node
 * selects them. Its callers reach it past the mesh.
 */
function isOutsideMesh(
  world: World,
  manifest: InputDocument['manifest'],
  service: { readonly namespace: string; readonly name: string },
): boolean {
  if (readSelector(dig(manifest, 'spec', 'podSelector')) !== undefined) return false;
  const selectors = world.all('appmesh/VirtualNode').flatMap((document) => {
    const selector = readSelector(dig(document.manifest, 'spec', 'podSelector'));
    const own = namespaceOf(document.manifest) === service.namespace;
    return own && selector !== undefined ? [selector] : [];
  });
  const document = world.find('Service', service.namespace, service.name);
  if (document === undefined) return selectors.length === 0;
  const { selector } = serviceView(document);
  const pods = world.selected(service.namespace, { matchLabels: selector, matchExpressions: [] });
  return !pods.some(({ labels }) => selectors.some((each) => matches(each, labels)));
}

/**
 * The Service that a host name means: `name`, `name.namespace`, `name.namespace.svc` and `name.namespace.svc.cluster.local`,
 * with a trailing dot or without. The second is a Service only where the namespace is one that the input knows.
 */
export function serviceOfName(
  world: World,
  host: string,
  namespace: string,
): { readonly namespace: string; readonly name: string } | undefined {
  const parts = host.replace(/\.$/, '').split('.');
  const [name = '', second] = parts;
  if (second === undefined) return { namespace, name };
  if (parts[2] === 'svc' && (parts.length === 3 || parts.slice(3).join('.') === 'cluster.local'))
    return { namespace: second, name };
  return parts.length === 2 && world.namespaces.has(second) ? { namespace: second, name } : undefined;
}

/** The listener of a virtual node that a port means: its only one where none is named. */
export function listenerOf(node: Node, port: number | undefined): Listener | undefined {
  return port === undefined ? node.listeners[0] : node.listeners.find((each) => each.port === port);
}
