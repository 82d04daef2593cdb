import type { Given } from './given';
import { idOf, keyOf, type ObjectId, objectId } from './identity';
import type { DeclaredObjects } from './kind-rule';
import { ruleOf } from './kinds/all';
import type { LabelSelector, Labels } from './labels';
import { groupOf, type Manifest } from './manifest';
import type { PodTemplate, Provision } from './provision';
import type { Webhook } from './reference';
import { LabelPostings, push, SelectorPostings } from './selector-postings';

/** Everything that will exist once all objects are applied, and who brings it: the first of the index's two passes. */
export class Provisions {
  private readonly objects = new Map<string, Provision[]>();
  private readonly kinds = new Map<string, Manifest[]>();
  private readonly webhooks = new Map<Webhook, Manifest[]>();
  private readonly selectors = new Map<string, SelectorPostings<Manifest>>();
  private readonly podsByNamespace = new Map<string, LabelPostings<PodTemplate>>();
  private readonly allPods = new LabelPostings<PodTemplate>((pod) => pod.labels);
  private readonly podsOf = new Map<Manifest, PodTemplate[]>();
  private readonly namespaces = new LabelPostings<Manifest>((object) => object.metadata.labels ?? {});
  private reach = false;

  constructor(
    objects: readonly Manifest[],
    declared: DeclaredObjects,
    private readonly given: Given,
  ) {
    for (const object of objects) this.add(object, declared);
  }

  private add(object: Manifest, declared: DeclaredObjects): void {
    const group = groupOf(object.apiVersion);
    const rule = ruleOf(group, object.kind);
    if (group === '' && object.kind === 'Namespace') {
      this.reach = true;
      this.namespaces.add(object);
    }
    this.addObject({
      id: idOf(object),
      by: object,
      via: 'itself',
      labels: object.metadata.labels ?? {},
      annotations: object.metadata.annotations ?? {},
      ...(rule?.parts === undefined ? {} : { parts: rule.parts(object) }),
      ...(typeof object.type === 'string' ? { secretType: object.type } : {}),
    });
    const selected = rule?.selects?.(object);
    if (selected !== undefined) {
      this.reach = true;
      const key = `${group}/${object.kind}/${selected.namespace ?? ''}`;
      const postings = this.selectors.get(key) ?? new SelectorPostings<Manifest>();
      this.selectors.set(key, postings);
      postings.add(selected.selector, object);
    }
    const provided = rule?.provides?.(object, declared);
    if (provided === undefined) return;
    if (Object.values(provided).some((list) => list.length > 0)) this.reach = true;
    for (const provision of provided.objects ?? []) this.addObject({ ...provision, by: object });
    for (const kind of provided.kinds ?? []) push(this.kinds, `${kind.group}/${kind.kind}`, object);
    for (const webhook of provided.webhooks ?? []) push(this.webhooks, webhook, object);
    for (const pod of provided.pods ?? []) this.addPod({ ...pod, by: object });
  }

  private addObject(provision: Provision): void {
    push(this.objects, keyOf(provision.id), provision);
  }

  private addPod(pod: PodTemplate): void {
    push(this.podsOf, pod.by, pod);
    this.allPods.add(pod);
    const postings = this.podsByNamespace.get(pod.namespace) ?? new LabelPostings((item) => item.labels);
    this.podsByNamespace.set(pod.namespace, postings);
    postings.add(pod);
  }

  /** Whether an object brings more than itself, or selects others, or is a namespace, whose labels concern what is in it. */
  get reachesFurther(): boolean {
    return this.reach;
  }

  /** How an object comes to be through objects of the output that name it; undefined when none does. */
  broughtAt(id: ObjectId): readonly Provision[] | undefined {
    return this.objects.get(keyOf(id));
  }

  /** How an object comes to be, the object itself first; empty when nothing is known to bring it. */
  objectsAt(id: ObjectId): readonly Provision[] {
    const found = this.broughtAt(id);
    if (found !== undefined) return found;
    if (this.given.has(id)) return [{ id, via: 'given' }];
    return this.objects.get(keyOf(objectId(id.group, id.kind, id.namespace, '*'))) ?? [];
  }

  /** Every object that has more than one origin. */
  contested(): readonly (readonly Provision[])[] {
    return [...this.objects.values()].filter((list) => list.length > 1 && list[0]?.id.name !== '*');
  }

  /** All objects that will exist, whoever brings them. */
  all(): Iterable<readonly Provision[]> {
    return this.objects.values();
  }

  /** Who serves a kind; `given` when the cluster does already. */
  servers(group: string, kind: string): { readonly by: readonly Manifest[]; readonly given: boolean } {
    const by = [...(this.kinds.get(`${group}/${kind}`) ?? []), ...(this.kinds.get(`${group}/*`) ?? [])];
    return { by, given: this.given.serves(group) };
  }

  interceptors(webhook: Webhook): { readonly by: readonly Manifest[]; readonly given: boolean } {
    return { by: this.webhooks.get(webhook) ?? [], given: this.given.intercepts(webhook) };
  }

  /** Objects of a kind whose selector selects the labels; those that select in every namespace come last. */
  selecting(group: string, kind: string, namespace: string | undefined, labels: Labels): readonly Manifest[] {
    const here = namespace === undefined ? undefined : this.selectors.get(`${group}/${kind}/${namespace}`);
    const everywhere = this.selectors.get(`${group}/${kind}/`);
    return [...(here?.find(labels) ?? []), ...(everywhere?.find(labels) ?? [])];
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
