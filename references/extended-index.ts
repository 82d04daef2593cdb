import { ById, ByKind } from './by-identity';
import type { Given } from './given';
import { idOf, type ObjectId } from './identity';
import type { ReferenceContext } from './kind-rule';
import { linksOf, resolveObject } from './links';
import { groupOf, type Manifest } from './manifest';
import { Provisions } from './provisions';
import type { Reference, Target } from './reference';
import type { ReferenceIndex } from './reference-index';
import { push } from './selector-postings';

/** The kinds that rules asked about while an index was built: more objects of such a kind may change what they were told. */
export class Questions {
  private readonly kinds = new ByKind<true>();

  ofKind(group: string, kind: string): void {
    this.kinds.getOrMake(group, kind, () => true);
  }

  concern(object: Manifest): boolean {
    return this.kinds.get(groupOf(object.apiVersion), object.kind) !== undefined;
  }
}

/** What is known of an index besides its answers. */
export interface Built {
  readonly questions: Questions;
  readonly given: Given;
  build(objects: readonly Manifest[]): ReferenceIndex;
}

/**
 * An index with more objects, on top of one that stays as it is. Undefined when they may change more than themselves and
 * where references to them lead: when they select, or bring pods or kinds, or when a rule has asked for their kind.
 */
export function extendedIndex(
  base: ReferenceIndex,
  more: readonly Manifest[],
  { questions, given, build }: Built,
): ReferenceIndex | undefined {
  const byKind = new ByKind<Manifest[]>();
  const byId = new ById<Manifest>();
  for (const object of more) {
    const id = idOf(object);
    const wild = id.name === '*';
    if (wild || questions.concern(object) || base.provisions(id).some(({ via }) => via !== 'given'))
      return undefined;
    byId.add(id, object);
    byKind.getOrMake(id.group, id.kind, () => []).push(object);
  }
  const get = (id: ObjectId) => base.get(id) ?? byId.get(id)?.[0];
  const own = new Provisions(more, { get }, given);
  if (own.reachesFurther || byId.lists().length < more.length) return undefined;

  const ofKind = (group: string, kind: string) => {
    const added = byKind.get(group, kind);
    return added === undefined ? base.ofKind(group, kind) : [...base.ofKind(group, kind), ...added];
  };
  const provisions = (id: ObjectId) => own.broughtAt(id) ?? base.provisions(id);
  const resolve = (target: Target) => {
    const found = target.type === 'object' ? own.broughtAt(target.id) : undefined;
    return target.type === 'object' && found !== undefined
      ? resolveObject(found, target.part?.name)
      : base.resolve(target);
  };
  const { namespaceLabels, selecting, pods, podsBroughtBy } = base;
  const context: ReferenceContext = {
    get,
    exists: (id) => provisions(id).length > 0,
    namespaceLabels,
    objectsOfKind: ofKind,
    selecting,
  };
  const links = linksOf(more, context, podsBroughtBy, resolve);

  // What referred to them before they were there leads to them now.
  const anew = new Map<Reference, Reference>();
  const toMore = new Map<Manifest, Reference[]>();
  const relinked = new Map<Manifest, readonly Reference[]>();
  const current = (reference: Reference) => anew.get(reference) ?? reference;
  const waited = ({ target }: Reference) =>
    target.type === 'object' && own.broughtAt(target.id) !== undefined;
  for (const from of base.objects) {
    const references = base.references(from);
    if (!references.some(waited)) continue;
    for (const reference of references.filter(waited)) {
      const now = { ...reference, resolution: resolve(reference.target) };
      anew.set(reference, now);
      for (const object of now.resolution.by) push(toMore, object, now);
    }
    relinked.set(from, references.map(current));
  }
  const objects = [...base.objects, ...more];
  let dangling: readonly Reference[] | undefined;
  return {
    objects,
    duplicates: base.duplicates,
    contested: base.contested,
    get,
    ofKind,
    provisions,
    // No generator: for each one made anew V8 makes a hidden class, which keeps the index until its next full collection.
    allProvisions: () => [...base.allProvisions(), ...own.all()],
    pods,
    podsBroughtBy,
    opens: (namespace) => base.opens(namespace) || own.opens(namespace),
    namespaceLabels,
    selecting,
    references: (from) => links.outgoing.get(from) ?? relinked.get(from) ?? base.references(from),
    referrers: (to) => {
      const added = links.incoming.get(to);
      const before = toMore.get(to) ?? base.referrers(to);
      return added === undefined ? before : [...before, ...added];
    },
    resolve,
    dangling: () => {
      dangling ??= [
        ...base.dangling().map(current),
        ...more.flatMap((object) => (links.outgoing.get(object) ?? []).filter(({ optional }) => !optional)),
      ].filter(({ resolution }) => !resolution.found);
      return dangling;
    },
    withObjects: (further) => build([...objects, ...further]),
  };
}
