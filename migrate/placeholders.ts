import { serviceOfNode } from './backends';
import type { Context } from './context';
import type { Converted } from './converted';
import { podPatch } from './identities';
import type { Node } from './nodes';
import type { VirtualService } from './virtual-service';
import { keyOf, serviceView } from './world';

/**
 * Gives the Service of a virtual service the pods of all versions, where it selects none. App Mesh's users leave it empty, for
 * its name alone counts; Kuma's MeshService of a Service without selector has every meshed pod of the namespace.
 */
export function fillPlaceholder(context: Context, service: VirtualService, { reached }: Converted): void {
  const { services, world } = context;
  if (service.provider.kind === 'outside' || service.provider.kind === 'none') return;
  const { namespace, name } = service.service;
  const existing = world.find('Service', namespace, name);
  if (services.selects(namespace, name)) return;
  if (existing !== undefined && serviceView(existing).externalName !== undefined) return;
  const why = 'it selected no pods: Kuma makes of it a service of every meshed pod of the namespace';
  const nodes = [...reached].filter(
    (node) => node.namespace === namespace && node.discovery.kind !== 'external',
  );
  services.select(namespace, name, sharedLabels(context, namespace, name, nodes), why);
}

/** Labels that the pods of all these nodes have and nobody else in the namespace: their own, or one that patches add. */
export function sharedLabels(
  context: Context,
  namespace: string,
  name: string,
  nodes: readonly Node[],
): Readonly<Record<string, string>> {
  const common = commonLabels(nodes);
  if (common !== undefined && selectsOnly(context, namespace, common, nodes)) return common;
  const label = `meshwright.dev/${name}`.slice(0, 'meshwright.dev/'.length + 63);
  for (const node of nodes)
    for (const workload of node.workloads)
      context.patches.push({
        // The label may come with the restart that the mesh needs: until then App Mesh leads calls past the Service.
        manifest: podPatch(workload, { metadata: { labels: { [label]: 'true' } } }),
        why: [`a label that all versions of ${keyOf(namespace, name)} share, and nobody else has`],
      });
  return { [label]: 'true' };
}

/** The labels that all nodes select by; undefined where there is none. */
function commonLabels(nodes: readonly Node[]): Readonly<Record<string, string>> | undefined {
  const [first, ...rest] = nodes.map(({ labels }) => labels);
  if (first === undefined || rest.some((labels) => labels === undefined)) return undefined;
  const common = Object.entries(first).filter(([key, value]) =>
    rest.every((labels) => labels?.[key] === value),
  );
  return common.length === 0 ? undefined : Object.fromEntries(common);
}

/** Whether labels select the pods of these nodes and no others. */
function selectsOnly(
  { world }: Context,
  namespace: string,
  labels: Readonly<Record<string, string>>,
  nodes: readonly Node[],
): boolean {
  const own = new Set(nodes.flatMap(({ workloads }) => workloads));
  return world
    .selected(namespace, { matchLabels: labels, matchExpressions: [] })
    .every((workload) => own.has(workload));
}

/** A Service of a single virtual node that selects nothing gets the node's pods. */
export function fillNodeService(context: Context, node: Node): void {
  const service = serviceOfNode(context, node);
  if (service === undefined || node.labels === undefined || service.namespace !== node.namespace) return;
  if (context.services.selects(service.namespace, service.name)) return;
  context.services.select(
    service.namespace,
    service.name,
    node.labels,
    'it selected no pods: Kuma makes of it a service of every meshed pod of the namespace',
  );
}
