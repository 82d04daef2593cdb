import type { Manifest } from '../../references/manifest';
import type { Cluster, Workload } from '../cluster';
import { kept, once } from '../kept';
import type { Caller } from '../request';
import { type Dataplane, dataplaneOf, inboundPorts } from './dataplanes';
import { type Destination, type DestinationPort, destinationsOf } from './destinations';
import { forbidden, type Identity, identityOf } from './identity';
import { appliesTo, type Policy, policyOf } from './policy';
import type { Route } from './routes';

/** What the objects alone do not say of a zone. */
export interface KongMeshOptions {
  /** The zone's name, which is part of identities and host names. @default 'default' */
  readonly zone?: string;
  /** Namespaces whose policies are the whole mesh's. @default kong-mesh-system and kuma-system */
  readonly systemNamespaces?: readonly string[];
}

/** Kuma's objects of a cluster, and what its control plane makes of the others. */
export class KumaView {
  readonly zone: string;
  readonly destinations: readonly Destination[];
  private readonly byKind = new Map<string, readonly Policy[]>();
  private readonly systemNamespaces: readonly string[];

  constructor(
    readonly cluster: Cluster,
    { zone = 'default', systemNamespaces = ['kong-mesh-system', 'kuma-system'] }: KongMeshOptions = {},
  ) {
    this.zone = zone;
    this.systemNamespaces = systemNamespaces;
    this.destinations = destinationsOf(cluster, zone);
  }

  /** The Mesh of a name; where the objects name another alone, in a federated zone, there is none to be seen. */
  mesh(name: string): Manifest | undefined {
    return this.cluster.ofKind('kuma.io', 'Mesh').find(({ metadata }) => metadata.name === name);
  }

  readonly dataplane = kept((pods: Caller): Dataplane | undefined =>
    dataplaneOf(this.cluster, pods, this.zone),
  );

  /** The ports of pods that their proxy takes in. */
  readonly inbound = kept((pods: Workload): ReadonlySet<number> => inboundPorts(this.cluster, pods));

  /** How a proxy is called by certificates. */
  readonly identity = kept((proxy: Dataplane): Identity => identityOf(this, proxy));

  /** Why a proxy may not call another, by the caller and then the called; undefined where it may. */
  readonly refusal = kept((caller: Dataplane) =>
    kept((called: Dataplane): string | undefined => forbidden(this, caller, called)),
  );

  /** The routes of a proxy by the port that they are for, as they were asked. */
  readonly routesOf = kept((_: Dataplane) => new Map<DestinationPort, readonly Route[]>());

  private readonly ofProxy = kept((_: Dataplane) => new Map<string, readonly Policy[]>());

  /** The policies of a kind that apply to a proxy. */
  policies(kind: string, proxy: Dataplane): readonly Policy[] {
    return once(this.ofProxy(proxy), kind, () =>
      once(this.byKind, kind, () =>
        this.cluster.ofKind('kuma.io', kind).map((object) => policyOf(object, this.systemNamespaces)),
      ).filter((policy) => appliesTo(policy, proxy)),
    );
  }
}
