import { describeId, type ObjectId } from './identity';
import { byLabels, describeSelector, type LabelSelector, type Labels } from './labels';
import type { Manifest } from './manifest';

/**
 * When the target has to be there:
 * - `before`: applied and ready before the object is sent to the API server at all, because a webhook looks for it, an
 *   injector has to be in place, a CRD has to be served, or a Helm install waits for it;
 * - `with`: in the same stage or an earlier one; controllers retry until it is there;
 * - `none`: at any time, also later.
 */
export type Order = 'before' | 'with' | 'none';

/** A part of an object that a reference names: a key of a Secret or ConfigMap, a port by number or name. */
export interface Part {
  readonly type: 'key' | 'port';
  readonly name: string;
}

/** What is being served or intercepted, rather than stored: named so that installs and references agree. */
export type Webhook =
  | 'app-mesh-injector'
  | 'cert-manager-webhook'
  | 'external-secrets-webhook'
  | 'kong-admission'
  | 'kuma-injector';

export type Target =
  | { readonly type: 'object'; readonly id: ObjectId; readonly part?: Part }
  | {
      readonly type: 'pods';
      /** Absent: pods of every namespace. */
      readonly namespace?: string;
      readonly selector: LabelSelector;
      readonly part?: Part;
    }
  | { readonly type: 'namespaces'; readonly selector: LabelSelector }
  /** Some object of a kind whose own selector selects these labels: the VirtualNode of a pod, the Mesh of a namespace. */
  | {
      readonly type: 'selecting';
      readonly group: string;
      readonly kind: string;
      /** Where that object is; absent for a cluster-scoped kind. */
      readonly namespace?: string;
      readonly labels: Labels;
    }
  | { readonly type: 'kind'; readonly group: string; readonly kind: string }
  | { readonly type: 'webhook'; readonly webhook: Webhook };

/** One object names, needs or selects another. */
export interface Reference {
  readonly from: Manifest;
  readonly resolution: Resolution;
  /** JSON pointer (RFC 6901) of the field in `from` that makes the reference. */
  readonly path: string;
  readonly target: Target;
  /** True when nothing is wrong if the target does not exist. */
  readonly optional: boolean;
  readonly order: Order;
  /**
   * True for `before` where nothing fails without it, but is less safe for a moment: it gives way to `with` when there
   * would be no stage left.
   */
  readonly yields: boolean;
  /** True when the controller does not report the object healthy until the target exists. */
  readonly health: boolean;
  /** Why the reference has that order, in a few words. */
  readonly reason: string;
  /** Where upstream says so: `repository path`, or a page of documentation. */
  readonly source: string | undefined;
}

/** What a reference leads to. */
export interface Resolution {
  /** Whether the target, and the part that is named, will exist. */
  readonly found: boolean;
  /** What is missing when it is not found: all of the target, or only the key or port. */
  readonly missing?: 'target' | 'part';
  /** Objects of the output that bring the target; empty when the cluster has it already, or nobody brings it. */
  readonly by: readonly Manifest[];
  /** When a part is missing: the parts that there are. */
  readonly parts?: readonly string[];
}

/** A reference before the index has noted whose it is, and where it leads. */
export type ReferenceDraft = Omit<Reference, 'from' | 'resolution'>;

/** Fills in what most references have: not optional, no part in health, and an order that holds. */
export function refer(
  path: string,
  target: Target,
  order: Order,
  reason: string,
  extra: Partial<Pick<Reference, 'optional' | 'source' | 'health' | 'yields'>> = {},
): ReferenceDraft {
  const { optional = false, yields = false, health = false, source } = extra;
  return { path, target, optional, order, yields, health, reason, source };
}

/** An object as a target; an undefined part stays absent. */
export function toObject(id: ObjectId, part?: Part): Target {
  return part === undefined ? { type: 'object', id } : { type: 'object', id, part };
}

/** One line that names a target. */
export function describeTarget(target: Target): string {
  switch (target.type) {
    case 'object':
      return `${describeId(target.id)}${describePart(target.part)}`;
    case 'pods':
      return `pods with ${describeSelector(target.selector)} in ${target.namespace ?? 'any namespace'}${describePart(target.part)}`;
    case 'namespaces':
      return `namespaces with ${describeSelector(target.selector)}`;
    case 'selecting':
      return `a ${target.kind} that selects ${describeSelector(byLabels(target.labels))}`;
    case 'kind':
      return `the kind ${target.group}/${target.kind}`;
    case 'webhook':
      return `the webhook ${target.webhook}`;
  }
}

function describePart(part: Part | undefined): string {
  return part === undefined ? '' : `, ${part.type} ${part.name}`;
}
