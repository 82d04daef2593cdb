import { systemNamespace } from '../charts/mesh/kong-mesh/names';
import { addPolicy, type Context } from './context';
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
