import { dig, text } from '../references/fields';
import { Account } from './account';
import { serviceOfNode } from './backends';
import type { Context } from './context';
import type { InputDocument } from './document';
import { addMembers, addMesh, addWaysOut, enterCommon, enterNode } from './mesh';
import { addRoutes, type Converted } from './mesh-route';
import { nodesOf } from './nodes';
import { type LeaveOptions, settingsOf } from './options';
import { merged } from './patches';
import { addPermissions, backendsNamedBy } from './permissions';
import { fillNodeService, fillPlaceholder } from './placeholders';
import { type LeaveResult, stages } from './result';
import { Services } from './services';
import { virtualServicesOf } from './virtual-service';
import { World } from './world';

/**
 * Converts App Mesh objects to Kong Mesh. Pure: the same documents and options give the same result.
 *
 * @param documents App Mesh's objects, and the Deployments, Services, Namespaces and ServiceAccounts beside them
 */
export function leaveAppMesh(documents: readonly InputDocument[], options: LeaveOptions = {}): LeaveResult {
  const context = contextOf(documents, options);
  const { account, services, objects, patches, requests, notes } = context;
  addMesh(context);
  const virtualServices = virtualServicesOf(context);
  const converted = new Map<string, Converted>();
  for (const [key, service] of virtualServices) converted.set(key, addRoutes(context, service));
  for (const service of virtualServices.values()) {
    const done = converted.get(service.key);
    if (done !== undefined) fillPlaceholder(context, service, done);
  }
  for (const node of context.nodes.values()) {
    fillNodeService(context, node);
    const service = serviceOfNode(context, node);
    if (service !== undefined)
      for (const { port, protocol } of node.listeners)
        services.port(service.namespace, service.name, port, protocol);
  }
  addPermissions(context, virtualServices, converted, context.world.all('appmesh/VirtualGateway'));
  const backends = new Map(
    [...context.nodes.values()].map((node) => [
      node,
      backendsNamedBy(context, node.document, virtualServices),
    ]),
  );
  addWaysOut(context, backends, virtualServices);
  addMembers(context);
  for (const node of context.nodes.values()) enterNode(context, node, serviceOfNode(context, node));
  enterCommon(context);
  for (const each of services.unseen())
    notes.add(`Service ${each} is not among the files: what is patched there has to be there`);
  const fields = account.entries();
  return {
    objects: [...objects, ...services.objects()].toSorted(
      (a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage),
    ),
    patches: merged([...services.patches(), ...patches]),
    report: {
      version: 1,
      mesh: context.mesh,
      requests,
      losses: fields.filter(({ verdict }) => verdict === 'lost'),
      fields,
      notes: [...notes],
    },
    findings: account.findings,
  };
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
  };
}
