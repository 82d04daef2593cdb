import type { ReferenceIndex } from '../references/reference-index';
import { callersOf } from './callers';
import { callsOf } from './calls';
import { certificatesOf } from './certificates';
import { exitsOf } from './exits';
import { routesOf } from './routes';
import { secretsOf } from './secrets';
import { splitsOf } from './splits';

/** A path of the gateway, and what runs on it. */
export interface Route {
  /** Host that it answers to; `*` for any. */
  readonly host: string;
  readonly path: string;
  /** What else a call has to be like, such as `GET, HEAD; x-beta: yes`; empty for nothing. */
  readonly condition: string;
  /** The protocols that it takes, as it says; empty where it says none. */
  readonly protocols: readonly string[];
  /** Whether it sends plain HTTP on to https. */
  readonly redirects: boolean;
  /** The Service that it calls, `namespace/name`. */
  readonly service: string;
  readonly port: string;
  /** The plugins on the route or its Service, `name (type)`, in the order in which they are named. */
  readonly plugins: readonly string[];
  /** The Ingress or HTTPRoute, `namespace/name`. */
  readonly by: string;
}

/** What a host shows to callers of https, where Kong shows it. */
export interface HostCertificate {
  readonly host: string;
  /** The Secret, `namespace/name`. */
  readonly secret: string;
  /** Who issues it, or where it is kept: `ClusterIssuer letsencrypt`, `AWS secret tls/shop`; empty where the set does not say. */
  readonly source: string;
}

/** A caller that the gateway tells apart, or a group of such. */
export interface GatewayCaller {
  /** `consumer namespace/name` or `group namespace/name`. */
  readonly name: string;
  /** The groups that it is in. */
  readonly groups: readonly string[];
  /** Its credentials, `name (type)`. */
  readonly credentials: readonly string[];
  /** The plugins that run for it, `name (type)`. */
  readonly plugins: readonly string[];
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
  readonly certificates: readonly HostCertificate[];
  readonly callers: readonly GatewayCaller[];
  readonly splits: readonly Split[];
  readonly calls: readonly Call[];
  readonly secrets: readonly SecretSource[];
  readonly exits: readonly Exit[];
}

/** Reads the topology of a cluster out of its objects, whichever mesh they are for. */
export function topologyOf(index: ReferenceIndex): Topology {
  return {
    routes: routesOf(index),
    certificates: certificatesOf(index),
    callers: callersOf(index),
    splits: splitsOf(index),
    calls: callsOf(index),
    secrets: secretsOf(index),
    exits: exitsOf(index),
  };
}
