import { ById, ByKind, getOrMake } from './by-identity';
import type { Given } from './given';
import { idOf, type ObjectId } from './identity';
import { type DeclaredObjects, type KindRule, takesObjectAlone } from './kind-rule';
import { ruleOf } from './kinds/all';
import type { LabelSelector, Labels } from './labels';
import { groupOf, type Manifest } from './manifest';
import type { PodTemplate, Provides, Provision } from './provision';
import type { Webhook } from './reference';
import { LabelPostings, push, SelectorPostings } from './selector-postings';
import { ofShared } from './shared-objects';

/** The selectors of the objects of one kind. */
interface Selectors {
  readonly everywhere: SelectorPostings<Manifest>;
  readonly byNamespace: Map<string, SelectorPostings<Manifest>>;
}

/** Everything that will exist once all objects are applied, and who brings it: the first of the index's two passes. */
export class Provisions {
  private readonly objects = new ById<Provision>();
  private readonly merged = new ById<Provision>();
  private merges = false;
  private readonly kinds = new ByKind<Manifest[]>();
  private readonly webhooks = new Map<Webhook, Manifest[]>();
  private readonly selectors = new ByKind<Selectors>();
  private readonly podsByNamespace = new Map<string, LabelPostings<PodTemplate>>();
  private readonly allPods = new LabelPostings<PodTemplate>((pod) => pod.labels);
  private readonly podsOf = new Map<Manifest, PodTemplate[]>();
  private readonly namespaces = new LabelPostings<Manifest>((object) => object.metadata.labels ?? {});
  private readonly opened = new Set<string>();
  private reach = false;

  constructor(
    objects: readonly Manifest[],
    declared: DeclaredObjects,
    private readonly given: Given,
  ) {
    for (const object of objects) this.add(object, declared);
  }

  private add(object: Manifest, declared: DeclaredObjects): void {
    const { itself, selected, provides } = alone(object);
    const { group } = itself.id;
    if (group === '' && object.kind === 'Namespace') {
      this.reach = true;
      this.namespaces.add(object);
    }
    this.addObject(itself);
    if (selected !== undefined) {
      this.reach = true;
      const { everywhere, byNamespace } = this.selectors.getOrMake(group, object.kind, () => ({
        everywhere: new SelectorPostings(),
        byNamespace: new Map(),
      }));
      const { namespace = '', selector } = selected;
      if (namespace === '') everywhere.add(selector, object);
      else getOrMake(byNamespace, namespace, () => new SelectorPostings()).add(selector, object);
    }
    const provided = provides?.(object, declared);
    if (provided === undefined) return;
    if (bringsMore(provided)) this.reach = true;
    for (const provision of provided.objects ?? []) this.addObject({ ...provision, by: object });
    for (const kind of provided.kinds ?? [])
      this.kinds.getOrMake(kind.group, kind.kind, () => []).push(object);
    for (const webhook of provided.webhooks ?? []) push(this.webhooks, webhook, object);
    for (const pod of provided.pods ?? []) this.addPod({ ...pod, by: object });
    for (const namespace of provided.opens ?? []) this.opened.add(namespace);
  }

  private addObject(provision: Provision): void {
    if (provision.via === 'merge') {
      this.merges = true;
      this.merged.add(provision.id, provision);
    } else {
      this.objects.add(provision.id, provision);
    }
  }

  /** The parts of an object's provisions with those that others add to it. */
  private withMerged(id: ObjectId, provisions: readonly Provision[]): readonly Provision[] {
    const more = this.merges ? this.merged.get(id) : undefined;
    if (more === undefined) return provisions;
    return provisions.map((provision) => ({ ...provision, parts: joined([provision, ...more]) }));
  }

  private addPod(pod: PodTemplate): void {
    push(this.podsOf, pod.by, pod);
    this.allPods.add(pod);
    getOrMake(this.podsByNamespace, pod.namespace, () => new LabelPostings((item) => item.labels)).add(pod);
  }

  /** Whether an object brings more than itself, or selects others, or is a namespace, whose labels concern what is in it. */
  get reachesFurther(): boolean {
    return this.reach;
  }

  /** How an object comes to be through objects of the output that name it; undefined when none does. */
  broughtAt(id: ObjectId): readonly Provision[] | undefined {
    return this.objects.get(id);
  }

  /** How an object comes to be, the object itself first; empty when nothing is known to bring it. */
  objectsAt(id: ObjectId): readonly Provision[] {
    const found = this.broughtAt(id);
    if (found !== undefined) return this.withMerged(id, found);
    if (this.given.has(id)) return [{ id, via: 'given' }];
    return this.objects.get(id, '*') ?? [];
  }

  /** Every object that has more than one origin. */
  contested(): readonly (readonly Provision[])[] {
    return this.objects.lists().filter((list) => list.length > 1 && list[0]?.id.name !== '*');
  }

  /** All objects that will exist, whoever brings them. */
  all(): Iterable<readonly Provision[]> {
    return this.objects.lists();
  }

  /** Whether pods of a namespace are somebody else's. */
  hasGivenPods(namespace: string | undefined): boolean {
    return namespace !== undefined && this.given.hasPods(namespace);
  }

  /** Who serves a kind; `given` when the cluster does already. */
  servers(group: string, kind: string): { readonly by: readonly Manifest[]; readonly given: boolean } {
    const own = this.kinds.get(group, kind);
    const all = this.kinds.get(group, '*');
    const by = own === undefined ? (all ?? []) : all === undefined ? own : [...own, ...all];
    return { by, given: this.given.serves(group) };
  }

  interceptors(webhook: Webhook): { readonly by: readonly Manifest[]; readonly given: boolean } {
    return { by: this.webhooks.get(webhook) ?? [], given: this.given.intercepts(webhook) };
  }

  /** Whether the objects bring things into a namespace that nobody can list from here; without one, anywhere. */
  opens(namespace: string | undefined): boolean {
    if (this.opened.has('*')) return true;
    return namespace === undefined ? this.opened.size > 0 : this.opened.has(namespace);
  }

  /** Objects of a kind whose selector selects the labels; those that select in every namespace come last. */
  selecting(group: string, kind: string, namespace: string | undefined, labels: Labels): readonly Manifest[] {
    const selectors = this.selectors.get(group, kind);
    if (selectors === undefined) return [];
    const here = namespace === undefined ? undefined : selectors.byNamespace.get(namespace);
    const everywhere = selectors.everywhere.find(labels);
    return here === undefined ? everywhere : [...here.find(labels), ...everywhere];
  }

  pods(namespace: string | undefined, selector: LabelSelector): readonly PodTemplate[] {
    const postings = namespace === undefined ? this.allPods : this.podsByNamespace.get(namespace);
    return postings?.find(selector) ?? [];
  }

  podsBroughtBy(object: Manifest): readonly PodTemplate[] {
    return this.podsOf.get(object) ?? [];
  }

  namespacesWith(selector: LabelSelector): readonly Manifest[] {
    return this.namespaces.find(selector);
  }
}

/** What an object's kind says of it, whatever is beside it. */
const alone = ofShared((object) => {
  const rule = ruleOf(groupOf(object.apiVersion), object.kind);
  const itself: Provision = {
    id: idOf(object),
    by: object,
    via: 'itself',
    labels: object.metadata.labels ?? {},
    annotations: object.metadata.annotations ?? {},
    parts: rule?.parts?.(object),
    secretType: typeof object.type === 'string' ? object.type : undefined,
  };
  return { itself, selected: rule?.selects?.(object), provides: providesOf(object, rule?.provides) };
});

type ProvidesOf = NonNullable<KindRule['provides']>;

/** A rule's function, called already where it asks nothing about the others. */
function providesOf(object: Manifest, provides: ProvidesOf | undefined): ProvidesOf | undefined {
  if (provides === undefined || !takesObjectAlone(provides)) return provides;
  const provided = provides(object);
  return () => provided;
}

/** What is opened changes no answer of the index but that one. */
function bringsMore({ opens: _opens, ...lists }: Provides): boolean {
  return Object.values(lists).some((list) => list.length > 0);
}

/** All parts that these bring together; undefined where those of one cannot be known. */
function joined(provisions: readonly Provision[]): ReadonlySet<string> | undefined {
  const all = new Set<string>();
  for (const { parts } of provisions) {
    if (parts === undefined) return undefined;
    for (const part of parts) all.add(part);
  }
  return all;
}
