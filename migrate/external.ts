import { systemNamespace } from '../charts/mesh/kong-mesh/names';
import { dig } from '../references/fields';
import { addPolicy, type Context } from './context';
import { trustDomain } from './identities';
import { listenerOf, type Node } from './nodes';

/**
 * A host outside the mesh that is called by another name, or that shares its calls with pods: a MeshExternalService, which
 * is reached through the zone's egress.
 *
 * @returns its name, in the system namespace
 */
export function externalName(context: Context, node: Node, port: number): string {
  const name = `${node.name}-${node.namespace}`;
  const there = context.objects.some(
    ({ manifest }) => manifest.kind === 'MeshExternalService' && manifest.metadata.name === name,
  );
  if (there || node.discovery.kind !== 'external') return name;
  const protocol = listenerOf(node, port)?.protocol ?? 'tcp';
  addPolicy(
    context,
    '30-routes',
    'MeshExternalService',
    systemNamespace,
    name,
    {
      match: { type: 'HostnameGenerator', port, protocol },
      endpoints: [{ address: node.discovery.host, port }],
    },
    { 'kuma.io/origin': 'zone' },
  );
  context.notes.add(
    `${node.discovery.host} is called through the zone's egress: it has to run (kuma.egress.enabled, or meshes[].egress.enabled of the chart)`,
  );
  return name;
}

/** Label of the proxies that are an egress of their zone (kuma api/mesh/v1alpha1/dataplane_helpers.go). */
const egressLabels = { 'kuma.io/listener-zoneegress': 'enabled' } as const;

/**
 * Who may call a host through the egress: it lets nobody through whom no permission names, so this comes with the route.
 *
 * @param callers SPIFFE ids; undefined for everybody of the mesh
 */
export function addEgressPermission(
  context: Context,
  node: Node,
  callers: readonly string[] | undefined,
): void {
  const name = `${node.name}-${node.namespace}`;
  const port = context.objects
    .filter(({ manifest }) => manifest.kind === 'MeshExternalService' && manifest.metadata.name === name)
    .map(({ manifest }) => dig(manifest, 'spec', 'match', 'port'))[0];
  if (port === undefined || callers?.length === 0) return;
  // The server name by which the proxies ask the egress for the host (kuma pkg/core/resources/sni).
  const sni = ['sni', 'extsvc', context.mesh, context.settings.zone, systemNamespace, name, port].join('.');
  const start = `spiffe://${trustDomain(context)}`;
  const who =
    callers === undefined
      ? [{ type: 'Prefix', value: start }]
      : callers.map((value) => ({ type: 'Exact', value }));
  addPolicy(
    context,
    '30-routes',
    'MeshTrafficPermission',
    systemNamespace,
    name,
    {
      targetRef: { kind: 'Dataplane', labels: egressLabels },
      rules: [
        { default: { allow: who.map((spiffeID) => ({ spiffeID, sni: { type: 'Exact', value: sni } })) } },
      ],
    },
    { 'kuma.io/origin': 'zone' },
  );
}
