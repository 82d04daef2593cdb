import { nodeOfTarget } from '../backends';
import type { Context } from '../context';
import type { Converted } from '../converted';
import type { InputDocument } from '../document';
import { type Node, serviceOfName } from '../nodes';
import type { Backends } from '../permissions';
import type { VirtualService } from '../virtual-service';
import { keyOf } from '../world';
import { inTheWay } from './in-the-way';
import { partName, uniqueName } from './names';

/** A service of an application file: a virtual service with the virtual nodes that are its versions, or a node that none leads to. */
export interface Part {
  /** The virtual service or virtual node that it comes from. */
  readonly document: InputDocument;
  /** Namespace, of the Service and the pods. */
  readonly namespace: string;
  /** Its name in the file. */
  readonly name: string;
  /** Name of the Service by which it is called. */
  readonly service: string;
  readonly virtual?: { readonly service: VirtualService; readonly converted: Converted };
  /** At least one. */
  readonly nodes: readonly Node[];
}

/** The services of all application files, in the order of the input. */
export function partsOf(
  context: Context,
  services: ReadonlyMap<string, VirtualService>,
  converted: ReadonlyMap<string, Converted>,
  serviceOfNode: (node: Node) => { readonly namespace: string; readonly name: string } | undefined,
): readonly Part[] {
  const taken = new Set<string>();
  const name = (namespace: string, wanted: string) => uniqueName(taken, namespace, partName(wanted));
  const parts: Part[] = [];
  for (const service of services.values()) {
    const done = converted.get(service.key);
    if (service.provider.kind === 'outside' || done === undefined) continue;
    const nodes = [...done.reached];
    judge(context, service, nodes);
    if (nodes.length === 0) continue;
    const { namespace, name: own } = service.service;
    parts.push({
      document: service.document,
      namespace,
      name: name(namespace, own),
      service: own,
      virtual: { service, converted: done },
      nodes,
    });
  }
  const led = new Set(parts.flatMap(({ nodes }) => nodes));
  for (const node of context.nodes.values()) {
    if (led.has(node) || node.discovery.kind === 'external' || node.selector === undefined) continue;
    const { document, namespace } = node;
    const service = serviceOfNode(node)?.name ?? node.name;
    parts.push({ document, namespace, name: name(namespace, node.name), service, nodes: [node] });
  }
  return parts;
}

/** What of a virtual service and its virtual nodes an application file has no place for. */
function judge(context: Context, service: VirtualService, nodes: readonly Node[]): void {
  const { document, host, namespace } = service;
  if (nodes.length === 0)
    inTheWay(context, document, '/spec/provider', {
      why: 'a service has pods',
      found: 'nothing that answers',
      expected: 'a virtual node, or a router with a route to one',
      mend: 'remove the virtual service',
    });
  if (serviceOfName(context.world, host, namespace) === undefined)
    inTheWay(context, document, '/spec/awsName', {
      why: 'a service is called by the name of its Service',
      found: host,
      expected: 'a name of cluster DNS: name.namespace.svc.cluster.local',
    });
  for (const node of nodes) {
    const at = placeOf(context, service, node);
    if (node.discovery.kind === 'external')
      inTheWay(context, at.document, at.field, {
        why: 'a host outside the mesh is no version of a service',
        found: node.discovery.host,
        expected: 'a virtual service of the host’s own name, which becomes one of `external`',
      });
    else if (node.namespace !== service.service.namespace)
      inTheWay(context, at.document, at.field, {
        why: 'the versions of a service are in its namespace',
        found: node.key,
        expected: `a virtual node in ${service.service.namespace}`,
      });
  }
}

/** Where a virtual service names a virtual node. */
function placeOf(
  context: Context,
  { provider, document }: VirtualService,
  node: Node,
): { readonly document: InputDocument; readonly field: string } {
  const target =
    provider.kind === 'router'
      ? provider.ports
          .flatMap(({ routes }) => routes)
          .flatMap(({ targets }) => targets)
          .find((each) => nodeOfTarget(context, each) === node)
      : undefined;
  return provider.kind === 'router' && target !== undefined
    ? { document: provider.document, field: `${target.at}/virtualNodeRef/name` }
    : { document, field: '/spec/provider/virtualNode/virtualNodeRef/name' };
}

/** Pods that are one caller to the mesh: those of the services that share virtual nodes. */
export interface Group {
  /** Name for a ServiceAccount of its own. */
  readonly name: string;
  readonly namespace: string;
  /** What it calls and who of other namespaces calls it, as one text; empty for neither. */
  readonly says: string;
}

/** The group of each virtual node. An application file gives all pods of a service one ServiceAccount. */
export function groupsOf(parts: readonly Part[], backends: Backends): ReadonlyMap<Node, Group> {
  const first = new Map<Node, Part>();
  for (const part of parts) {
    const met = new Set(part.nodes.flatMap((node) => first.get(node) ?? []));
    const [own = part] = met;
    for (const [node, other] of first) if (met.has(other)) first.set(node, own);
    for (const node of part.nodes) first.set(node, own);
  }
  const callsOf = (node: Node) => [...(backends.get(node)?.keys() ?? [])].toSorted();
  const foreign = (part: Part) =>
    [...backends]
      .filter(
        ([caller, called]) =>
          caller.namespace !== part.namespace &&
          part.virtual !== undefined &&
          called.has(part.virtual.service.key),
      )
      .map(([caller]) => caller.namespace);
  return new Map(
    [...first].map(([node, part]) => {
      const mine = parts.filter(({ nodes }) => nodes.some((each) => first.get(each) === part));
      const calls = mine.flatMap(({ nodes }) => nodes.flatMap(callsOf));
      const callers = mine.flatMap(foreign);
      const said = [[...new Set(calls)].toSorted(), [...new Set(callers)].toSorted()];
      const says = said.every((each) => each.length === 0) ? '' : JSON.stringify(said);
      return [node, { name: part.name, namespace: part.namespace, says }] as const;
    }),
  );
}

/** The part that a virtual service became. */
export function partOf(parts: readonly Part[], key: string): Part | undefined {
  return parts.find(({ virtual }) => virtual?.service.key === key);
}

/** The name of an application: that of its namespace. */
export function applicationName(namespace: string): string {
  return partName(namespace);
}

/** A part, as messages name it. */
export function shown({ namespace, name }: Part): string {
  return keyOf(namespace, name);
}
