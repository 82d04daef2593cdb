import { backendOf } from './backends';
import { addPolicy, type Context } from './context';
import type { Converted, ConvertedPort, Rules, Written } from './converted';
import { httpRules } from './http-rules';
import type { Node } from './nodes';
import { enterRoute } from './route-account';
import { backendsOf } from './route-backends';
import type { ServedPort, VirtualService } from './virtual-service';
import { keyOf } from './world';

/** Writes the routes of a virtual service. */
export function addRoutes(context: Context, service: VirtualService): Converted {
  const { provider } = service;
  if (provider.kind === 'router') return addRouterRoutes(context, service, provider.ports);
  if (provider.kind === 'node') return addNodeRoute(context, service, provider.node);
  return { reached: new Set(provider.kind === 'outside' ? [provider.node] : []), ports: [] };
}

/** A service whose only version is a virtual node needs a route where the node's pods have another name. */
function addNodeRoute(context: Context, service: VirtualService, node: Node): Converted {
  const { namespace, name } = service.service;
  const ports = node.listeners.map(({ port, protocol }) => ({ port, protocol, routes: [] }));
  const to: Destination[] = [];
  for (const { port, protocol } of ports) {
    context.services.port(namespace, name, port, protocol);
    const ref = backendOf(context, node, { port, weight: 1 }, namespace);
    if (ref === undefined || (ref.kind === 'MeshService' && ref.name === name && ref.namespace === undefined))
      continue;
    const rules =
      protocol === 'tcp'
        ? [{ default: { backendRefs: [ref] } }]
        : [
            {
              matches: [{ path: { type: 'PathPrefix' as const, value: '/' } }],
              default: { backendRefs: [ref] },
            },
          ];
    to.push({ port, tcp: protocol === 'tcp', rules });
  }
  addTo(context, service, name, to);
  return {
    reached: new Set([node]),
    ports: ports.map((port) => ({ port, classes: [{ name, route: undefined }], rules: [] })),
  };
}

function addRouterRoutes(context: Context, service: VirtualService, ports: readonly ServedPort[]): Converted {
  const reached = new Set<Node>();
  const byObject = new Map<string, Destination[]>();
  const converted: ConvertedPort[] = [];
  const { namespace, name } = service.service;
  for (const served of ports) {
    context.services.port(namespace, name, served.port, served.protocol);
    const written = served.protocol === 'tcp' ? tcpRules : httpRules;
    const { objects, own, rules: all } = written(context, service, served, reached);
    converted.push({ port: served, classes: own, rules: all });
    for (const [object, rules] of objects) {
      const to = byObject.get(object) ?? [];
      to.push({ port: served.port, tcp: served.protocol === 'tcp', rules });
      byObject.set(object, to);
    }
  }
  for (const [object, to] of byObject) addTo(context, service, object, to);
  return { reached, ports: converted };
}

interface Destination {
  readonly port: number;
  readonly tcp: boolean;
  readonly rules: Rules;
}

/** A MeshHTTPRoute and a MeshTCPRoute, each with one entry for each port of the service. */
function addTo(context: Context, service: VirtualService, object: string, all: readonly Destination[]): void {
  const { namespace, name } = service.service;
  const several = context.services.portCount(namespace, name) > 1;
  for (const [kind, tcp] of [
    ['MeshHTTPRoute', false],
    ['MeshTCPRoute', true],
  ] as const) {
    const to = all.filter((each) => each.tcp === tcp && each.rules.length > 0);
    if (to.length === 0) continue;
    addPolicy(context, '30-routes', kind, namespace, object, {
      targetRef: { kind: 'Mesh' },
      to: to.map(({ port, rules }) => ({
        targetRef: {
          kind: 'MeshService',
          name,
          ...(several ? { sectionName: context.services.sectionName(namespace, name, port) } : {}),
        },
        rules,
      })),
    });
  }
}

function tcpRules(
  context: Context,
  service: VirtualService,
  served: ServedPort,
  reached: Set<Node>,
): Written {
  const { account } = context;
  const { namespace, name } = service.service;
  const [first, ...rest] = served.routes.toSorted((a, b) => (a.priority ?? 1001) - (b.priority ?? 1001));
  for (const { document, at } of rest)
    account.ignored(document, at, 'an earlier route takes every connection: this one is never tried');
  if (first === undefined) return { objects: new Map(), own: [], rules: [] };
  const backendRefs = backendsOf(context, first, service, served, reached);
  enterRoute(context, first, `MeshTCPRoute ${keyOf(namespace, name)}`, '/spec/to/0/rules/0');
  return {
    objects: new Map([[name, [{ default: { backendRefs } }]]]),
    own: [{ name, route: first }],
    rules: [{ route: first, match: undefined, asked: first.match }],
  };
}
