import { dig, strings, text } from '../references/fields';
import { byLabels, readSelector } from '../references/labels';
import type { Manifest } from '../references/manifest';
import type { PodTemplate } from '../references/provision';
import type { ReferenceIndex } from '../references/reference-index';
import { push } from '../references/selector-postings';
import { GatewayBoxes } from './gateway-boxes';
import { Members } from './members';
import { nameOf } from './names';
import type { Split } from './topology';

const appMesh = 'appmesh.k8s.aws';

/** `service namespace/name`: a Service, or the virtual service that callers know by that name. */
export const serviceKey = (name: string) => `service ${name}`;
const podKey = ({ namespace, name }: Pick<PodTemplate, 'namespace' | 'name'>) =>
  `workload ${namespace}/${name}`;
const nodeKey = (name: string) => `node ${name}`;

/** A name of a box, and the objects of that name. */
export interface Named {
  /** Such as `service namespace/name`. */
  readonly key: string;
  readonly objects: readonly Manifest[];
}

/** Calls to one service that its routes send to another one, by box. */
export interface Share {
  readonly from: string;
  readonly to: string;
  /** What such a call is like. */
  readonly says: string;
}

/**
 * Which names of a cluster mean one service: its Service and virtual service, those of its versions, their virtual nodes and
 * workloads. Two services that only share a ServiceAccount, or of which one sends a part of its calls to the other, stay two.
 */
export class ServiceBoxes {
  private readonly members = new Members();
  private readonly named = new Map<string, Manifest[]>();
  private readonly calledNames: ReadonlySet<string>;
  private readonly podsOf = new Map<string, PodTemplate[]>();
  readonly gateways: GatewayBoxes;
  private podsIn: Map<string, readonly PodTemplate[]> | undefined;
  private readonly callers = new Map<string, PodTemplate[]>();
  /** Shares of calls that go to another service. */
  readonly shares: readonly Share[];

  constructor(
    private readonly index: ReferenceIndex,
    splits: readonly Split[],
    called: readonly string[],
  ) {
    this.gateways = new GatewayBoxes(index);
    this.calledNames = new Set([...called, ...splits.map(({ service }) => service)]);
    for (const object of index.objects) for (const pod of index.podsBroughtBy(object)) this.addPod(pod);
    for (const service of index.ofKind('', 'Service')) this.addService(service);
    for (const node of index.ofKind(appMesh, 'VirtualNode')) this.addNode(node);
    for (const service of index.ofKind(appMesh, 'VirtualService')) this.addVirtualService(service);
    this.shares = this.addSplits(splits);
  }

  /** The box that a name belongs to; two names of one service give the same. */
  box(key: string): string {
    return this.members.of(key);
  }

  /** The box of a called service. */
  called(name: string): string {
    return this.box(serviceKey(name));
  }

  /** The boxes of those pods. */
  boxesOf(pods: readonly PodTemplate[]): readonly string[] {
    return [...new Set(pods.map((pod) => this.box(podKey(pod))))];
  }

  /**
   * The boxes of a caller as permissions and backends name it: a virtual node, or the workloads of a ServiceAccount; the service
   * of that name where the set has neither, as for workloads that are not of this output; nothing where no service has that name.
   */
  calling(name: string): readonly string[] {
    const node = nodeKey(name);
    if (this.named.has(node)) return [this.box(node)];
    const pods = this.callers.get(name);
    if (pods !== undefined) return this.boxesOf(pods);
    const known = this.named.has(serviceKey(name)) || this.calledNames.has(name);
    return known ? [this.called(name)] : [];
  }

  /** Every name that is in a box, and the objects of that name. */
  contents(): ReadonlyMap<string, readonly Named[]> {
    const boxes = new Map<string, Named[]>();
    for (const [key, objects] of this.named) push(boxes, this.box(key), { key, objects });
    return boxes;
  }

  /** The pods of a box. */
  pods(box: string): readonly PodTemplate[] {
    if (this.podsIn === undefined) {
      this.podsIn = new Map();
      for (const [key, pods] of this.podsOf)
        this.podsIn.set(this.box(key), [...(this.podsIn.get(this.box(key)) ?? []), ...pods]);
    }
    return this.podsIn.get(box) ?? [];
  }

  private add(key: string, object: Manifest): void {
    const objects = this.named.get(key);
    if (objects === undefined) this.named.set(key, [object]);
    else if (!objects.includes(object)) objects.push(object);
  }

  private addPod(pod: PodTemplate): void {
    const key = podKey(pod);
    this.add(key, pod.by);
    push(this.podsOf, key, pod);
    push(this.callers, `${pod.namespace}/${pod.serviceAccount}`, pod);
    const gateway = this.gateways.ofPod(pod);
    if (gateway !== undefined) this.members.join(gateway, key);
  }

  private addService(service: Manifest): void {
    const key = serviceKey(nameOf(service));
    this.add(key, service);
    const selector = strings(dig(service, 'spec', 'selector'));
    if (Object.keys(selector).length === 0) return;
    const { namespace = 'default' } = service.metadata;
    for (const pod of this.index.pods(namespace, byLabels(selector))) this.members.join(podKey(pod), key);
  }

  private addNode(node: Manifest): void {
    const key = nodeKey(nameOf(node));
    this.add(key, node);
    const { namespace = 'default' } = node.metadata;
    const selector = readSelector(dig(node, 'spec', 'podSelector'));
    if (selector !== undefined)
      for (const pod of this.index.pods(namespace, selector)) this.members.join(podKey(pod), key);
    const host = text(dig(node, 'spec', 'serviceDiscovery', 'dns', 'hostname'))?.split('.');
    if (selector === undefined && host?.[0] !== undefined && host[2] === 'svc')
      this.members.join(serviceKey(`${host[1]}/${host[0]}`), key);
  }

  private addVirtualService(service: Manifest): void {
    const key = serviceKey(nameOf(service));
    this.add(key, service);
    const reference = dig(service, 'spec', 'provider', 'virtualNode', 'virtualNodeRef');
    const node = text(dig(reference, 'name'));
    if (node === undefined) return;
    const namespace = text(dig(reference, 'namespace')) ?? service.metadata.namespace ?? 'default';
    this.members.join(nodeKey(`${namespace}/${node}`), key);
  }

  /** Joins the versions of each service to it, and gives the shares that go to a service of its own. */
  private addSplits(splits: readonly Split[]): readonly Share[] {
    const whole = this.boxesWithPods();
    const podless = splits.filter(({ service }) => !whole.has(this.called(service)));
    // A version that several services without pods of their own lead to belongs to none of them.
    const leading = new Map<string, Set<string>>();
    for (const split of podless) {
      for (const box of this.versionsOf(split).map(({ key }) => this.box(key))) {
        const services = leading.get(box) ?? new Set<string>();
        leading.set(box, services.add(split.service));
      }
    }
    const joins = podless.flatMap((split) =>
      this.versionsOf(split)
        .filter(({ key }) => leading.get(this.box(key))?.size === 1)
        .map(({ key }) => [serviceKey(split.service), key] as const),
    );
    for (const [service, version] of joins) this.members.join(service, version);
    return splits.flatMap((split) => {
      const from = this.called(split.service);
      return this.versionsOf(split)
        .filter(({ key }) => this.named.has(key))
        .map(({ key, says }) => ({ from, to: this.box(key), says }))
        .filter(({ to }) => to !== from);
    });
  }

  private versionsOf({
    service,
    match,
    versions,
  }: Split): readonly { readonly key: string; readonly says: string }[] {
    const [namespace = ''] = service.split('/');
    return versions.map(({ name }) => {
      const node = nodeKey(`${namespace}/${name}`);
      const key = this.named.has(node) ? node : serviceKey(`${namespace}/${name}`);
      return { key, says: match };
    });
  }

  private boxesWithPods(): ReadonlySet<string> {
    return new Set([...this.podsOf.keys()].map((key) => this.box(key)));
  }
}
