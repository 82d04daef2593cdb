import type { Context } from '../context';
import type { Node } from '../nodes';
import type { Backends } from '../permissions';
import type { VirtualService } from '../virtual-service';
import { inTheWay } from './in-the-way';
import { partName, uniqueName } from './names';
import { applicationName, type Part, partOf } from './parts';
import type { Calls, ExternalConfig } from './shapes';

/** Hosts outside the mesh that services of a namespace call: for each a name, and what it is. */
export function externalOf(
  context: Context,
  parts: readonly Part[],
  backends: Backends,
  services: ReadonlyMap<string, VirtualService>,
) {
  const taken = new Set(parts.map(({ name }) => `/${name}`));
  const external: Record<string, ExternalConfig> = {};
  const names = new Map<string, string>();
  const called = parts.flatMap(({ nodes }) =>
    nodes.flatMap((node) => [...(backends.get(node)?.keys() ?? [])]),
  );
  for (const key of new Set(called)) {
    const service = services.get(key);
    const provider = service?.provider;
    if (service === undefined || provider?.kind !== 'outside') continue;
    const { node } = provider;
    const [listener, ...more] = node.listeners;
    if (listener === undefined || node.discovery.kind !== 'external') continue;
    const { port, protocol, at } = listener;
    const tls = protocol === 'tcp' && port === 443;
    if (more.length > 0 || (protocol === 'tcp' && !tls))
      inTheWay(context, node.document, `${more[0]?.at ?? at}/portMapping/protocol`, {
        why: 'a host outside the mesh has one port, and by tcp its addresses (cidr) have to be known',
        found: `${more[0]?.protocol ?? protocol} at port ${more[0]?.port ?? port}`,
        expected: 'one listener of http, http2, grpc, or tcp at port 443, which is taken for TLS',
      });
    const name = uniqueName(taken, '', partName(service.name));
    names.set(key, name);
    external[name] = { host: node.discovery.host.replace(/\.$/, ''), port, protocol: tls ? 'tls' : protocol };
  }
  return { external, nameOf: (key: string) => names.get(key) };
}

/** Whom a service calls, by names, and who of other namespaces calls it. */
export function callsOf(
  context: Context,
  part: Part,
  parts: readonly Part[],
  backends: Backends,
  services: ReadonlyMap<string, VirtualService>,
  external: (key: string) => string | undefined,
): Calls {
  const keysOf = (node: Node) => [...(backends.get(node)?.keys() ?? [])].toSorted();
  const [first] = part.nodes;
  if (first === undefined) return {};
  for (const node of part.nodes)
    if (keysOf(node).join() !== keysOf(first).join())
      inTheWay(context, node.document, '/spec/backends', {
        why: 'all versions of a service call the same services',
        found: `other backends than those of VirtualNode ${first.key}`,
        expected: 'the same backends',
      });
  const calls = keysOf(first).flatMap((key) => {
    if (services.get(key)?.provider.kind === 'outside') return external(key) ?? [];
    const called = partOf(parts, key);
    if (called === undefined) return [];
    if (called === part) {
      const at = backends.get(first)?.get(key) ?? '/spec/backends';
      inTheWay(context, first.document, at, {
        why: 'a service does not call itself',
        found: called.name,
        expected: 'other services',
      });
    }
    return called.namespace === part.namespace
      ? [called.name]
      : [`${applicationName(called.namespace)}/${called.name}`];
  });
  const callers = parts.filter(
    (each) =>
      each.namespace !== part.namespace &&
      part.virtual !== undefined &&
      each.nodes.some((node) => backends.get(node)?.has(part.virtual?.service.key ?? '')),
  );
  return {
    ...(calls.length === 0 ? {} : { calls }),
    ...(callers.length === 0
      ? {}
      : { callers: callers.map((each) => `${applicationName(each.namespace)}/${each.name}`) }),
  };
}
