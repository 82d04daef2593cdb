import { dig, strings, text } from '../references/fields';
import { objectId } from '../references/identity';
import { byLabels } from '../references/labels';
import type { Manifest } from '../references/manifest';
import type { PodTemplate } from '../references/provision';
import type { ReferenceIndex } from '../references/reference-index';
import { push } from '../references/selector-postings';
import { permittedCallers } from './calls';
import { nameOf, sorted } from './names';
import { routePlace } from './route-text';
import { type Named, ServiceBoxes } from './service-boxes';
import type { Route, Split, Topology } from './topology';

/** What a box of the picture stands for. */
export type BoxKind = 'gateway' | 'service' | 'caller' | 'host';

/** A version of a service. */
export interface Version {
  readonly name: string;
  /** Its share of the calls, such as `95 %`, or `header x-beta: 100 %`; empty where no route says. */
  readonly share: string;
  /** Tag or digest of the image of its first container; empty where the set has no workload of it. */
  readonly image: string;
}

/** A box of the picture: the gateway, a service with all its versions, a caller without workloads here, or a host outside. */
export interface Box {
  /** Unlike that of every other box, and the same in every revision. */
  readonly id: string;
  readonly kind: BoxKind;
  readonly name: string;
  /** Undefined for the gateway, for hosts, and for callers that are in none. */
  readonly namespace: string | undefined;
  /** Its versions; of a service without routes of its own its workloads. */
  readonly versions: readonly Version[];
  /** The objects behind it, the most telling first; only asked for where they are shown. */
  objects(): readonly Manifest[];
}

const nothing = (): readonly Manifest[] => [];

/**
 * An arrow from a caller to what it calls: `routed` by an Ingress, an HTTPRoute or a route of the mesh, `permitted` by a
 * permission or a backend, or out of the mesh (`leaves`).
 */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly kind: 'routed' | 'permitted' | 'leaves';
  /** What it is for, one line each, such as `/dj/jazz: apikey (key-auth)`; none where the kind says all. */
  readonly says: readonly string[];
}

/** Who reaches whom in a cluster: one box per service, and one per gateway. */
export interface ServiceMap {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** The map of a cluster's services. Boxes come in the order of their names, arrows in that of their ends. */
export function serviceMap(topology: Topology, index: ReferenceIndex): ServiceMap {
  const map = new MapBuilder(index, topology);
  for (const route of topology.routes) map.route(route);
  for (const { from, to, says } of map.services.shares) map.arrow(from, to, 'routed', [says]);
  for (const permission of index.ofKind('kuma.io', 'MeshTrafficPermission')) map.permission(permission);
  for (const { caller, service } of topology.calls) if (!map.isPermitted(caller)) map.call(caller, service);
  for (const { from, to } of topology.exits) map.exit(from, to);
  return map.built();
}

const kindsOfUse = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job', 'Pod', 'Rollout'];

class MapBuilder {
  readonly services: ServiceBoxes;
  private readonly arrows = new Map<string, { arrow: Omit<Arrow, 'says'>; says: Set<string> }>();
  private readonly extra = new Map<string, Box>();
  private readonly used = new Set<string>();
  private readonly behind = new Map<string, (() => readonly Manifest[])[]>();
  private readonly permitted = new Set<string>();
  private readonly splitsOf = new Map<string, Split[]>();
  private readonly routedAs = new Map<string, string>();
  private names: Map<string, Manifest[]> | undefined;

  constructor(
    private readonly index: ReferenceIndex,
    topology: Topology,
  ) {
    const { calls, routes, splits } = topology;
    this.services = new ServiceBoxes(
      index,
      splits,
      [...calls, ...routes].map(({ service }) => service),
    );
    for (const split of splits) push(this.splitsOf, this.services.called(split.service), split);
    for (const { service } of routes) {
      const box = this.services.called(service);
      if (!this.routedAs.has(box)) this.routedAs.set(box, service);
    }
  }

  route(route: Route): void {
    const plugins = route.plugins.length === 0 ? 'no plugin' : route.plugins.join(', ');
    const { gateways } = this.services;
    const [from, to] = [this.services.box(gateways.ofRoute(route.by)), this.services.called(route.service)];
    this.arrow(from, to, 'routed', [`${routePlace(route)}: ${plugins}`]);
    const objects = () => this.routeObjects(route);
    this.note(from, objects);
    this.note(to, objects);
  }

  private routeObjects({ by, plugins }: Route): readonly Manifest[] {
    const namespace = by.includes('/') ? `${by.slice(0, by.indexOf('/'))}/` : '';
    const names = plugins.map((plugin) => plugin.split(' (')[0] ?? plugin);
    return [
      ...this.named(by, ['Ingress', 'HTTPRoute']),
      ...names.flatMap((name) => [
        ...this.named(`${namespace}${name}`, ['KongPlugin']),
        ...this.named(name, ['KongClusterPlugin']),
      ]),
    ];
  }

  /** Who may call the pods that a permission of Kong Mesh is for. */
  permission(permission: Manifest): void {
    const { namespace = 'default' } = permission.metadata;
    const labels = strings(dig(permission, 'spec', 'targetRef', 'labels'));
    const pods = this.index.pods(namespace, byLabels(labels));
    const name = labels.app ?? labels['app.kubernetes.io/name'] ?? permission.metadata.name;
    const callees =
      pods.length > 0 ? this.services.boxesOf(pods) : [this.services.called(`${namespace}/${name}`)];
    for (const callee of callees) {
      this.note(callee, () => [permission]);
      for (const caller of permittedCallers(permission)) {
        this.permitted.add(caller);
        for (const from of this.calling(caller)) this.arrow(from, callee, 'permitted', []);
      }
    }
  }

  /** Whether a permission of Kong Mesh named the caller; its calls are arrows then. */
  isPermitted(caller: string): boolean {
    return this.permitted.has(caller);
  }

  call(caller: string, service: string): void {
    for (const from of this.calling(caller)) this.arrow(from, this.services.called(service), 'permitted', []);
  }

  exit(from: string, to: string): void {
    const id = `host ${to}`;
    this.extra.set(id, { id, kind: 'host', name: to, namespace: undefined, versions: [], objects: nothing });
    const policy = this.named(from, ['MeshPassthrough'])[0];
    for (const box of policy === undefined ? this.calling(from) : this.leaving(policy)) {
      this.arrow(box, id, 'leaves', []);
      if (policy !== undefined) this.note(box, () => [policy]);
    }
  }

  arrow(from: string, to: string, kind: Arrow['kind'], says: readonly string[]): void {
    if (from === to) return;
    this.used.add(from).add(to);
    const key = JSON.stringify([from, to, kind]);
    const known = this.arrows.get(key) ?? { arrow: { from, to, kind }, says: new Set<string>() };
    this.arrows.set(key, known);
    for (const each of says) known.says.add(each);
  }

  built(): ServiceMap {
    const contents = this.services.contents();
    const boxes = new Map<string, Box>();
    for (const [box, named] of contents) {
      const works = named.some(({ objects }) => objects.some(({ kind }) => kindsOfUse.includes(kind)));
      if (this.used.has(box) || works || this.splitsOf.has(box)) boxes.set(box, this.box(box, named));
    }
    for (const box of this.used)
      if (!boxes.has(box)) boxes.set(box, this.extra.get(box) ?? this.box(box, []));
    const id = (box: string) => boxes.get(box)?.id ?? box;
    return {
      boxes: [...boxes.values()].toSorted((a, b) => byText(a.id, b.id)),
      arrows: [...this.arrows.values()]
        .map(({ arrow, says }) => ({
          ...arrow,
          from: id(arrow.from),
          to: id(arrow.to),
          says: [...says],
        }))
        .toSorted((a, b) => byText(a.from, b.from) || byText(a.to, b.to) || byText(a.kind, b.kind)),
    };
  }

  /** The boxes of a caller; one of its own where the set has nothing of that name. */
  private calling(name: string): readonly string[] {
    const known = this.services.calling(name);
    if (known.length > 0) return known;
    const id = `caller ${name}`;
    const [namespace, own] = /^[^/:]+\/[^/]+$/.test(name) ? name.split('/') : [undefined, name];
    this.extra.set(id, {
      id,
      kind: 'caller',
      name: own ?? name,
      namespace,
      versions: [],
      objects: () => this.named(name, ['ServiceAccount']),
    });
    return [id];
  }

  /** The boxes of the pods that a policy of a way out is for. */
  private leaving(policy: Manifest): readonly string[] {
    const { namespace } = policy.metadata;
    const labels = strings(dig(policy, 'spec', 'targetRef', 'labels'));
    const pods =
      text(dig(policy, 'spec', 'targetRef', 'kind')) === 'Dataplane'
        ? this.index.pods(namespace, byLabels(labels))
        : [];
    return pods.length > 0 ? this.services.boxesOf(pods) : this.calling(nameOf(policy));
  }

  private box(box: string, named: readonly Named[]): Box {
    const gateway = this.services.gateways.names.find((each) => this.services.box(each) === box);
    const name = gateway ?? this.nameOf(box, named);
    const [namespace = '', service = name] = gateway === undefined ? name.split('/') : [];
    return {
      id: gateway ?? `service ${name}`,
      kind: gateway === undefined ? 'service' : 'gateway',
      name: service,
      namespace: gateway === undefined ? namespace : undefined,
      versions: gateway === undefined ? this.versions(box) : [],
      objects: () => this.objects(box, named),
    };
  }

  private objects(box: string, named: readonly Named[]): readonly Manifest[] {
    const own = [...new Set(named.flatMap(({ objects }) => objects))];
    const referring = own
      .filter(({ kind }) => kind === 'Service' || kind === 'VirtualService')
      .flatMap((object) => [
        ...this.index
          .references(object)
          .flatMap(({ resolution }) => resolution.by.filter(({ kind }) => kind === 'VirtualRouter')),
        ...this.index.referrers(object).map(({ from }) => from),
      ]);
    const noted = (this.behind.get(box) ?? []).flatMap((objects) => objects());
    return [...new Set([...own.toSorted(byRank), ...noted, ...referring])].filter(
      ({ kind }) => kind !== 'Namespace',
    );
  }

  /** What callers call it: the service that routes and permissions name, the one of all its pods, or its workload. */
  private nameOf(box: string, named: readonly Named[]): string {
    const services = named
      .filter(({ key }) => key.startsWith('service '))
      .map(({ key }) => key.slice('service '.length));
    const [shortest] = sorted(services).toSorted((a, b) => a.length - b.length);
    const [any = box.slice(box.indexOf(' ') + 1)] = sorted(
      named.map(({ key }) => key.slice(key.indexOf(' ') + 1)),
    );
    return this.splitsOf.get(box)?.[0]?.service ?? this.routedAs.get(box) ?? shortest ?? any;
  }

  private versions(box: string): readonly Version[] {
    const pods = this.services.pods(box);
    const shared = (this.splitsOf.get(box) ?? []).flatMap((split) =>
      shares(split).map((each) => ({ ...each, service: split.service })),
    );
    const versions =
      shared.length > 0
        ? shared.map(({ name, share, service }) => ({ name, share, image: this.image(service, name, pods) }))
        : sorted(pods.map(({ name }) => name)).map((name) => ({
            name,
            share: '',
            image: this.image('', name, pods),
          }));
    return [...new Map(versions.map((version) => [JSON.stringify(version), version])).values()];
  }

  private image(service: string, version: string, pods: readonly PodTemplate[]): string {
    const namespace = service.split('/')[0] ?? '';
    const own = this.index.get(objectId('', 'Service', namespace, version));
    const selector = strings(dig(own, 'spec', 'selector'));
    const selected = Object.keys(selector).length === 0 ? [] : this.index.pods(namespace, byLabels(selector));
    const pod = pods.find(({ name }) => name === version) ?? selected[0];
    const image = pod?.containers[0]?.image ?? '';
    return /[@:]([^@:/]+)$/.exec(image)?.[1] ?? '';
  }

  private note(box: string, objects: () => readonly Manifest[]): void {
    push(this.behind, box, objects);
  }

  private named(name: string, kinds: readonly string[]): readonly Manifest[] {
    return kinds.flatMap((kind) => this.byName().get(`${kind} ${name}`) ?? []);
  }

  private byName(): ReadonlyMap<string, readonly Manifest[]> {
    if (this.names === undefined) {
      this.names = new Map<string, Manifest[]>();
      for (const object of this.index.objects) push(this.names, `${object.kind} ${nameOf(object)}`, object);
    }
    return this.names;
  }
}

/** The shares of one route of a service, and what a call is like, where that is not every call. */
function shares({ match, versions }: Split): readonly Omit<Version, 'image'>[] {
  const total = versions.reduce((sum, { weight }) => sum + weight, 0);
  const when = match === 'prefix /' || match === 'all' ? '' : `${match}: `;
  return versions.map(({ name, weight }) => {
    const share = total === 0 ? 'weight 0' : `${Math.round((weight * 1000) / total) / 10} %`;
    const all = versions.length === 1 && share === '100 %';
    return { name, share: all ? when.slice(0, -2) : `${when}${share}` };
  });
}

const ranks = ['Service', 'VirtualService', ...kindsOfUse, 'VirtualNode'];

function byRank(a: Manifest, b: Manifest): number {
  const rank = ({ kind }: Manifest) => (ranks.includes(kind) ? ranks.indexOf(kind) : ranks.length);
  return rank(a) - rank(b);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
