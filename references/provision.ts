import type { ObjectId } from './identity';
import type { Labels } from './labels';
import type { Manifest } from './manifest';
import type { Webhook } from './reference';

/** How an object comes to be in the cluster; `merge` adds its parts to an object that another brings, and brings none. */
export type Via = 'itself' | 'external-secret' | 'certificate' | 'helm' | 'operator' | 'given' | 'merge';

/** An object that will exist once `by` has been applied. */
export interface Provision {
  readonly id: ObjectId;
  /** The object of the output that brings it; undefined when the cluster has it already. */
  readonly by?: Manifest;
  readonly via: Via;
  /** Keys of a Secret or ConfigMap, ports of a Service by number and by name; undefined when they cannot be known. */
  readonly parts?: ReadonlySet<string> | undefined;
  /** Labels that are known to be on it. */
  readonly labels?: Labels;
  readonly annotations?: Labels;
  /** A Secret's type. */
  readonly secretType?: string | undefined;
}

/** A container of a pod template, as far as references go. */
export interface PodContainer {
  readonly name: string;
  readonly image?: string;
  readonly ports: readonly { readonly name?: string; readonly containerPort: number }[];
}

/** Pods that an object brings: a workload's template, or what a Helm install runs. */
export interface PodTemplate {
  readonly by: Manifest;
  /** JSON pointer in `by` under which the template is written; a Helm install's is that of its values. */
  readonly path: string;
  /** Name of the workload, which for a Helm install is not that of `by`. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly serviceAccount: string;
  readonly containers: readonly PodContainer[];
}

/** Everything that an object brings besides itself. Parts that are absent are empty. */
export interface Provides {
  readonly objects?: readonly Omit<Provision, 'by'>[];
  readonly pods?: readonly Omit<PodTemplate, 'by'>[];
  /** Kinds whose CRD it installs; kind `*` is every kind of the group. */
  readonly kinds?: readonly { readonly group: string; readonly kind: string }[];
  readonly webhooks?: readonly Webhook[];
  /**
   * Namespaces in which it brings objects that nobody can list from here, such as those of a Helm chart or of a folder of
   * another repository; `*` where it may be any.
   */
  readonly opens?: readonly string[];
}
