import { text } from './fields';
import { isBuiltInGroup, readGiven } from './given';
import { idOf, keyOf, type ObjectId, objectId } from './identity';
import type { ReferenceContext } from './kind-rule';
import { podRules, ruleOf } from './kinds/all';
import type { LabelSelector, Labels } from './labels';
import { groupOf, type Manifest } from './manifest';
import { podPorts } from './pod-template';
import type { PodTemplate, Provision } from './provision';
import { Provisions } from './provisions';
import {
  type Reference,
  type ReferenceDraft,
  type Resolution,
  refer,
  type Target,
  toObject,
} from './reference';
import { push } from './selector-postings';

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
}

/**
 * Builds the index: first what each object brings, then what each refers to.
 *
 * @param options.given what the cluster has already: components, and objects as `Kind namespace/name`.
 */
export function buildIndex(
  objects: readonly Manifest[],
  options: { readonly given?: readonly string[] } = {},
): ReferenceIndex {
  const byKey = new Map<string, Manifest[]>();
  const byKind = new Map<string, Manifest[]>();
  for (const object of objects) {
    push(byKey, keyOf(idOf(object)), object);
    push(byKind, `${groupOf(object.apiVersion)}/${object.kind}`, object);
  }
  const get = (id: ObjectId) => byKey.get(keyOf(id))?.[0];
  const provisions = new Provisions(objects, { get }, readGiven(options.given ?? []));
  const ofKind = (group: string, kind: string) => byKind.get(`${group}/${kind}`) ?? [];
  const namespaceLabels = (name: string) =>
    get(objectId('', 'Namespace', undefined, name))?.metadata.labels ?? {};
  const selecting = provisions.selecting.bind(provisions);
  const context: ReferenceContext = {
    get,
    exists: (id) => provisions.objectsAt(id).length > 0,
    namespaceLabels,
    objectsOfKind: ofKind,
    selecting,
  };

  const outgoing = new Map<Manifest, readonly Reference[]>();
  const incoming = new Map<Manifest, Reference[]>();
  for (const object of objects) {
    const drafts = referencesOf(object, provisions.podsBroughtBy(object), context);
    const references = drafts.map((draft): Reference => {
      const { path, target, optional, order, yields, health, reason, source } = draft;
      const resolution = resolve(target, provisions);
      return { from: object, path, target, resolution, optional, order, yields, health, reason, source };
    });
    outgoing.set(object, references);
    for (const reference of references) {
      for (const target of reference.resolution.by) if (target !== object) push(incoming, target, reference);
    }
  }

  // Several rules ask for them.
  let dangling: readonly Reference[] | undefined;
  return {
    objects,
    duplicates: [...byKey.values()].flatMap((list) => {
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
  };
}

/** What every object refers to, its kind's own references, and what follows from the pods that it brings. */
function referencesOf(
  object: Manifest,
  pods: readonly PodTemplate[],
  context: ReferenceContext,
): readonly ReferenceDraft[] {
  const group = groupOf(object.apiVersion);
  const drafts: ReferenceDraft[] = [];
  if (!isBuiltInGroup(group)) {
    drafts.push(
      refer('/kind', { type: 'kind', group, kind: object.kind }, 'before', 'its CRD has to be served'),
    );
  }
  drafts.push(...(ruleOf(group, object.kind)?.references?.(object, context) ?? []));
  const namespace = text(object.metadata.namespace);
  // A rule may have said so already, with a stricter order.
  const said = drafts.some(({ path, target }) => path === '/metadata/namespace' && target.type === 'object');
  if (namespace !== undefined && !said) {
    const target = toObject(objectId('', 'Namespace', undefined, namespace));
    drafts.push(refer('/metadata/namespace', target, 'with', 'it lives there'));
  }
  for (const pod of pods) for (const rule of podRules) drafts.push(...rule(pod, context));
  return drafts;
}

const missingTarget: Resolution = { found: false, missing: 'target', by: [] };

function resolve(target: Target, provisions: Provisions): Resolution {
  switch (target.type) {
    case 'object':
      return resolveObject(provisions.objectsAt(target.id), target.part?.name);
    case 'pods': {
      const pods = provisions.pods(target.namespace, target.selector);
      const by = unique(pods.map((pod) => pod.by));
      if (by.length === 0) return missingTarget;
      const { part } = target;
      if (part === undefined || pods.some((pod) => podPorts(pod).has(part.name))) return { found: true, by };
      return { found: false, missing: 'part', by, parts: unique(pods.flatMap((pod) => [...podPorts(pod)])) };
    }
    case 'namespaces':
      return foundBy(provisions.namespacesWith(target.selector));
    case 'selecting':
      return foundBy(provisions.selecting(target.group, target.kind, target.namespace, target.labels));
    case 'kind': {
      const { by, given } = provisions.servers(target.group, target.kind);
      return by.length > 0 || given ? { found: true, by } : missingTarget;
    }
    case 'webhook': {
      const { by, given } = provisions.interceptors(target.webhook);
      return by.length > 0 || given ? { found: true, by } : missingTarget;
    }
  }
}

function foundBy(by: readonly Manifest[]): Resolution {
  return by.length > 0 ? { found: true, by } : missingTarget;
}

/**
 * An object of the output that is the target wins over others that bring it too. Of several the first stands for all: that
 * there are several is a finding of its own, and following each of them from everywhere would be quadratic.
 */
function resolveObject(provisions: readonly Provision[], part: string | undefined): Resolution {
  const chosen = provisions.find(({ via }) => via === 'itself') ?? provisions[0];
  if (chosen === undefined) return missingTarget;
  const by = chosen.by === undefined ? [] : [chosen.by];
  if (part === undefined || chosen.parts === undefined || chosen.parts.has(part)) return { found: true, by };
  return { found: false, missing: 'part', by, parts: [...chosen.parts] };
}

function unique<T>(list: readonly T[]): readonly T[] {
  return list.length < 2 ? list : [...new Set(list)];
}
