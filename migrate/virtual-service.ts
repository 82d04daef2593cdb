import { dig, text } from '../references/fields';
import type { Context } from './context';
import type { InputDocument } from './document';
import { addHostname } from './hostname';
import { listenersOf, type Node, type Protocol, serviceOfName } from './nodes';
import { type AppMeshRoute, routesOf } from './read-route';
import { keyOf, namespaceOf } from './world';

/** The port of a virtual service, and the routes that its calls are tried with. */
export interface ServedPort {
  readonly port: number;
  readonly protocol: Protocol;
  readonly routes: readonly AppMeshRoute[];
}

/** A virtual service, and the Service that it becomes. */
export interface VirtualService {
  readonly document: InputDocument;
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  /** The host that callers use. */
  readonly host: string;
  /** The Service that Kuma makes its MeshService of. */
  readonly service: { readonly namespace: string; readonly name: string };
  readonly provider:
    | { readonly kind: 'router'; readonly document: InputDocument; readonly ports: readonly ServedPort[] }
    | { readonly kind: 'node'; readonly node: Node }
    /** A host outside the mesh, under its own name: callers go straight to it. */
    | { readonly kind: 'outside'; readonly node: Node }
    /** Nothing answers, or what does is not in the input. */
    | { readonly kind: 'none' };
}

/** Reads the virtual services, and enters the names that they are called by. */
export function virtualServicesOf(context: Context): ReadonlyMap<string, VirtualService> {
  const found = new Map<string, VirtualService>();
  const routers = new Map<InputDocument, readonly AppMeshRoute[]>();
  for (const document of context.world.all('appmesh/VirtualService')) {
    const namespace = namespaceOf(document.manifest);
    const { name } = document.manifest.metadata;
    const key = keyOf(namespace, name);
    const host = text(dig(document.manifest, 'spec', 'awsName')) ?? `${name}.${namespace}`;
    const given = providerOf(context, document, namespace, routers);
    const provider = isOutside(given, host) ? { kind: 'outside' as const, node: given.node } : given;
    const service = provider.kind === 'outside' ? { namespace, name } : serviceFor(context, document, host);
    found.set(key, { document, key, namespace, name, host, provider, service });
  }
  return found;
}

function isOutside(
  provider: VirtualService['provider'],
  host: string,
): provider is { readonly kind: 'node'; readonly node: Node } {
  return (
    provider.kind === 'node' &&
    provider.node.discovery.kind === 'external' &&
    provider.node.discovery.host === host
  );
}

/** The Service of a virtual service: the one that its name means, or one of its own name for a name that is no Service's. */
function serviceFor(
  context: Context,
  document: InputDocument,
  host: string,
): { readonly namespace: string; readonly name: string } {
  const namespace = namespaceOf(document.manifest);
  const { name } = document.manifest.metadata;
  const { account, world } = context;
  const meant = serviceOfName(world, host, namespace);
  const own = { namespace, name };
  const service = meant ?? own;
  const shown = `Service ${keyOf(service.namespace, service.name)}`;
  if (meant !== undefined) account.kept(document, '/spec/awsName', shown, '/metadata/name');
  else {
    account.changed(
      document,
      '/spec/awsName',
      'not the name of a Service: a Service of the virtual service’s name, and a HostnameGenerator for callers that keep the old one',
      shown,
    );
    // Nobody has a Service for a name of Cloud Map.
    context.services.make(service.namespace, service.name);
    addHostname(context, service, host);
  }
  return service;
}

function providerOf(
  context: Context,
  document: InputDocument,
  namespace: string,
  routers: Map<InputDocument, readonly AppMeshRoute[]>,
): VirtualService['provider'] {
  const { account, world, nodes } = context;
  const provider = dig(document.manifest, 'spec', 'provider');
  const routerName = text(dig(provider, 'virtualRouter', 'virtualRouterRef', 'name'));
  const nodeName = text(dig(provider, 'virtualNode', 'virtualNodeRef', 'name'));
  if (routerName !== undefined) {
    const at = '/spec/provider/virtualRouter/virtualRouterRef';
    const where = text(dig(provider, 'virtualRouter', 'virtualRouterRef', 'namespace')) ?? namespace;
    const router = world.find('appmesh/VirtualRouter', where, routerName);
    if (router === undefined)
      return missing(context, document, at, 'VirtualRouter', keyOf(where, routerName));
    const routes = routers.get(router) ?? routesOf(router, where, account);
    routers.set(router, routes);
    const ports = listenersOf(router).map(({ port, protocol }) => ({
      port,
      protocol,
      routes: routes.filter(
        (route) => route.protocol === protocol && (route.port === undefined || route.port === port),
      ),
    }));
    return { kind: 'router', document: router, ports };
  }
  if (nodeName !== undefined) {
    const at = '/spec/provider/virtualNode/virtualNodeRef';
    const where = text(dig(provider, 'virtualNode', 'virtualNodeRef', 'namespace')) ?? namespace;
    const node = nodes.get(keyOf(where, nodeName));
    return node === undefined
      ? missing(context, document, at, 'VirtualNode', keyOf(where, nodeName))
      : { kind: 'node', node };
  }
  for (const kind of ['virtualRouter', 'virtualNode'] as const) {
    const arn = text(dig(provider, kind, `${kind}ARN`));
    if (arn === undefined) continue;
    account.lost(
      document,
      `/spec/provider/${kind}/${kind}ARN`,
      'an object of App Mesh by its ARN, of another account or made by hand: what it leads to is in none of these files',
      'aws-app-mesh-controller-for-k8s apis/appmesh/v1beta2/virtualservice_types.go',
    );
  }
  return { kind: 'none' };
}

/** Enters that an object is named that the input lacks. */
export function missing(
  { account }: Context,
  document: InputDocument,
  at: string,
  kind: string,
  key: string,
): { readonly kind: 'none' } {
  account.finding(document, `${at}/name`, {
    message: `the ${kind} is not in the input`,
    found: key,
    expected: `a ${kind} of this name among the files`,
    mend: `give its file too, or all that the cluster has: kubectl get ${kind.toLowerCase()}s.appmesh.k8s.aws -A -o yaml`,
  });
  return { kind: 'none' };
}
