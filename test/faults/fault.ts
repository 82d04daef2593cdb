import type { Family } from '../../checks/rule';
import type { ObjectId } from '../../references/identity';
import type { Manifest } from '../../references/manifest';
import type { ObjectSet } from './object-set';

/** One single thing that is wrong with a set of objects that was right. */
export interface Fault {
  /** Name of the kind of fault. */
  readonly kind: string;
  readonly set: ObjectSet;
  /** The object at fault, as it was. */
  readonly object: Manifest;
  /** What was done to it, in one line. */
  readonly description: string;
  /**
   * Where the fault has to be reported: at the object at fault, or at one that the fault makes wrong where that is the
   * reasonable place, as for an object that is missing.
   */
  readonly reportedAt: readonly ObjectId[];
  /** The set with the fault in it. Pure. */
  readonly apply: () => ObjectSet;
}

/** Finds every place of a set where one kind of fault can be. Pure: the set is not changed. */
export interface Mutator {
  /** Name of the kind of fault, `family/what`. */
  readonly kind: string;
  /** The family of rules whose business it is. */
  readonly family: Family;
  /** What is wrong, in one line, as the table of faults prints it. */
  readonly what: string;
  readonly faults: (set: ObjectSet) => readonly Fault[];
}
