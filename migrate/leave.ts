import { dig, text } from '../references/fields';
import { Account } from './account';
import { placedInFiles } from './application/account';
import { applicationsOf, isThereAlready } from './application/application';
import { groupsOf, partsOf } from './application/parts';
import { serviceOfNode } from './backends';
import { tellCanaries } from './canaries';
import type { Context } from './context';
import type { Converted } from './converted';
import { tellCallers } from './differences';
import { loseOutsideTls } from './differences-tls';
import type { InputDocument } from './document';
import { milliseconds } from './durations';
import { addGateways } from './gateway';
import { greensOf } from './greens';
import { addLimits, defaultRequestMilliseconds } from './limits';
import {
  addMembers,
  addMesh,
  askForKnownMesh,
  askForOneMesh,
  enterCommon,
  enterNode,
  enterService,
  enterUnused,
} from './mesh';
import { addRoutes } from './mesh-route';
import { addNodePolicies } from './node-policies';
import { type Node, nodesOf } from './nodes';
import { ofOneMesh } from './one-mesh';
import { type LeaveOptions, settingsOf } from './options';
import { merged } from './patches';
import { addPermissions, backendsNamedBy } from './permissions';
import { fillNodeService, fillPlaceholder } from './placeholders';
import { planOf } from './plan';
import { type LeaveResult, type Patch, stages } from './result';
import { Services } from './services';
import { type VirtualService, virtualServicesOf } from './virtual-service';
import { addWaysOut } from './ways-out';
import { World } from './world';

/**
 * Converts App Mesh objects to Kong Mesh. Pure: the same documents and options give the same result.
 *
 * @param input App Mesh's objects, and the Deployments, Services, Namespaces and ServiceAccounts beside them
 */
export function leaveAppMesh(input: readonly InputDocument[], options: LeaveOptions = {}): LeaveResult {
  const { documents, left } =
    options.fromMesh === undefined ? { documents: input, left: 0 } : ofOneMesh(input, options.fromMesh);
  const context = contextOf(documents, options);
  const { account, services, objects, patches, requests, notes, mesh } = context;
  askForOneMesh(context);
  askForKnownMesh(context, input);
  if (left > 0)
    notes.add(
      `${left} objects belong to other meshes than ${options.fromMesh}, as their namespaces say: nothing here is about them`,
    );
  addMesh(context);
  tellCanaries(context);
  const virtualServices = virtualServicesOf(context);
  const converted = convert(context, virtualServices);
  const backends = new Map(
    [...context.nodes.values()].map((node) => [
      node,
      backendsNamedBy(context, node.document, virtualServices),
    ]),
  );
  const published = addGateways(context, virtualServices);
  const parts = context.settings.application
    ? partsOf(context, virtualServices, converted, (node) => serviceOfNode(context, node))
    : undefined;
  const groups = parts === undefined ? undefined : groupsOf(parts, backends);
  const identities = addPermissions(context, backends, virtualServices, converted, published, groups);
  addWaysOut(context, backends, virtualServices);
  addMembers(context);
  loseOutsideTls(context, { backends, services: virtualServices });
  const longer = waitingLonger(virtualServices, converted);
  for (const node of context.nodes.values()) {
    const service = serviceOfNode(context, node);
    addNodePolicies(context, node, service, longer.has(node));
    enterNode(context, node, service);
  }
  tellCallers(context, { backends, services: virtualServices, converted });
  for (const service of virtualServices.values()) enterService(context, service);
  enterCommon(context);
  enterUnused(context);
  for (const each of services.unseen())
    notes.add(`Service ${each} is not among the files: what is patched there has to be there`);
  for (const each of services.silentPorts())
    notes.add(
      `${each} is no port of the Service today: where callers go by its address nothing answers, and on Kong Mesh the pods do`,
    );
  const applications =
    parts === undefined ? undefined : applicationsOf(context, parts, backends, virtualServices, identities);
  const entries = account.entries();
  const fields =
    parts === undefined || applications === undefined ? entries : placedInFiles(entries, parts, applications);
  const made = [...objects, ...services.objects(mesh)].toSorted(
    (a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage),
  );
  const allPatches = merged([...services.patches(), ...services.members(mesh), ...patches]);
  const plan = {
    ...planOf(context, backends, virtualServices, converted, membersOf(allPatches)),
    ...(applications === undefined ? {} : { cluster: applications.cluster.name }),
  };
  return {
    objects: applications === undefined ? made : made.filter(({ manifest }) => isThereAlready(manifest)),
    ...(applications === undefined ? {} : { applications }),
    patches: allPatches,
    report: {
      version: 1,
      mesh,
      requests,
      losses: [...fields.filter(({ verdict }) => verdict === 'lost'), ...context.losses],
      fields,
      notes: [...notes],
    },
    findings: account.findings,
    plan,
    greens: greensOf(
      documents.map(({ manifest }) => manifest),
      { patches: allPatches, plan },
    ),
  };
}

/** Services with a patch about the mesh. */
function membersOf(patches: readonly Patch[]): readonly string[] {
  return patches.flatMap(({ part, manifest: { kind, metadata } }) =>
    kind === 'Service' && part === undefined ? [`${metadata.namespace}/${metadata.name}`] : [],
  );
}

/** Writes the routes and limits of every virtual service, and what their Services need. */
function convert(
  context: Context,
  virtualServices: ReadonlyMap<string, VirtualService>,
): ReadonlyMap<string, Converted> {
  planPorts(context, virtualServices);
  const converted = new Map<string, Converted>();
  for (const [key, service] of virtualServices) {
    const done = addRoutes(context, service);
    converted.set(key, done);
    addLimits(context, service, done);
  }
  for (const service of virtualServices.values()) {
    const done = converted.get(service.key);
    if (done !== undefined) fillPlaceholder(context, service, done);
  }
  for (const node of context.nodes.values()) {
    fillNodeService(context, node);
  }
  return converted;
}

/** All ports that are called, before a route asks how many there are; what a virtual service says of its own stands. */
function planPorts(context: Context, all: ReadonlyMap<string, VirtualService>): void {
  const { services, nodes } = context;
  for (const { provider, service } of all.values()) {
    const ports =
      provider.kind === 'router' ? provider.ports : provider.kind === 'node' ? provider.node.listeners : [];
    for (const { port, protocol } of ports) services.port(service.namespace, service.name, port, protocol);
  }
  for (const node of nodes.values()) {
    const service = serviceOfNode(context, node);
    if (service === undefined) continue;
    for (const { port, protocol } of node.listeners)
      services.port(service.namespace, service.name, port, protocol);
  }
}

/** Virtual nodes whose callers wait longer than the nodes' own Envoys do. */
function waitingLonger(
  services: ReadonlyMap<string, VirtualService>,
  converted: ReadonlyMap<string, Converted>,
): ReadonlySet<Node> {
  const found = new Set<Node>();
  for (const { key, provider } of services.values()) {
    const routes = provider.kind === 'router' ? provider.ports.flatMap((port) => port.routes) : [];
    const longer = routes.some((route) => {
      const limit = milliseconds(dig(route.value, 'timeout', 'perRequest'));
      return limit !== undefined && (limit === 0 || limit > defaultRequestMilliseconds);
    });
    if (longer) for (const node of converted.get(key)?.reached ?? []) found.add(node);
  }
  return found;
}

function contextOf(documents: readonly InputDocument[], options: LeaveOptions): Context {
  const settings = settingsOf(options);
  const world = new World(documents);
  const [mesh] = world.all('appmesh/Mesh');
  return {
    world,
    settings,
    account: new Account(documents),
    nodes: nodesOf(world),
    services: new Services(world),
    mesh: settings.mesh ?? mesh?.manifest.metadata.name ?? 'default',
    closed: text(dig(mesh?.manifest, 'spec', 'egressFilter', 'type')) !== 'ALLOW_ALL',
    objects: [],
    patches: [],
    requests: [],
    notes: new Set(),
    nobody: new Set(),
    losses: [],
  };
}
