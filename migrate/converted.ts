import type { BackendRef } from './backends';
import type { KumaMatch } from './matches/kuma-match';
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

/** What became of a virtual service: the virtual nodes that it reaches, and the classes of its routes by port. */
export interface Converted {
  readonly reached: ReadonlySet<Node>;
  readonly classes: readonly { readonly port: ServedPort; readonly classes: readonly RouteClass[] }[];
}

/** The rules of one object of Kuma for one port, in their order. */
export type Rules = readonly (Rule | Omit<Rule, 'matches'>)[];

/** The rules of a port, by the name of their object, and the classes of settings that its routes have. */
export interface Written {
  readonly objects: ReadonlyMap<string, Rules>;
  readonly own: readonly RouteClass[];
}
