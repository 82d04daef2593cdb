import type { ReferenceIndex } from '../references/reference-index';
import { callsOf } from './calls';
import { exitsOf } from './exits';
import { routesOf } from './routes';
import { secretsOf } from './secrets';
import { splitsOf } from './splits';

/** A path of the gateway, and what runs on it. */
export interface Route {
  /** Host that it answers to; `*` for any. */
  readonly host: string;
  readonly path: string;
  /** The Service that it calls, `namespace/name`. */
  readonly service: string;
  readonly port: string;
  /** The plugins on the route or its Service, `name (type)`, in the order in which they are named. */
  readonly plugins: readonly string[];
  /** The Ingress or HTTPRoute, `namespace/name`. */
  readonly by: string;
}

/** How the calls to a service are shared. */
export interface Split {
  /** `namespace/name`. */
  readonly service: string;
  /** What a call has to be like, such as `prefix /`. */
  readonly match: string;
  readonly versions: readonly { readonly name: string; readonly weight: number }[];
}

/** Who may call whom. */
export interface Call {
  /** The calling workload, `namespace/name`: a virtual node, or a ServiceAccount. */
  readonly caller: string;
  /** The called service, `namespace/name`. */
  readonly service: string;
}

/** Where a Secret's content comes from, and who uses it. */
export interface SecretSource {
  /** Name in AWS Secrets Manager, or of the store's key. */
  readonly source: string;
  /** `namespace/name`. */
  readonly secret: string;
  readonly key: string;
  /** The objects that refer to the Secret, `Kind namespace/name`, sorted. */
  readonly users: readonly string[];
}

/** A way out of the mesh. */
export interface Exit {
  /** The pods that may take it, `namespace/name`. */
  readonly from: string;
  /** Host and port. */
  readonly to: string;
}

/** What the objects of a cluster mean to its traffic and its secrets, read from the objects alone. */
export interface Topology {
  readonly routes: readonly Route[];
  readonly splits: readonly Split[];
  readonly calls: readonly Call[];
  readonly secrets: readonly SecretSource[];
  readonly exits: readonly Exit[];
}

/** Reads the topology of a cluster out of its objects, whichever mesh they are for. */
export function topologyOf(index: ReferenceIndex): Topology {
  return {
    routes: routesOf(index),
    splits: splitsOf(index),
    calls: callsOf(index),
    secrets: secretsOf(index),
    exits: exitsOf(index),
  };
}
