import { readSelector } from '../references/labels';
import { serviceOfNode } from './backends';
import type { Context } from './context';
import type { Converted } from './converted';
import type { Node } from './nodes';
import type { Move, MovePlan } from './result';
import type { VirtualService } from './virtual-service';
import { keyOf, namespaceOf, type Workload } from './world';

/**
 * Puts the workloads in order: who is called before who calls, as far as there is such an order.
 *
 * @param members Services with a patch that makes them the mesh's, as `namespace/name`
 */
export function planOf(
  context: Context,
  backends: ReadonlyMap<Node, ReadonlyMap<string, string>>,
  services: ReadonlyMap<string, VirtualService>,
  converted: ReadonlyMap<string, Converted>,
  members: readonly string[],
): MovePlan {
  const { nodes, world, mesh, closed, objects } = context;
  const calls = (node: Node) =>
    [...(backends.get(node)?.keys() ?? [])].flatMap((key) => [...(converted.get(key)?.reached ?? [])]);
  const ordered: Node[] = [];
  const seen = new Set<Node>();
  const visit = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    for (const called of calls(node)) visit(called);
    ordered.push(node);
  };
  for (const node of nodes.values()) visit(node);
  const served = (node: Node) =>
    [...services.values()]
      .filter(({ key }) => converted.get(key)?.reached.has(node))
      .map(({ service }) => keyOf(service.namespace, service.name));
  const encrypted = (node: Node) => JSON.stringify(node.document.manifest.spec ?? {}).includes('"tls":');
  const groups = groupsOf(ordered, calls, encrypted);
  const selecting = (workload: Workload) =>
    world.all('Service').flatMap((document) => {
      const { namespace, name } = {
        namespace: namespaceOf(document.manifest),
        name: document.manifest.metadata.name,
      };
      const selector = context.services.selectorOf(namespace, name);
      const own =
        namespace === workload.namespace &&
        Object.keys(selector).length > 0 &&
        Object.entries(selector).every(([key, value]) => workload.labels[key] === value);
      return own ? [keyOf(namespace, name)] : [];
    });
  const ownServices = (node: Node) => {
    const own = serviceOfNode(context, node);
    return own === undefined ? [] : [keyOf(own.namespace, own.name)];
  };
  const moved = new Set<Workload>();
  const moves = ordered.flatMap((node) =>
    node.workloads.flatMap((workload): Move[] => {
      if (
        moved.has(workload) ||
        workload.annotations['appmesh.k8s.aws/sidecarInjectorWebhook'] === 'disabled'
      )
        return [];
      moved.add(workload);
      const { kind, namespace, name } = workload;
      const group = groups.get(node);
      const own = ordered.filter(({ workloads }) => workloads.includes(workload));
      const selectedBy = selecting(workload);
      return [
        {
          kind,
          namespace,
          name,
          services: [...new Set([...own.flatMap(served), ...own.flatMap(ownServices), ...selectedBy])],
          tls: encrypted(node),
          ...(group === undefined ? {} : { group }),
          selectedBy,
        },
      ];
    }),
  );
  const own = [
    'GatewayRoute',
    'VirtualGateway',
    'VirtualService',
    'VirtualRouter',
    'VirtualNode',
    'BackendGroup',
    'Mesh',
  ];
  return {
    mesh,
    closed,
    namespaces: [...new Set([...nodes.values()].map(({ namespace }) => namespace))],
    moves,
    unmoved: members.filter((service) => !moves.some(({ services: own }) => own.includes(service))),
    tls: moves.some(({ tls }) => tls),
    gateways: world.all('appmesh/VirtualGateway').map((document) => ({
      namespace: namespaceOf(document.manifest),
      name: document.manifest.metadata.name,
      workloads: gatewayWorkloads(context, document).map(({ kind, name }) => ({ kind, name })),
    })),
    objects: own.flatMap((kind) =>
      world.all(`appmesh/${kind}`).map(({ manifest }) => ({
        kind,
        ...(kind === 'Mesh' ? {} : { namespace: namespaceOf(manifest) }),
        name: manifest.metadata.name,
      })),
    ),
    permissions: objects.some(({ manifest }) => manifest.kind === 'MeshTrafficPermission'),
  };
}

/**
 * Virtual nodes that call each other with App Mesh's TLS, by the name of their group: one that has left neither speaks it nor
 * is believed. A node that shares no such call has none.
 */
function groupsOf(
  nodes: readonly Node[],
  calls: (node: Node) => readonly Node[],
  encrypted: (node: Node) => boolean,
): ReadonlyMap<Node, string> {
  const first = new Map<Node, Node>();
  for (const caller of nodes)
    for (const called of calls(caller)) {
      if (caller === called || !(encrypted(caller) || encrypted(called))) continue;
      const met = new Set([first.get(caller) ?? caller, first.get(called) ?? called]);
      const [own = caller] = met;
      for (const [node, other] of first) if (met.has(other)) first.set(node, own);
      first.set(caller, own);
      first.set(called, own);
    }
  return new Map(
    [...first].filter(([{ workloads }]) => workloads.length > 0).map(([node, { key }]) => [node, key]),
  );
}

function gatewayWorkloads(
  { world }: Context,
  { manifest }: { manifest: Parameters<typeof namespaceOf>[0] },
): readonly Workload[] {
  const spec: unknown = manifest.spec;
  const selector: unknown =
    typeof spec === 'object' && spec !== null ? Reflect.get(spec, 'podSelector') : undefined;
  return world.selected(namespaceOf(manifest), readSelector(selector));
}
