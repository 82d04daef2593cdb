import { text } from './fields';
import { isBuiltInGroup } from './given';
import { objectId } from './identity';
import { type ReferenceContext, takesObjectAlone } from './kind-rule';
import { podRules, ruleOf } from './kinds/all';
import { groupOf, type Manifest } from './manifest';
import { podPorts } from './pod-template';
import type { PodTemplate, Provision } from './provision';
import type { Provisions } from './provisions';
import {
  type Reference,
  type ReferenceDraft,
  type Resolution,
  refer,
  type Target,
  toObject,
} from './reference';
import { push } from './selector-postings';
import { ofShared } from './shared-objects';

/** References between objects, by the object that makes them, and by each other object that they lead to. */
export interface Links {
  readonly outgoing: ReadonlyMap<Manifest, readonly Reference[]>;
  readonly incoming: ReadonlyMap<Manifest, readonly Reference[]>;
}

/** Every reference that the objects make, and where it leads: the second of the index's two passes. */
export function linksOf(
  objects: readonly Manifest[],
  context: ReferenceContext,
  podsBroughtBy: (object: Manifest) => readonly PodTemplate[],
  resolutionOf: (target: Target) => Resolution,
): Links {
  const outgoing = new Map<Manifest, readonly Reference[]>();
  const incoming = new Map<Manifest, Reference[]>();
  for (const object of objects) {
    const drafts = referencesOf(object, podsBroughtBy(object), context);
    const references = drafts.map((draft): Reference => {
      const { path, target, optional, order, yields, health, reason, source } = draft;
      const resolution = resolutionOf(target);
      return { from: object, path, target, resolution, optional, order, yields, health, reason, source };
    });
    outgoing.set(object, references);
    for (const reference of references) {
      for (const target of reference.resolution.by) if (target !== object) push(incoming, target, reference);
    }
  }
  return { outgoing, incoming };
}

/** What an object refers to by itself, and what follows from the pods that it brings. */
function referencesOf(
  object: Manifest,
  pods: readonly PodTemplate[],
  context: ReferenceContext,
): readonly ReferenceDraft[] {
  const own = referencesAlone(object) ?? ownReferences(object, ruleFor(object)?.(object, context) ?? []);
  return pods.length === 0
    ? own
    : [...own, ...pods.flatMap((pod) => podRules.flatMap((rule) => rule(pod, context)))];
}

const ruleFor = ({ apiVersion, kind }: Manifest) => ruleOf(groupOf(apiVersion), kind)?.references;

/** What an object refers to by itself; undefined where its kind's rule asks about others. */
const referencesAlone = ofShared((object) => {
  const references = ruleFor(object);
  if (references === undefined) return ownReferences(object, []);
  return takesObjectAlone(references) ? ownReferences(object, references(object)) : undefined;
});

/** What every object refers to, and what its kind does. */
function ownReferences(object: Manifest, ofKind: readonly ReferenceDraft[]): readonly ReferenceDraft[] {
  const group = groupOf(object.apiVersion);
  const drafts: ReferenceDraft[] = [];
  if (!isBuiltInGroup(group)) {
    drafts.push(
      refer('/kind', { type: 'kind', group, kind: object.kind }, 'before', 'its CRD has to be served'),
    );
  }
  drafts.push(...ofKind);
  const namespace = text(object.metadata.namespace);
  // A rule may have said so already, with a stricter order.
  const said = drafts.some(({ path, target }) => path === '/metadata/namespace' && target.type === 'object');
  if (namespace !== undefined && !said) {
    const target = toObject(objectId('', 'Namespace', undefined, namespace));
    drafts.push(refer('/metadata/namespace', target, 'with', 'it lives there'));
  }
  return drafts;
}

const missingTarget: Resolution = { found: false, missing: 'target', by: [] };

/** Where a target leads among all that will exist. */
export function resolve(target: Target, provisions: Provisions): Resolution {
  switch (target.type) {
    case 'object':
      return resolveObject(provisions.objectsAt(target.id), target.part?.name);
    case 'pods': {
      const pods = provisions.pods(target.namespace, target.selector);
      const by = unique(pods.map((pod) => pod.by));
      if (by.length === 0) {
        return provisions.hasGivenPods(target.namespace) ? { found: true, by } : missingTarget;
      }
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
export function resolveObject(provisions: readonly Provision[], part: string | undefined): Resolution {
  const chosen = provisions.find(({ via }) => via === 'itself') ?? provisions[0];
  if (chosen === undefined) return missingTarget;
  const by = chosen.by === undefined ? [] : [chosen.by];
  if (part === undefined || chosen.parts === undefined || chosen.parts.has(part)) return { found: true, by };
  return { found: false, missing: 'part', by, parts: [...chosen.parts] };
}

function unique<T>(list: readonly T[]): readonly T[] {
  return list.length < 2 ? list : [...new Set(list)];
}
