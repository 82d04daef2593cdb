import { items } from '../../references/fields';
import { objectId } from '../../references/identity';
import { describe, type Manifest } from '../../references/manifest';
import type { ReferenceIndex } from '../../references/reference-index';
import { nameOf } from '../names';
import { routePlace } from '../route-text';
import type { Route, Topology } from '../topology';

/** What a box of the picture stands for. */
export type NodeKind =
  | 'gateway'
  | 'route'
  | 'caller'
  | 'service'
  | 'version'
  | 'host'
  | 'source'
  | 'secret'
  | 'user';

/** A box of the picture. */
export interface GraphNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** The column, from the left. */
  readonly layer: number;
  /** The name first, then what is said of it. */
  readonly lines: readonly string[];
  /** The objects behind it, as `describe` names them, the most telling first. */
  readonly objects: readonly string[];
}

/** An arrow of the picture. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** What is said beside it, such as `95 %`; empty for nothing. */
  readonly label: string;
  readonly kind: 'call' | 'allowed' | 'exit' | 'secret';
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The picture of a topology: gateway, routes and callers, services, versions; and below them where secrets come from. */
export function graphOf(topology: Topology, index: ReferenceIndex): Graph {
  const graph = new GraphBuilder(new Objects(index));
  for (const route of topology.routes) graph.route(route);
  for (const { caller, service } of topology.calls) {
    graph.caller(caller);
    graph.service(service);
    graph.edge({ from: `caller ${caller}`, to: `service ${service}`, label: '', kind: 'allowed' });
  }
  for (const { service, match, versions } of topology.splits) {
    graph.service(service);
    const total = versions.reduce((sum, { weight }) => sum + weight, 0);
    for (const { name, weight } of versions) {
      const version = `${service.split('/')[0]}/${name}`;
      graph.version(version);
      const share = total === 0 ? 'weight 0' : `${Math.round((weight * 1000) / total) / 10} %`;
      const label = match === 'prefix /' || match === 'all' ? share : `${match}: ${share}`;
      graph.edge({ from: `service ${service}`, to: `version ${version}`, label, kind: 'call' });
    }
  }
  for (const { from, to } of topology.exits) {
    graph.caller(from);
    graph.host(to);
    graph.edge({ from: `caller ${from}`, to: `host ${to}`, label: '', kind: 'exit' });
  }
  for (const secret of topology.secrets) {
    graph.source(secret.source);
    graph.secret(secret.secret);
    graph.edge({
      from: `source ${secret.source}`,
      to: `secret ${secret.secret}`,
      label: secret.key,
      kind: 'secret',
    });
    for (const user of secret.users) {
      graph.user(user);
      graph.edge({ from: `secret ${secret.secret}`, to: `user ${user}`, label: '', kind: 'secret' });
    }
  }
  return graph;
}

/** The part of a graph that is about calls, or that about secrets; each is a picture of its own. */
export function partOf({ nodes, edges }: Graph, about: 'calls' | 'secrets'): Graph {
  const secretKinds: readonly NodeKind[] = ['source', 'secret', 'user'];
  const wanted = about === 'secrets';
  return {
    nodes: nodes.filter(({ kind }) => secretKinds.includes(kind) === wanted),
    edges: edges.filter(({ kind }) => (kind === 'secret') === wanted),
  };
}

class GraphBuilder implements Graph {
  readonly nodes: GraphNode[] = [];
  readonly edges: GraphEdge[] = [];
  private readonly known = new Set<string>();

  constructor(private readonly objects: Objects) {}

  route(route: Route): void {
    const shown = routePlace(route);
    const id = `route ${shown} ${route.by}`;
    this.node('gateway', 0, ['gateway'], () => [], 'gateway');
    this.service(route.service);
    const plugins = route.plugins.length === 0 ? ['no plugin'] : route.plugins;
    this.node('route', 1, [shown, ...plugins], () => this.objects.ofRoute(route), id);
    this.edge({ from: 'gateway', to: id, label: '', kind: 'call' });
    this.edge({ from: id, to: `service ${route.service}`, label: '', kind: 'call' });
  }

  caller(name: string): void {
    this.node('caller', 1, [name], () =>
      this.objects.named(name, ['VirtualNode', 'ServiceAccount', 'MeshPassthrough']),
    );
  }

  service(name: string): void {
    this.node('service', 2, [name], () => this.objects.ofService(name));
  }

  version(name: string): void {
    this.node('version', 3, [name], () =>
      this.objects.named(name, ['Deployment', 'VirtualNode', 'Service', 'ServiceAccount']),
    );
  }

  host(name: string): void {
    this.node('host', 2, [name], () => []);
  }

  source(name: string): void {
    this.node('source', 0, [name], () => this.objects.reading(name));
  }

  secret(name: string): void {
    this.node('secret', 1, [name], () => this.objects.bringing(name));
  }

  user(name: string): void {
    this.node('user', 2, [name], () => this.objects.user(name));
  }

  edge(edge: GraphEdge): void {
    if (
      this.edges.some((each) => each.from === edge.from && each.to === edge.to && each.label === edge.label)
    )
      return;
    this.edges.push(edge);
  }

  private node(
    kind: NodeKind,
    layer: number,
    lines: readonly string[],
    objects: () => readonly Manifest[],
    id = `${kind} ${lines.join(' ')}`,
  ): void {
    if (this.known.has(id)) return;
    this.known.add(id);
    this.nodes.push({ id, kind, layer, lines, objects: [...new Set(objects().map(describe))] });
  }
}

/** Finds the objects behind what a topology names. */
class Objects {
  constructor(private readonly index: ReferenceIndex) {}

  named(name: string, kinds: readonly string[]): readonly Manifest[] {
    return kinds.flatMap((kind) =>
      this.index.objects.filter((object) => object.kind === kind && nameOf(object) === name),
    );
  }

  ofRoute({ by, plugins }: Route): readonly Manifest[] {
    const namespace = by.includes('/') ? `${by.slice(0, by.indexOf('/'))}/` : '';
    return [
      ...this.named(by, ['Ingress', 'HTTPRoute']),
      ...plugins.flatMap((plugin) => {
        const name = plugin.split(' (')[0] ?? plugin;
        return [
          ...this.named(`${namespace}${name}`, ['KongPlugin']),
          ...this.named(name, ['KongClusterPlugin']),
        ];
      }),
    ];
  }

  /** The service and what refers to it: routes, permissions, policies. */
  ofService(name: string): readonly Manifest[] {
    const own = this.named(name, ['VirtualService', 'Service']);
    const routers = own.flatMap((object) =>
      this.index
        .references(object)
        .flatMap(({ resolution }) => resolution.by.filter(({ kind }) => kind === 'VirtualRouter')),
    );
    const referring = own.flatMap((object) => this.index.referrers(object).map(({ from }) => from));
    const app = name.slice(name.indexOf('/') + 1);
    const permissions = this.index
      .ofKind('kuma.io', 'MeshTrafficPermission')
      .filter((object) => nameOf(object) === `${name.slice(0, name.indexOf('/'))}/${app}`);
    return [...own, ...routers, ...referring, ...permissions];
  }

  reading(source: string): readonly Manifest[] {
    return this.index
      .ofKind('external-secrets.io', 'ExternalSecret')
      .filter((object) => JSON.stringify(object.spec ?? {}).includes(JSON.stringify(source)));
  }

  bringing(secret: string): readonly Manifest[] {
    const [namespace, name = ''] = secret.split('/');
    return this.index.provisions(objectId('', 'Secret', namespace, name)).flatMap(({ by }) => by ?? []);
  }

  user(user: string): readonly Manifest[] {
    const [kind = '', name = ''] = items(user.split(' ')).map(String);
    return this.named(name, [kind]);
  }
}
