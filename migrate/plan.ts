import { readSelector } from '../references/labels';
import type { Context } from './context';
import type { Converted } from './converted';
import type { Node } from './nodes';
import type { Move, MovePlan } from './result';
import type { VirtualService } from './virtual-service';
import { keyOf, namespaceOf, type Workload } from './world';

/** Puts the workloads in order: who is called before who calls, as far as there is such an order. */
export function planOf(
  context: Context,
  backends: ReadonlyMap<Node, ReadonlyMap<string, string>>,
  services: ReadonlyMap<string, VirtualService>,
  converted: ReadonlyMap<string, Converted>,
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
      return [{ kind, namespace, name, services: [...new Set(served(node))], tls: encrypted(node) }];
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
    tls: moves.some(({ tls }) => tls),
    gateways: world.all('appmesh/VirtualGateway').map((document) => ({
      namespace: namespaceOf(document.manifest),
      name: document.manifest.metadata.name,
      workloads: gatewayWorkloads(context, document).map(({ name }) => name),
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

function gatewayWorkloads(
  { world }: Context,
  { manifest }: { manifest: Parameters<typeof namespaceOf>[0] },
): readonly Workload[] {
  const spec: unknown = manifest.spec;
  const selector: unknown =
    typeof spec === 'object' && spec !== null ? Reflect.get(spec, 'podSelector') : undefined;
  return world.selected(namespaceOf(manifest), readSelector(selector));
}
