import { idOf, type ObjectId } from '../../references/identity';
import type { Manifest } from '../../references/manifest';
import type { Fault, Mutator } from './fault';
import { type ObjectSet, objectsOf, ofKind, withReplaced } from './object-set';

/** A change that makes one object, or the set around it, wrong. */
export interface Change {
  readonly description: string;
  /** What stands in the object's place afterwards; none where it is removed. */
  readonly by?: readonly Manifest[];
  /** The set afterwards, where replacing the object does not say it. */
  readonly apply?: () => ObjectSet;
  /** Where it is to be reported. @default at the object at fault */
  readonly at?: readonly ObjectId[];
}

/** `kind` without its family, which is put before it. */
type Facts = Pick<Mutator, 'kind' | 'family' | 'what'>;

/** A mutator of objects of some kinds, `group/Kind`; of every kind where none is named. */
export function mutator(
  facts: Facts,
  kinds: readonly string[] | 'every kind',
  changes: (object: Manifest, set: ObjectSet) => Iterable<Change>,
): Mutator {
  const { family, what } = facts;
  const kind = `${family}/${facts.kind}`;
  return {
    kind,
    family,
    what,
    faults: (set) => {
      const objects = kinds === 'every kind' ? objectsOf(set) : kinds.flatMap((kind) => ofKind(set, kind));
      return objects.flatMap((object) =>
        // A change that makes nothing wrong, such as removing what nobody names, is no fault.
        [...changes(object, set)]
          .filter(({ at }) => at === undefined || at.length > 0)
          .map((change) => faultOf(kind, set, object, change)),
      );
    },
  };
}

function faultOf(kind: string, set: ObjectSet, object: Manifest, change: Change): Fault {
  const { apply, by = [], description } = change;
  // The object at fault, also where the fault is in its name or namespace.
  const { at = [idOf(object), ...by.map(idOf)] } = change;
  return {
    kind,
    set,
    object,
    description,
    reportedAt: at,
    apply: apply ?? (() => withReplaced(set, object, by)),
  };
}

/** A change that puts an edited copy in the object's place. */
export function edited(description: string, by: Manifest, at?: readonly ObjectId[]): Change {
  return at === undefined ? { description, by: [by] } : { description, by: [by], at };
}
