import type { Context } from '../context';
import type { Identities } from '../identities';
import type { Listener, Node } from '../nodes';
import { sharedLabels } from '../placeholders';
import { keyOf, serviceView } from '../world';
import { inTheWay } from './in-the-way';
import { type Traffic, trafficOf } from './limits';
import { partName, uniqueName } from './names';
import type { Part } from './parts';
import { type Shares, sharesOf } from './routes';
import { judgeService, tellExposed } from './service-there';
import type { Calls, PortConfig, ServiceConfig } from './shapes';

/** A service, and what a patch of the cluster file has to say besides. */
export interface WrittenService extends Pick<Traffic, 'impliedRetries'>, Pick<Shares, 'sources'> {
  readonly config: ServiceConfig;
}

/** A part of the mesh as a service of an application file. */
export function serviceOf(
  context: Context,
  part: Part,
  identities: Identities,
  calls: Calls,
): WrittenService {
  const ports = portsOf(context, part);
  const names = versionNames(context, part);
  const portNames = new Map(Object.entries(ports).map(([name, { port }]) => [port, name]));
  const { weights, routes, sources } = sharesOf(context, part, names, portNames);
  const { config: traffic, impliedRetries } = trafficOf(context, part);
  for (const node of part.nodes) tellExposed(context, node);
  const labels = labelsOf(context, part);
  const several = part.nodes.length > 1;
  const isWorker = Object.keys(ports).length === 0;
  if (several || Object.keys(routes).length > 0) judgeService(context, part, ports);
  const versions = part.nodes.map((node) => {
    const weight = several ? { weight: weights.get(node) ?? 0 } : {};
    return [names.get(node) ?? node.name, { labels: labels.get(node) ?? {}, ...weight }] as const;
  });
  return {
    impliedRetries,
    sources,
    config: {
      existing: { service: part.service, serviceAccount: accountOf(context, part, identities) },
      ...(isWorker ? {} : { ports }),
      versions: Object.fromEntries(versions),
      ...calls,
      ...(Object.keys(routes).length === 0 ? {} : { routes }),
      ...(isWorker ? {} : traffic),
    },
  };
}

/** The ServiceAccount that all pods of a service have, or get by the patches. */
function accountOf(context: Context, part: Part, identities: Identities): string {
  const found = new Set(part.nodes.flatMap((node) => identities.get(node) ?? []));
  const [only, ...more] = [...found].map((path) => path.slice(path.lastIndexOf('/') + 1));
  const [node] = part.nodes;
  if (only === undefined && node !== undefined)
    inTheWay(context, node.document, '/spec/podSelector', {
      why: 'a service names the ServiceAccount of its pods',
      found: 'no workload among the files that it selects',
      expected: 'the Deployments, or whatever makes its pods',
      mend: `give what this prints too: kubectl get deployments,statefulsets,daemonsets,serviceaccounts -n ${part.namespace} -o yaml`,
    });
  if (more.length > 0 && node !== undefined)
    inTheWay(context, node.document, '/spec/podSelector', {
      why: 'all pods of a service have one ServiceAccount',
      found: [only, ...more].join(', '),
      expected: 'one',
    });
  return only ?? 'default';
}

/** Versions by the end of their nodes' names, as their Services are called after service and version. */
function versionNames({ world }: Context, { namespace, name, nodes }: Part): ReadonlyMap<Node, string> {
  const [only, ...more] = nodes;
  if (only !== undefined && more.length === 0) return new Map([[only, 'v1']]);
  const taken = new Set<string>();
  const free = (version: string) => world.find('Service', namespace, `${name}-${version}`) === undefined;
  return new Map(
    nodes.map((node) => {
      const rest = node.name.startsWith(`${name}-`) ? node.name.slice(name.length + 1) : node.name;
      const end = partName(/^\d/.test(rest) ? `v${rest}` : rest);
      const wanted = [end, partName(node.name), `${partName(node.name)}-mesh`].find(free) ?? end;
      return [node, uniqueName(taken, '', wanted)] as const;
    }),
  );
}

/** Labels of the pods of each version: one that all have and nobody else is among them, by which permissions name them. */
function labelsOf(context: Context, part: Part): ReadonlyMap<Node, Readonly<Record<string, string>>> {
  const { namespace, service, nodes } = part;
  for (const { document, labels } of nodes)
    if (labels === undefined)
      inTheWay(context, document, '/spec/podSelector', {
        why: 'a version is known by labels alone',
        found: 'matchExpressions',
        expected: 'matchLabels',
      });
  const shared = sharedLabels(context, namespace, service, nodes);
  return new Map(nodes.map((node) => [node, { ...node.labels, ...shared }] as const));
}

function portsOf(context: Context, part: Part): Readonly<Record<string, PortConfig>> {
  const { virtual, nodes, namespace, service } = part;
  const provider = virtual?.service.provider;
  const served: readonly Pick<Listener, 'port' | 'protocol'>[] =
    provider?.kind === 'router' ? provider.ports : (nodes[0]?.listeners ?? []);
  const document = context.world.find('Service', namespace, service);
  const known = document === undefined ? [] : serviceView(document).ports;
  return Object.fromEntries(
    served.map(({ port, protocol }) => {
      const name = known.find((each) => each.port === port)?.name ?? nameOf(protocol, port, served.length);
      const target = targetPort(context, part, port);
      return [name, { port, ...(target === port ? {} : { targetPort: target }), protocol }] as const;
    }),
  );
}

function nameOf(protocol: string, port: number, count: number): string {
  return count === 1 ? protocol : `${protocol}-${port}`;
}

/** The port of the pods behind a port of the service: that of the virtual nodes' listeners, the same for all of them. */
function targetPort(context: Context, part: Part, port: number): number {
  const { virtual, nodes } = part;
  const provider = virtual?.service.provider;
  if (provider?.kind !== 'router') return port;
  const targets = provider.ports
    .filter((each) => each.port === port)
    .flatMap(({ routes }) => routes.flatMap((route) => route.targets.map((target) => ({ route, target }))));
  const first = nodes[0]?.listeners[0]?.port ?? port;
  const portOf = ({ port: asked, reference }: (typeof targets)[number]['target']) =>
    asked ??
    nodes.find((node) => reference !== undefined && node.key === keyOf(reference.namespace, reference.name))
      ?.listeners[0]?.port ??
    first;
  const [one = first] = targets.map(({ target }) => portOf(target));
  for (const { route, target } of targets)
    if (portOf(target) !== one)
      inTheWay(context, route.document, `${target.at}/port`, {
        why: 'the versions of a service have one port',
        found: `${portOf(target)} and ${one}`,
        expected: 'the same for all virtual nodes',
      });
  return one;
}
