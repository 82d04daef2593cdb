import { dig, items, text } from '../references/fields';
import type { Group } from './application/parts';
import { addPolicy, type Context } from './context';
import type { Converted } from './converted';
import type { InputDocument } from './document';
import { addEgressPermission } from './external';
import { type Identities, identitiesOf, trustDomain } from './identities';
import type { Node } from './nodes';
import { missing, type VirtualService } from './virtual-service';
import { keyOf, namespaceOf } from './world';

/** Where Kong's pods run: the release, and the namespace, of its chart's documentation. */
export const gatewayAccount = { namespace: 'kong', name: 'kong-gateway' } as const;

/** What each virtual node may call: virtual services by `namespace/name`, and where each is named. */
export type Backends = ReadonlyMap<Node, ReadonlyMap<string, string>>;

/** The virtual services that an object of App Mesh has as backends, by `namespace/name`, and where each is named. */
export function backendsNamedBy(
  context: Context,
  document: InputDocument,
  services: ReadonlyMap<string, VirtualService>,
): ReadonlyMap<string, string> {
  const namespace = namespaceOf(document.manifest);
  const named = new Map<string, string>();
  const { account, world } = context;
  for (const [i, backend] of items(dig(document.manifest, 'spec', 'backends')).entries()) {
    const at = `/spec/backends/${i}/virtualService`;
    const reference = dig(backend, 'virtualService', 'virtualServiceRef');
    const name = text(dig(reference, 'name'));
    const arn = text(dig(backend, 'virtualService', 'virtualServiceARN'));
    if (name !== undefined) {
      const key = keyOf(text(dig(reference, 'namespace')) ?? namespace, name);
      if (!services.has(key)) missing(context, document, `${at}/virtualServiceRef`, 'VirtualService', key);
      named.set(key, `${at}/virtualServiceRef`);
    } else if (arn !== undefined) {
      const host = /\/virtualService\/(.+)$/.exec(arn)?.[1];
      const found = [...services.values()].find((service) => service.host === host);
      if (found !== undefined) named.set(found.key, `${at}/virtualServiceARN`);
      else
        account.lost(
          document,
          `${at}/virtualServiceARN`,
          'a virtual service of another account or mesh: what it leads to is in none of these files',
          'aws-app-mesh-controller-for-k8s apis/appmesh/v1beta2/virtualnode_types.go',
        );
    }
  }
  for (const [i, group] of items(dig(document.manifest, 'spec', 'backendGroups')).entries()) {
    const at = `/spec/backendGroups/${i}`;
    const name = text(dig(group, 'name'));
    if (name === undefined) continue;
    if (name === '*') {
      for (const key of services.keys()) if (!named.has(key)) named.set(key, at);
      continue;
    }
    const where = text(dig(group, 'namespace')) ?? namespace;
    const found = world.find('appmesh/BackendGroup', where, name);
    if (found === undefined) {
      missing(context, document, at, 'BackendGroup', keyOf(where, name));
      continue;
    }
    for (const [j, member] of items(dig(found.manifest, 'spec', 'virtualservices')).entries()) {
      const own = text(dig(member, 'name'));
      if (own === undefined) continue;
      const key = keyOf(text(dig(member, 'namespace')) ?? where, own);
      account.changed(
        found,
        `/spec/virtualservices/${j}`,
        'its members are named by the permissions of what they may call',
      );
      if (!named.has(key)) named.set(key, at);
    }
  }
  return named;
}

/**
 * Writes who may call the pods of each virtual node.
 *
 * @param groups of virtual nodes whose pods have one ServiceAccount, where application files are written
 * @returns what tells the pods of each virtual node apart
 */
export function addPermissions(
  context: Context,
  backends: Backends,
  services: ReadonlyMap<string, VirtualService>,
  converted: ReadonlyMap<string, Converted>,
  published: ReadonlySet<string>,
  groups?: ReadonlyMap<Node, Group>,
): Identities {
  const { account, nodes, settings, closed } = context;
  const calls = new Map(
    [...backends].map(([node, named]) => [
      node,
      closed ? [...named.keys()].toSorted().join(' ') : 'every service',
    ]),
  );
  enterBackends(context, backends, services);
  const fromGateway = new Set<Node>();
  for (const key of published) for (const node of converted.get(key)?.reached ?? []) fromGateway.add(node);
  const outside = [...nodes.values()].filter(({ discovery }) => discovery.kind === 'external');
  if (settings.permissions === 'later') {
    for (const node of outside) addEgressPermission(context, node, undefined);
    return new Map();
  }
  if (closed && !known(context, calls)) return new Map();
  const identities = identitiesOf(context, calls, groups);
  const start = `spiffe://${trustDomain(context)}`;
  const idsOf = (callers: readonly Node[]) =>
    callers.flatMap((caller) => identities.get(caller) ?? []).map((path) => `${start}${path}`);
  const callersOf = (node: Node) =>
    [...backends]
      .filter(([, named]) => [...named.keys()].some((key) => converted.get(key)?.reached.has(node)))
      .map(([caller]) => caller);
  for (const node of outside)
    addEgressPermission(context, node, closed ? [...new Set(idsOf(callersOf(node)))].toSorted() : undefined);
  for (const node of nodes.values()) {
    if (node.listeners.length === 0 || node.discovery.kind === 'external') continue;
    const ids = idsOf(callersOf(node));
    if (fromGateway.has(node)) ids.push(`${start}${gatewayIdentity(context)}`);
    const exact = [...new Set(ids)].toSorted();
    const selected = selectionOf(node);
    if (selected === undefined) continue;
    const everybody = { spiffeID: { type: 'Prefix', value: start } };
    const rule = closed
      ? exact.length === 0
        ? { deny: [everybody] }
        : { allow: exact.map((value) => ({ spiffeID: { type: 'Exact', value } })) }
      : { allow: [everybody] };
    for (const [i, labels] of selected.entries())
      addPolicy(
        context,
        '50-lock',
        'MeshTrafficPermission',
        node.namespace,
        i === 0 ? node.name : `${node.name}-${i + 1}`,
        { targetRef: { kind: 'Dataplane', labels }, rules: [{ default: rule }] },
      );
    account.kept(
      node.document,
      '/spec/podSelector',
      `MeshTrafficPermission ${node.key}`,
      '/spec/targetRef/labels',
    );
  }
  return identities;
}

function gatewayIdentity({ settings }: Context): string {
  const kind = settings.identity === 'service-account' ? 'sa' : 'label';
  return `/ns/${gatewayAccount.namespace}/${kind}/${gatewayAccount.name}`;
}

/** Labels that select the pods of a virtual node: its own selector's, or those of each workload. */
export function selectionOf(node: Node): readonly Readonly<Record<string, string>>[] | undefined {
  if (node.labels !== undefined && Object.keys(node.labels).length > 0) return [node.labels];
  return node.workloads.length === 0 ? undefined : node.workloads.map(({ labels }) => labels);
}

function enterBackends(
  { account }: Context,
  backends: Backends,
  services: ReadonlyMap<string, VirtualService>,
): void {
  for (const [node, named] of backends)
    for (const [key, at] of named) {
      const service = services.get(key);
      const outside = service?.provider.kind === 'outside';
      account.changed(
        node.document,
        at,
        outside
          ? 'a way out of the mesh for these pods'
          : 'Kong Mesh tells the pods that are called who may come, by identity',
        outside ? `MeshPassthrough ${node.key}` : `MeshTrafficPermission of what ${key} leads to`,
      );
    }
}

/** Whether the pods of every caller are known; a finding where they are not. */
function known({ account, nodes, world, settings }: Context, calls: ReadonlyMap<Node, string>): boolean {
  if (settings.identity !== 'service-account') return true;
  let complete = true;
  for (const node of nodes.values()) {
    const { document, namespace, workloads, selector } = node;
    if (workloads.length > 0 || selector === undefined || calls.get(node) === '') continue;
    complete = false;
    account.finding(document, '/spec/podSelector', {
      message: 'the ServiceAccount of its pods is not known, so no permission can name them',
      found:
        world.workloads.length === 0
          ? 'no workloads among the files'
          : 'no workload among the files that it selects',
      expected: 'the Deployments, or whatever makes its pods',
      mend: `give what this prints too: kubectl get deployments,statefulsets,daemonsets,serviceaccounts -n ${namespace} -o yaml (or --permissions later, or --identity label:KEY)`,
    });
  }
  return complete;
}
