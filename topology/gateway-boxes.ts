import { dig, items, text } from '../references/fields';
import { objectId } from '../references/identity';
import type { Manifest } from '../references/manifest';
import type { PodTemplate } from '../references/provision';
import type { ReferenceIndex } from '../references/reference-index';
import { nameOf } from './names';

/** Name of the box of the gateway: of all of a cluster's, where one serves them. */
export const gatewayBox = 'gateway';

const gatewayApi = 'gateway.networking.k8s.io';

/** Which gateway's box pods and routes belong to: one, unless an operator makes pods of each of several Gateways. */
export class GatewayBoxes {
  /** Names of the Gateways that have pods of their own; empty where there is one box. */
  private readonly own: ReadonlySet<string>;

  constructor(private readonly index: ReferenceIndex) {
    const served = index
      .ofKind(gatewayApi, 'Gateway')
      .filter((gateway) => index.podsBroughtBy(gateway).some(servesGateway));
    this.own = new Set(served.length > 1 ? served.map(nameOf) : []);
  }

  /** Names of all boxes of gateways. */
  get names(): readonly string[] {
    return [gatewayBox, ...[...this.own].map((name) => `${gatewayBox} ${name}`)];
  }

  /** The box of pods; undefined where they are no gateway's. */
  ofPod(pod: PodTemplate): string | undefined {
    return servesGateway(pod) ? this.named(nameOf(pod.by)) : undefined;
  }

  /** The box of the gateway that serves a route: that of its parent, or of an Ingress the one beside it. */
  ofRoute(route: string): string {
    if (this.own.size === 0) return gatewayBox;
    const [namespace = '', name = ''] = route.split('/');
    const found = ['HTTPRoute', 'GRPCRoute']
      .map((kind) => this.index.get(objectId(gatewayApi, kind, namespace, name)))
      .find((each) => each !== undefined);
    const parents = found === undefined ? this.beside(namespace) : parentsOf(found);
    return this.named(parents.find((each) => this.own.has(each)));
  }

  private beside(namespace: string): readonly string[] {
    return [...this.own].filter((name) => name.startsWith(`${namespace}/`));
  }

  private named(name: string | undefined): string {
    return name !== undefined && this.own.has(name) ? `${gatewayBox} ${name}` : gatewayBox;
  }
}

function parentsOf(route: Manifest): readonly string[] {
  return items(dig(route, 'spec', 'parentRefs')).map(
    (parent) =>
      `${text(dig(parent, 'namespace')) ?? route.metadata.namespace ?? 'default'}/${text(dig(parent, 'name')) ?? ''}`,
  );
}

/** Whether these pods are those of a gateway: Kong's proxy, which its charts and its operator mark so for the mesh. */
function servesGateway({
  annotations,
  containers,
}: Pick<PodTemplate, 'annotations' | 'containers'>): boolean {
  return annotations['kuma.io/gateway'] !== undefined && containers.some(({ name }) => name === 'proxy');
}
