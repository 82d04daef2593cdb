import { dig, strings } from '../references/fields';
import type { Group } from './application/parts';
import type { Context } from './context';
import type { Node } from './nodes';
import { keyOf, type Workload } from './world';

/** What tells the pods of a virtual node apart from all others: the last parts of their SPIFFE ids. */
export type Identities = ReadonlyMap<Node, readonly string[]>;

/** The trust domain of a mesh: the start of every identity. */
export function trustDomain({ mesh, settings }: Pick<Context, 'mesh' | 'settings'>): string {
  return `${mesh}.${settings.zone}.mesh.local`;
}

/** Path of an identity, as a MeshIdentity writes it. */
export function identityPath({ settings: { identity } }: Pick<Context, 'settings'>): string {
  return identity === 'service-account'
    ? '/ns/{{ .Namespace }}/sa/{{ .ServiceAccount }}'
    : `/ns/{{ .Namespace }}/label/{{ label "${identity.label}" }}`;
}

/**
 * The identities of the pods of every virtual node. Pods that share a ServiceAccount are one caller to Kuma: where App Mesh
 * lets them call different services, each virtual node gets an account of its own.
 *
 * @param calls what each virtual node may call, as one text
 * @param groups virtual nodes whose pods have one ServiceAccount, in an application file; undefined where none is written
 */
export function identitiesOf(
  context: Context,
  calls: ReadonlyMap<Node, string>,
  groups?: ReadonlyMap<Node, Group>,
): Identities {
  if (groups !== undefined) return byGroup(context, groups);
  return context.settings.identity === 'service-account'
    ? byAccount(context, calls)
    : byLabel(context, context.settings.identity.label);
}

function byLabel(context: Context, label: string): Identities {
  return new Map(
    [...context.nodes.values()].map((node) => {
      const values = new Set(
        [node.labels?.[label], ...node.workloads.map(({ labels }) => labels[label])].flatMap(
          (value) => value ?? [],
        ),
      );
      if (values.size === 0)
        context.account.finding(node.document, '/spec/podSelector', {
          message: `the pods have no label ${label}`,
          found: 'no value of it, in the selector or in the pods',
          expected: 'the label that --identity names, on every pod of the mesh',
          mend: `add it to the pods, or give another label, or --identity service-account`,
        });
      return [node, [...values].map((value) => `/ns/${node.namespace}/label/${value}`)];
    }),
  );
}

function byAccount(context: Context, calls: ReadonlyMap<Node, string>): Identities {
  const byName = new Map<string, { node: Node; workload: Workload }[]>();
  for (const node of context.nodes.values())
    for (const workload of node.workloads) {
      const key = keyOf(workload.namespace, workload.serviceAccount);
      const all = byName.get(key) ?? [];
      all.push({ node, workload });
      byName.set(key, all);
    }
  const identities = new Map<Node, string[]>();
  const add = (node: Node, account: string) => {
    const all = identities.get(node) ?? [];
    const id = `/ns/${node.namespace}/sa/${account}`;
    if (!all.includes(id)) all.push(id);
    identities.set(node, all);
  };
  for (const users of byName.values()) {
    const different = new Set(users.map(({ node }) => calls.get(node) ?? '')).size > 1;
    // Who calls nobody needs no name of his own.
    for (const { node, workload } of users)
      add(
        node,
        different && calls.get(node) !== '' ? ownAccount(context, workload) : workload.serviceAccount,
      );
  }
  return identities;
}

/** One account for each group: the one that its pods have, unless others have it that may call other services. */
function byGroup(context: Context, groups: ReadonlyMap<Node, Group>): Identities {
  const says = new Map<string, Set<string>>();
  const accounts = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, key: string, value: string) =>
    map.set(key, (map.get(key) ?? new Set()).add(value));
  for (const [node, group] of groups)
    for (const { namespace, serviceAccount } of node.workloads) {
      add(says, keyOf(namespace, serviceAccount), group.says);
      add(accounts, keyOf(group.namespace, group.name), serviceAccount);
    }
  return new Map(
    [...groups].map(([node, group]) => {
      const own = accounts.get(keyOf(group.namespace, group.name)) ?? new Set();
      const names = node.workloads.map((workload) => {
        const { namespace, serviceAccount } = workload;
        const alike = says.get(keyOf(namespace, serviceAccount))?.size === 1 || group.says === '';
        return own.size === 1 && alike ? serviceAccount : ownAccount(context, workload, group.name);
      });
      return [node, [...new Set(names)].map((name) => `/ns/${node.namespace}/sa/${name}`)] as const;
    }),
  );
}

/** A ServiceAccount of its own for a workload, or for several that share it, which its pods are patched to use. */
function ownAccount(context: Context, workload: Workload, own = workload.name): string {
  const { world, objects, patches } = context;
  const { namespace, serviceAccount } = workload;
  const name = world.find('ServiceAccount', namespace, own) === undefined ? own : `${own}-mesh`;
  const made = objects.some(
    ({ manifest: { kind, metadata } }) =>
      kind === 'ServiceAccount' && metadata.namespace === namespace && metadata.name === name,
  );
  patches.push({
    manifest: podPatch(workload, { spec: { serviceAccountName: name } }),
    why: [
      `an identity of its own: ServiceAccount ${serviceAccount} is shared with pods that App Mesh lets call other services`,
    ],
  });
  if (made) return name;
  const old = world.find('ServiceAccount', namespace, serviceAccount)?.manifest;
  const annotations = serviceAccount === 'default' ? {} : strings(dig(old, 'metadata', 'annotations'));
  const role = annotations['eks.amazonaws.com/role-arn'];
  const pull = dig(old, 'imagePullSecrets');
  objects.push({
    stage: '10-services',
    manifest: {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name,
        namespace,
        ...(role === undefined ? {} : { annotations: { 'eks.amazonaws.com/role-arn': role } }),
      },
      ...(pull === undefined ? {} : { imagePullSecrets: pull }),
    },
  });
  if (serviceAccount !== 'default' || role !== undefined)
    context.notes.add(
      `ServiceAccount ${keyOf(namespace, name)} takes the place of ${serviceAccount} for ${workload.kind} ${workload.name}: RoleBindings, and the trust policy of its IAM role, have to name it before the pods use it`,
    );
  return name;
}

/** A partial object that changes the pods of a workload. */
export function podPatch(
  { document: { manifest }, namespace, template }: Workload,
  pod: Readonly<Record<string, unknown>>,
) {
  const { apiVersion, kind, metadata } = manifest;
  let content: Readonly<Record<string, unknown>> = pod;
  for (const key of template.toReversed()) content = { [key]: content };
  const { metadata: more, ...rest } = content;
  return {
    apiVersion,
    kind,
    metadata: { name: metadata.name, namespace, ...(typeof more === 'object' ? more : {}) },
    ...rest,
  };
}
