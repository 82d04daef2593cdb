import type { BackendRef } from './backends';
import type { KumaMatch } from './matches/kuma-match';
import type { Match } from './matches/match';
import type { Node } from './nodes';
import type { AppMeshRoute } from './read-route';
import type { ServedPort } from './virtual-service';

/** A rule of a MeshHTTPRoute. */
export interface Rule {
  readonly matches: readonly KumaMatch[];
  readonly default: { readonly backendRefs: readonly BackendRef[] };
}

/** The settings of a route that one object of Kuma carries: its time limits and retries, and the object's name. */
export interface RouteClass {
  readonly name: string;
  readonly route: AppMeshRoute | undefined;
}

/** A rule in Kuma's order, with the route that it comes from. */
export interface RouteRule {
  readonly route: AppMeshRoute;
  /** Undefined for tcp, which has nothing to match. */
  readonly match: KumaMatch | undefined;
  /** The same in App Mesh's words. */
  readonly asked: Match;
}

/** What became of a port of a virtual service. */
export interface ConvertedPort {
  readonly port: ServedPort;
  readonly classes: readonly RouteClass[];
  /** The rules of its routes; none where a virtual node provides the service. */
  readonly rules: readonly RouteRule[];
}

/** What became of a virtual service: the virtual nodes that it reaches, and its ports. */
export interface Converted {
  readonly reached: ReadonlySet<Node>;
  readonly ports: readonly ConvertedPort[];
}

/** The rules of one object of Kuma for one port, in their order. */
export type Rules = readonly (Rule | Omit<Rule, 'matches'>)[];

/** The rules of a port by the name of their object, the classes of settings that its routes have, and all rules in their order. */
export interface Written {
  readonly objects: ReadonlyMap<string, Rules>;
  readonly own: readonly RouteClass[];
  readonly rules: readonly RouteRule[];
}
