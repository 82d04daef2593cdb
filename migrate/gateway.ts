import type { Context } from './context';
import type { InputDocument } from './document';
import { type GatewayRoute, gatewayRoutesOf, objectOf } from './gateway-routes';
import { addHttpRoute } from './http-route';
import { addIngress } from './ingress';
import type { VirtualService } from './virtual-service';

const kongSource = 'kubernetes-ingress-controller internal/annotations/annotations.go';

/** Writes what takes the place of the virtual gateways. @returns the virtual services that they lead to */
export function addGateways(
  context: Context,
  services: ReadonlyMap<string, VirtualService>,
): ReadonlySet<string> {
  const routes = gatewayRoutesOf(context, services);
  const { account, settings, world } = context;
  for (const route of routes) {
    if (settings.gateway === 'none') {
      account.lost(route.document, '/spec', 'no gateway is written, as --gateway none asks', kongSource);
      continue;
    }
    const before = routes.filter((other) => other !== route && other.gateway === route.gateway);
    if (settings.gateway === 'ingress') addIngress(context, route, before);
    else addHttpRoute(context, route);
    addUpstream(context, route);
    enterRoute(context, route);
  }
  for (const document of world.all('appmesh/VirtualGateway')) enterGateway(context, document);
  if (routes.length > 0 && settings.gateway !== 'none')
    context.notes.add(
      'Kong runs beside the virtual gateway’s Envoys until the last client is moved: its pods are in the mesh as ServiceAccount kong-gateway of namespace kong, as its chart names them; another name goes into the permissions',
    );
  return new Set(settings.gateway === 'none' ? [] : routes.map(({ target }) => target.key));
}

/** Kong calls a Service by its address, so that its sidecar knows which service is meant, and with the host that App Mesh would send. */
function addUpstream(context: Context, { target, protocol, keepsHost }: GatewayRoute): void {
  const { namespace, name } = target.service;
  context.patches.push({
    manifest: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name,
        namespace,
        annotations: {
          'ingress.kubernetes.io/service-upstream': 'true',
          ...(keepsHost ? {} : { 'konghq.com/host-header': target.host }),
          ...(protocol === 'grpc' ? { 'konghq.com/protocol': 'grpc' } : {}),
        },
      },
    },
    why: ['Kong calls it through the mesh: by its address, not by its pods'],
  });
}

function enterRoute(context: Context, route: GatewayRoute): void {
  const { account } = context;
  const { document, typeAt } = route;
  const object = objectOf(context, route);
  account.kept(document, '/metadata/name', object, '/metadata/name');
  account.changed(document, '/spec/priority', 'Kong tries the more exact and the longer path first', object);
  account.changed(
    document,
    `${typeAt}/match/port`,
    'Kong has ports of its own, for all routes: 80 and 443 where its chart says nothing else',
    object,
  );
  account.kept(document, `${typeAt}/match`, object);
  account.kept(document, `${typeAt}/action/rewrite`, object);
  account.kept(document, `${typeAt}/action/target`, object);
}

function enterGateway({ account, settings }: Context, document: InputDocument): void {
  const upstream = 'kuma docs/madr, delegated gateways; Kong/charts charts/kong';
  if (settings.gateway === 'none') {
    account.lost(document, '/spec', 'no gateway is written, as --gateway none asks', kongSource);
    return;
  }
  account.changed(document, '/metadata/name', 'Kong’s own release takes its place', 'Kong');
  for (const field of ['namespaceSelector', 'gatewayRouteSelector', 'podSelector'])
    account.changed(
      document,
      `/spec/${field}`,
      'Kong takes every Ingress and HTTPRoute of its class, of any namespace',
      'Kong',
    );
  for (const i of [0, 1, 2, 3, 4]) {
    const at = `/spec/listeners/${i}`;
    account.changed(document, `${at}/portMapping`, 'ports of Kong’s own: 80 and 443 of its Service', 'Kong');
    account.changed(
      document,
      `${at}/tls`,
      'Kong’s certificates are Secrets that an Ingress names under tls, or stand at the load balancer before it',
      'Kong',
    );
    account.lost(document, `${at}/healthCheck`, 'Kong’s chart has probes of its own', upstream);
    account.lost(
      document,
      `${at}/connectionPool`,
      'Kong limits connections for all routes together, in its own settings',
      upstream,
    );
  }
  account.changed(
    document,
    '/spec/backendDefaults',
    'Kong’s sidecar calls the pods by mutual TLS of the mesh',
    'Kong',
  );
  account.changed(document, '/spec/logging', 'Kong writes a log of its own: proxy_access_log', 'Kong');
}
