import type { ObjectId } from './identity';
import type { LabelSelector, Labels } from './labels';
import type { Manifest } from './manifest';
import type { PodTemplate, Provides } from './provision';
import type { ReferenceDraft } from './reference';

/** The objects as they are written, before anything has been worked out about them. */
export interface DeclaredObjects {
  get(id: ObjectId): Manifest | undefined;
}

/** What a rule may ask about the other objects while it lists the references of one. */
export interface ReferenceContext extends DeclaredObjects {
  /** Whether the object is declared, provided or given. */
  exists(id: ObjectId): boolean;
  /** Labels of a namespace of the output; empty for one that is not in it. */
  namespaceLabels(namespace: string): Labels;
  objectsOfKind(group: string, kind: string): readonly Manifest[];
  /** Objects of a kind whose own selector selects these labels in this namespace. */
  selecting(group: string, kind: string, namespace: string | undefined, labels: Labels): readonly Manifest[];
}

/** What one kind provides, selects and refers to: the one place where this is written down. */
export interface KindRule {
  /** What an object brings besides itself, and what is known of its own parts. */
  readonly provides?: (object: Manifest, declared: DeclaredObjects) => Provides;
  /** Keys or ports that a reference may name in it; undefined when they cannot be known. */
  readonly parts?: (object: Manifest) => ReadonlySet<string>;
  /** What its own selector selects, so that the selected can find it; an absent namespace means all of them. */
  readonly selects?: (
    object: Manifest,
  ) => { readonly namespace?: string; readonly selector: LabelSelector } | undefined;
  readonly references?: (object: Manifest, context: ReferenceContext) => readonly ReferenceDraft[];
}

/** Whether a rule's function has no parameter but the object: it asks nothing about the others. */
export function takesObjectAlone<T>(
  rule: (object: Manifest, others: never) => T,
): rule is (object: Manifest) => T {
  return rule.length === 1;
}

/** References that follow from pods, whoever brings them. Paths start at `pod.path`. */
export type PodRule = (pod: PodTemplate, context: ReferenceContext) => readonly ReferenceDraft[];

/** The rules of one API group, by kind. */
export interface GroupRules {
  readonly group: string;
  readonly kinds: Readonly<Record<string, KindRule>>;
}
