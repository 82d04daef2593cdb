import { ById, ByKind } from './by-identity';
import { extendedIndex, Questions } from './extended-index';
import { readGiven } from './given';
import { idOf, type ObjectId, objectId } from './identity';
import type { ReferenceContext } from './kind-rule';
import type { LabelSelector, Labels } from './labels';
import { linksOf, resolve } from './links';
import type { Manifest } from './manifest';
import type { PodTemplate, Provision } from './provision';
import { Provisions } from './provisions';
import type { Reference, Resolution, Target } from './reference';

/** Two objects with the same group, kind, namespace and name. */
export interface Duplicate {
  readonly id: ObjectId;
  readonly objects: readonly Manifest[];
}

/** The objects of one cluster, and every reference between them. Built by `buildIndex`; never changes afterwards. */
export interface ReferenceIndex {
  /** Every object, duplicates too, in the order given. */
  readonly objects: readonly Manifest[];
  readonly duplicates: readonly Duplicate[];
  /** Objects that more than one object brings, such as a Secret of two ExternalSecrets. */
  readonly contested: readonly (readonly Provision[])[];
  /** The object with this id; the first of duplicates. */
  get(id: ObjectId): Manifest | undefined;
  ofKind(group: string, kind: string): readonly Manifest[];
  /** How an object comes to be: itself, through another object, or given. Empty when nothing is known to bring it. */
  provisions(id: ObjectId): readonly Provision[];
  /** Everything that will exist, by identity. */
  allProvisions(): Iterable<readonly Provision[]>;
  /** Pods with these labels; of every namespace when none is given. */
  pods(namespace: string | undefined, selector: LabelSelector): readonly PodTemplate[];
  podsBroughtBy(object: Manifest): readonly PodTemplate[];
  /** Whether objects of the set bring things into a namespace that nobody can list from here; without one, anywhere. */
  opens(namespace: string | undefined): boolean;
  namespaceLabels(namespace: string): Labels;
  /** Objects of a kind whose own selector selects these labels in this namespace. */
  selecting(group: string, kind: string, namespace: string | undefined, labels: Labels): readonly Manifest[];
  /** What the object refers to. */
  references(from: Manifest): readonly Reference[];
  /** Who refers to the object, or to what it brings. */
  referrers(to: Manifest): readonly Reference[];
  /** Where a target leads; that of a reference is in its `resolution` already. */
  resolve(target: Target): Resolution;
  /** References whose target, or its part, nothing brings; optional ones are not among them. */
  dangling(): readonly Reference[];
  /**
   * The index of these objects and of more, as if they had been given after them; this one stays as it is. Nearly free for
   * objects that bring nothing but themselves, such as those of a delivery engine; others have everything built anew.
   */
  withObjects(more: readonly Manifest[]): ReferenceIndex;
}

/**
 * Builds the index: first what each object brings, then what each refers to.
 *
 * @param options.given what the cluster has already: components, and objects as `Kind namespace/name`.
 * @param options.needed gets the entries of `given` that something asked for
 */
export function buildIndex(
  objects: readonly Manifest[],
  options: { readonly given?: readonly string[]; readonly needed?: Set<string> } = {},
): ReferenceIndex {
  const byId = new ById<Manifest>();
  const byKind = new ByKind<Manifest[]>();
  for (const object of objects) {
    const id = idOf(object);
    byId.add(id, object);
    byKind.getOrMake(id.group, id.kind, () => []).push(object);
  }
  const questions = new Questions();
  const get = (id: ObjectId) => byId.get(id)?.[0];
  const declared = {
    get: (id: ObjectId) => {
      const found = get(id);
      if (found === undefined) questions.ofKind(id.group, id.kind);
      return found;
    },
  };
  const given = readGiven(options.given ?? [], options.needed);
  const provisions = new Provisions(objects, declared, given);
  const ofKind = (group: string, kind: string) => byKind.get(group, kind) ?? [];
  const namespaceLabels = (name: string) =>
    get(objectId('', 'Namespace', undefined, name))?.metadata.labels ?? {};
  const selecting = provisions.selecting.bind(provisions);
  const context: ReferenceContext = {
    ...declared,
    exists: (id) => {
      const there = provisions.objectsAt(id).length > 0;
      if (!there) questions.ofKind(id.group, id.kind);
      return there;
    },
    namespaceLabels,
    objectsOfKind: (group, kind) => {
      questions.ofKind(group, kind);
      return ofKind(group, kind);
    },
    selecting,
  };

  const { outgoing, incoming } = linksOf(
    objects,
    context,
    (object) => provisions.podsBroughtBy(object),
    (target) => resolve(target, provisions),
  );

  // Several rules ask for them.
  let dangling: readonly Reference[] | undefined;
  const build = (all: readonly Manifest[]) => buildIndex(all, options);
  const index: ReferenceIndex = {
    objects,
    duplicates: byId.lists().flatMap((list) => {
      const first = list[0];
      return first === undefined || list.length < 2 ? [] : [{ id: idOf(first), objects: list }];
    }),
    contested: provisions.contested(),
    get,
    ofKind,
    provisions: (id) => provisions.objectsAt(id),
    allProvisions: () => provisions.all(),
    pods: provisions.pods.bind(provisions),
    podsBroughtBy: provisions.podsBroughtBy.bind(provisions),
    opens: provisions.opens.bind(provisions),
    namespaceLabels,
    selecting,
    references: (from) => outgoing.get(from) ?? [],
    referrers: (to) => incoming.get(to) ?? [],
    resolve: (target) => resolve(target, provisions),
    dangling: () => {
      dangling ??= objects.flatMap((object) =>
        (outgoing.get(object) ?? []).filter(({ resolution, optional }) => !resolution.found && !optional),
      );
      return dangling;
    },
    withObjects: (more) =>
      extendedIndex(index, more, { questions, given, build }) ?? build([...objects, ...more]),
  };
  return index;
}
