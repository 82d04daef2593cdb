import type { Manifest } from '../references/manifest';
import type { Applications } from './application/shapes';

/**
 * The folders of the output, in the order of the runbook: what works without a mesh too, the mesh and its identities, what
 * is inert until pods join, the gateway, and what refuses callers.
 */
export const stages = ['10-services', '20-mesh', '30-routes', '40-gateway', '50-lock'] as const;
export type Stage = (typeof stages)[number];

/** An object that the conversion makes. */
export interface StagedObject {
  readonly stage: Stage;
  readonly manifest: Manifest;
}

/** A change of an object of the user's own, as a partial object: a strategic merge patch, and a server-side apply. */
export interface Patch {
  /** Whether it is about the mesh, or makes the object work without one, which comes long before. @default about the mesh */
  readonly part?: 'without-mesh';
  readonly manifest: Manifest;
  /** Why, a sentence for each thing it does. */
  readonly why: readonly string[];
}

/** What became of a field. */
export type Verdict = 'kept' | 'changed' | 'lost' | 'ignored';

/** One field of one App Mesh object of the input. */
export interface FieldEntry {
  readonly kind: string;
  /** `namespace/name`, or a name alone. */
  readonly object: string;
  /** JSON pointer into the object. */
  readonly field: string;
  readonly file: string;
  readonly line: number;
  readonly verdict: Verdict;
  /** Where it is now: an object of the output, and the field where it is one. */
  readonly to?: { readonly object: string; readonly field?: string };
  /** How it was changed, why it is lost or ignored. */
  readonly reason?: string;
  /** Upstream's file that says so. */
  readonly upstream?: string;
}

/** Requests by what they say. What is left out is any. */
export interface RequestPattern {
  /** A regular expression (RE2) for the whole path. */
  readonly path?: string;
  readonly method?: string;
  /** By name in lower case, a regular expression for the whole value; null for absent. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** Requests that Kong Mesh answers otherwise than App Mesh. */
export interface RequestChange {
  /** Deployments that call, as `namespace/name`; all others are not concerned. @default every caller of the service */
  readonly caller?: readonly string[];
  /** Whether it is about callers that have no sidecar, and about no others. @default false */
  readonly outside?: boolean;
  /** The virtual service, as `namespace/name`, or the Service where there is none. */
  readonly service: string;
  /** Host that is called; `*` for any. */
  readonly host: string;
  /** @default every port */
  readonly port?: number;
  readonly match: RequestPattern;
  /** Requests that are excepted. @default none */
  readonly unless?: readonly RequestPattern[];
  /** What answers on App Mesh, such as `404` or `refused`. */
  readonly before: string;
  /** What answers on Kong Mesh. */
  readonly after: string;
  readonly reason: string;
}

/** The account of a conversion. */
export interface Report {
  readonly version: 1;
  readonly mesh: string;
  readonly requests: readonly RequestChange[];
  /** The fields that are lost, once more. */
  readonly losses: readonly FieldEntry[];
  /** Every leaf of every App Mesh object, once. */
  readonly fields: readonly FieldEntry[];
  /** What else is to know before the first step. */
  readonly notes: readonly string[];
}

/** Why nothing can be written. */
export interface LeaveFinding {
  readonly object: string;
  /** JSON pointer into the object. */
  readonly field: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  readonly mend: string;
}

/** A workload that is moved: restarted once, with the other sidecar. */
export interface Move {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /**
   * Services that have its pods, as `namespace/name`: those that select them, that their virtual nodes name, and whose routes
   * lead to them. Each becomes a MeshService when all its pods are in the mesh.
   */
  readonly services: readonly string[];
  /** Whether App Mesh encrypts its calls. */
  readonly tls: boolean;
  /** Name of the group that moves together, for App Mesh encrypts the calls among its workloads. @default it moves alone */
  readonly group?: string;
  /** Services that select its pods, as `namespace/name`. */
  readonly selectedBy: readonly string[];
}

/** What the runbook is about: this set's own names. */
export interface MovePlan {
  /** Name of the cluster file, where application files are written. */
  readonly cluster?: string;
  readonly mesh: string;
  readonly closed: boolean;
  readonly namespaces: readonly string[];
  /** Callees before callers. */
  readonly moves: readonly Move[];
  /** Services that become MeshServices and have no pods among the files, as `namespace/name`. */
  readonly unmoved: readonly string[];
  /** Whether some calls are encrypted by App Mesh. */
  readonly tls: boolean;
  readonly gateways: readonly {
    readonly namespace: string;
    readonly name: string;
    /** What runs its Envoys: pods that go when Kong has taken their place. */
    readonly workloads: readonly { readonly kind: string; readonly name: string }[];
  }[];
  /** App Mesh objects, as `kind namespace/name`. */
  readonly objects: readonly { readonly kind: string; readonly namespace?: string; readonly name: string }[];
  readonly permissions: boolean;
}

/** What a conversion gives. Where there are findings, nothing else is of use. */
export interface LeaveResult {
  /** Application files and a cluster file, which say what the objects would. @default objects say it */
  readonly applications?: Applications;
  readonly objects: readonly StagedObject[];
  readonly patches: readonly Patch[];
  readonly report: Report;
  readonly findings: readonly LeaveFinding[];
  /** What the runbook is about. */
  readonly plan: MovePlan;
  /** The Deployments of groups once more, as they are beside the old ones for the time of the move. */
  readonly greens: readonly Manifest[];
}
