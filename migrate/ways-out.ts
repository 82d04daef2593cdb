import { addPolicy, type Context } from './context';
import type { Node } from './nodes';
import { type Backends, selectionOf } from './permissions';
import type { VirtualService } from './virtual-service';
import { keyOf } from './world';

/** A destination that a MeshPassthrough opens. */
interface Match {
  readonly type: 'Domain' | 'IP' | 'CIDR';
  readonly value: string;
  readonly port: number;
  readonly protocol: 'http' | 'http2' | 'grpc' | 'tcp' | 'tls';
}

/** Where App Mesh says tcp, the calls of this port are taken for https, which says the host's name. */
const httpsPort = 443;

/** Kuma knows no host by tcp: every address. */
const everywhere = ['0.0.0.0/0', '::/0'] as const;

const validator = 'kuma pkg/plugins/policies/meshpassthrough/api/v1alpha1/validator.go';

/** The ways out of a closed mesh: AWS for everybody, and the hosts that a virtual node has as backends. */
export function addWaysOut(
  context: Context,
  backends: Backends,
  services: ReadonlyMap<string, VirtualService>,
): void {
  if (!context.closed) return;
  for (const namespace of new Set([...context.nodes.values()].map((node) => node.namespace)))
    addPolicy(context, '50-lock', 'MeshPassthrough', namespace, 'amazonaws', {
      targetRef: { kind: 'Dataplane' },
      default: {
        passthroughMode: 'Matched',
        appendMatch: [
          { type: 'Domain', value: '*.amazonaws.com', protocol: 'tls' },
          { type: 'Domain', value: '*.amazonaws.com', port: 80, protocol: 'http' },
        ],
      },
    });
  for (const [node, named] of backends) {
    const called = [...named.keys()].flatMap((key) => {
      const service = services.get(key);
      return service?.provider.kind === 'outside' ? [{ service, host: service.provider.node }] : [];
    });
    if (called.length === 0) continue;
    const matches = inOrder(called.flatMap(({ host }) => matchesOf(host)));
    const selected = selectionOf(node) ?? [];
    if (matches.length === 0) continue;
    if (selected.length === 0)
      context.notes.add(
        `the pods of VirtualNode ${node.key} are not known: no MeshPassthrough lets them out to ${called.map(({ service }) => service.host).join(', ')}`,
      );
    for (const [i, labels] of selected.entries())
      addPolicy(
        context,
        '50-lock',
        'MeshPassthrough',
        node.namespace,
        i === 0 ? node.name : `${node.name}-${i + 1}`,
        {
          targetRef: { kind: 'Dataplane', labels },
          default: { passthroughMode: 'Matched', appendMatch: matches },
        },
      );
    for (const { service, host } of called) tellTcp(context, node, service, host);
  }
}

/** Whether a host is an address: no name is four numbers, nor has a colon. */
function isAddress(host: string): boolean {
  return /^\d+(\.\d+){3}$/.test(host) || host.includes(':');
}

/** A host by its name where the protocol says it, by its address where it is one; else every address by the port. */
function matchesOf({ discovery, listeners }: Node): readonly Match[] {
  if (discovery.kind !== 'external') return [];
  const value = discovery.host.replace(/\.$/, '');
  return listeners.flatMap(({ port, protocol }): readonly Match[] => {
    if (isAddress(value)) return [{ type: 'IP', value, port, protocol }];
    if (protocol !== 'tcp') return [{ type: 'Domain', value, port, protocol }];
    if (port === httpsPort) return [{ type: 'Domain', value, port, protocol: 'tls' }];
    return everywhere.map((range) => ({ type: 'CIDR', value: range, port, protocol }));
  });
}

/** Each match once, for Kuma refuses a second; tcp last, for Kuma refuses HTTP on a port after another protocol. */
function inOrder(matches: readonly Match[]): readonly Match[] {
  const unique = new Map(matches.map((match) => [JSON.stringify(match), match]));
  return [...unique.values()].toSorted((a, b) => Number(a.protocol === 'tcp') - Number(b.protocol === 'tcp'));
}

/** Tells what tcp to a host outside loses: the host's name, or calls of the port of https that are no TLS. */
function tellTcp({ account, requests }: Context, caller: Node, service: VirtualService, host: Node): void {
  const { discovery, document, listeners } = host;
  if (discovery.kind !== 'external' || isAddress(discovery.host)) return;
  const tcp = listeners.filter(({ protocol }) => protocol === 'tcp').map(({ port }) => port);
  const open = tcp.filter((port) => port !== httpsPort);
  if (open.length > 0)
    account.lost(
      document,
      '/spec/serviceDiscovery/dns/hostname',
      `a connection by tcp does not say that it is for ${discovery.host}: who may call it may call every address at port ${open.join(', ')}. Write its addresses (type CIDR) into the MeshPassthrough where they stay the same, or its name (type Domain, protocol tls) where the calls are TLS`,
      validator,
    );
  const workloads = caller.workloads.map(({ namespace, name }) => keyOf(namespace, name));
  if (tcp.includes(httpsPort) && workloads.length > 0)
    requests.push({
      caller: workloads.toSorted(),
      service: service.key,
      host: service.host,
      port: httpsPort,
      match: {},
      before: discovery.host,
      after: `${discovery.host}, as far as the calls are TLS that names it; refused where they are not`,
      reason:
        'App Mesh says tcp; Kuma knows the host by the server name of TLS, which is what port 443 is taken to carry',
    });
}
