import { dig, items, text } from '../../references/fields';
import { type Cluster, type Endpoint, keyOf, selected, selectorAt } from '../cluster';
import { kept } from '../kept';
import type { Caller } from '../request';
import {
  type Listener,
  type Member,
  memberOf,
  type Ref,
  type VirtualRouter,
  type VirtualService,
  virtualRouterOf,
  virtualServiceOf,
} from './objects';

const group = 'appmesh.k8s.aws';
const injector = 'appmesh.k8s.aws/sidecarInjectorWebhook';

/** The App Mesh objects of a cluster, and what they say of its pods. */
export class MeshView {
  readonly members: readonly Member[];
  readonly services: readonly VirtualService[];
  readonly routers: readonly VirtualRouter[];

  constructor(readonly cluster: Cluster) {
    const all = (kind: string) => cluster.ofKind(group, kind);
    this.members = [...all('VirtualNode'), ...all('VirtualGateway')].map(memberOf);
    this.services = all('VirtualService').map(virtualServiceOf);
    this.routers = all('VirtualRouter').map(virtualRouterOf);
  }

  /**
   * What pods are to the mesh; undefined where they carry no Envoy. The injector refuses pods that several virtual nodes or
   * gateways select, and in a namespace with injection those that none does (pkg/inject/inject.go). A namespace without the
   * injector's label is taken to get it elsewhere: whoever writes a virtual node for pods means them to be in the mesh.
   */
  readonly memberOfPods = kept((caller: Caller): Member | 'refused' | undefined => {
    const found = this.members.filter(
      ({ namespace, podSelector }) => namespace === caller.namespace && selected(caller.labels, podSelector),
    );
    const labels = this.cluster.namespaceLabels(caller.namespace);
    const wanted = caller.annotations?.[injector] ?? labels?.[injector];
    if (wanted === 'disabled') return undefined;
    if (found.length > 1 || (found.length === 0 && wanted === 'enabled')) return 'refused';
    return found[0];
  });

  node(ref: Ref): Member | undefined {
    if ('arn' in ref) {
      const name = /:mesh\/[^/]+\/virtualNode\/(.+)$/.exec(ref.arn)?.[1];
      return this.members.find((member) => `${member.name}_${member.namespace}` === name);
    }
    return this.members.find(
      ({ kind, name, namespace }) =>
        kind === 'VirtualNode' && name === ref.name && namespace === ref.namespace,
    );
  }

  service(ref: Ref): VirtualService | undefined {
    if ('arn' in ref) {
      const name = /:mesh\/[^/]+\/virtualService\/(.+)$/.exec(ref.arn)?.[1];
      return this.services.find(({ awsName }) => awsName === name);
    }
    return this.services.find(({ name, namespace }) => name === ref.name && namespace === ref.namespace);
  }

  router(ref: Ref): VirtualRouter | undefined {
    if ('arn' in ref) return undefined;
    return this.routers.find(({ name, namespace }) => name === ref.name && namespace === ref.namespace);
  }

  /** The virtual services of a backend group; the group `*` is every one of the mesh (pkg/virtualnode/resource_manager.go). */
  groupServices(ref: Ref): readonly VirtualService[] {
    if ('arn' in ref) return [];
    if (ref.name === '*') return this.services;
    return this.cluster
      .ofKind(group, 'BackendGroup')
      .filter(
        ({ metadata }) => metadata.name === ref.name && (metadata.namespace ?? 'default') === ref.namespace,
      )
      .flatMap((object) =>
        items(dig(object, 'spec', 'virtualservices')).flatMap((item) => {
          const name = text(dig(item, 'name'));
          const namespace = text(dig(item, 'namespace')) ?? ref.namespace;
          return name === undefined ? [] : (this.service({ name, namespace }) ?? []);
        }),
      );
  }

  /** ALLOW_ALL or DROP_ALL, of the mesh that a member belongs to; DROP_ALL where nothing is said. */
  egress({ mesh, namespace }: Member): string {
    const labels = this.cluster.namespaceLabels(namespace) ?? {};
    const meshes = this.cluster.ofKind(group, 'Mesh');
    const own =
      meshes.find(({ metadata }) => metadata.name === mesh) ??
      meshes.find((object) => selected(labels, selectorAt(object, 'spec', 'namespaceSelector'))) ??
      meshes[0];
    return text(dig(own, 'spec', 'egressFilter', 'type')) ?? 'DROP_ALL';
  }

  /**
   * The pods behind a virtual node's listener: those of the Service that its host name means, or those that the controller
   * registers in Cloud Map. Undefined for a host outside the cluster.
   */
  endpoints(node: Member, { port }: Listener): readonly Endpoint[] | undefined {
    return this.found(node, port)?.filter(({ workload }) => this.memberOfPods(workload) !== 'refused');
  }

  private found(
    { discovery, podSelector, namespace }: Member,
    port: number,
  ): readonly Endpoint[] | undefined {
    const own = this.cluster.workloads
      .filter(
        (workload) =>
          workload.namespace === namespace && selected(workload.labels, podSelector) && workload.replicas > 0,
      )
      .map((workload) => ({ workload, port }));
    if (discovery === 'cloud-map' || discovery === undefined) return own;
    const service = this.cluster.serviceOf(discovery.hostname, namespace);
    if (service?.externalName !== undefined) return undefined;
    if (service !== undefined) return this.cluster.endpoints(service, port);
    // Objects that show no Service at all say nothing of this one either.
    if (podSelector !== undefined) return this.cluster.services.length === 0 ? own : [];
    return discovery.hostname.endsWith('.cluster.local') ? [] : undefined;
  }

  /** The listener of a workload's own Envoy on a port; undefined where none takes what comes in there. */
  listenerOf({ workload, port }: Endpoint): Listener | undefined {
    const member = this.memberOfPods(workload);
    return member === 'refused' ? undefined : member?.listeners.find((each) => each.port === port);
  }
}

/** `VirtualNode namespace/name`. */
export function describeMember(member: Member): string {
  return `${member.kind} ${keyOf(member)}`;
}
