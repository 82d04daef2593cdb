import type { ObjectId } from '../references/identity';
import { byLabels } from '../references/labels';
import { groupOf } from '../references/manifest';
import { nearest } from '../references/nearest';
import { describeTarget, type Reference, type Target } from '../references/reference';
import { nearestExisting, sameNameElsewhere } from './existing-names';
import type { Absent, Draft } from './finding';
import type { CheckContext } from './rule';
import { oneOfNames } from './words';

/** The references that lead nowhere and that a rule takes for its own. */
export function danglingReferences(
  context: CheckContext,
  wanted: (reference: Reference) => boolean,
): readonly Reference[] {
  return context.index.dangling().filter(wanted);
}

/** The API group of the object that makes a reference. */
export function fromGroup({ from }: Reference): string {
  return groupOf(from.apiVersion);
}

/** The object that a reference names, where it names one. */
export function targetId({ target }: Reference): ObjectId | undefined {
  return target.type === 'object' ? target.id : undefined;
}

/** A finding for a reference that leads nowhere, with the nearest name of the same kind that there is. */
export function danglingDraft(context: CheckContext, reference: Reference): Draft {
  const { from, path, target, reason, resolution } = reference;
  const source = reference.source === undefined ? {} : { source: reference.source };
  if (resolution.missing === 'part' && target.type !== 'kind' && target.type !== 'webhook') {
    const part = 'part' in target ? target.part : undefined;
    const parts = resolution.parts ?? [];
    const near = part === undefined ? undefined : nearest(part.name, parts);
    return {
      object: from,
      path,
      message: `${describeTarget(target)} is not there: the object is, without it`,
      found: part?.name ?? describeTarget(target),
      expected: parts.length === 0 ? `a ${part?.type ?? 'part'} that is there` : oneOfNames(parts),
      ...(near === undefined ? {} : { nearest: near }),
      mend: near === undefined ? `name a ${part?.type ?? 'part'} that is there, or add it` : `write ${near}`,
      ...source,
    };
  }
  const near =
    target.type === 'object'
      ? (nearestExisting(context.index, target.id) ?? sameNameElsewhere(context.index, target.id))
      : undefined;
  const absent = absentTarget(context, target);
  return {
    object: from,
    path,
    message: `nothing brings ${describeTarget(target)}: ${reason}`,
    found: describeTarget(target),
    expected:
      'an object of this set, one that another object of it makes, or one that the cluster has already',
    ...(near === undefined ? {} : { nearest: near }),
    mend:
      near === undefined
        ? 'correct the name, add the object, or declare it as given'
        : `write ${near}, add the object, or declare it as given`,
    ...source,
    ...(absent === undefined ? {} : { absent }),
  };
}

/** What a target stands for, for an open set to judge. */
function absentTarget({ index }: CheckContext, target: Target): Absent | undefined {
  switch (target.type) {
    case 'object':
      return { id: target.id };
    case 'pods': {
      const where = target.namespace === undefined ? {} : { namespace: target.namespace };
      const kin = index.pods(target.namespace, byLabels({})).length > 0;
      return { id: { group: '', kind: 'Pod', ...where }, kin };
    }
    case 'selecting': {
      const { group, kind, namespace } = target;
      return { id: namespace === undefined ? { group, kind } : { group, kind, namespace } };
    }
    case 'namespaces':
      return { id: { group: '', kind: 'Namespace' } };
    case 'kind':
    case 'webhook':
      return undefined;
  }
}
