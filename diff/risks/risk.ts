import type { ObjectId } from '../../references/identity';
import type { ReferenceIndex } from '../../references/reference-index';
import type { Topology } from '../../topology/topology';
import type { ObjectChange } from '../change';
import { type Sentence, say } from '../sentence';

/** `high`: security or data may be lost, or the sync fails. `medium`: calls may be. `low`: worth a look. */
export const levels = ['high', 'medium', 'low'] as const;
export type Level = (typeof levels)[number];

/** A cluster as it was, or as it will be. */
export interface Side {
  readonly index: ReferenceIndex;
  readonly topology: Topology;
}

/** What happens to one cluster. */
export interface ClusterChange {
  readonly before: Side;
  readonly after: Side;
  readonly changes: readonly ObjectChange[];
}

/** What a rule found. */
export interface Found {
  readonly sentence: Sentence;
  /** The object that the sentence speaks of, where it is one. */
  readonly object?: ObjectId;
  /** Where it weighs more, or less, than the rule says. @default the rule's */
  readonly level?: Level;
}

/** One row of the table of risks. */
export interface RiskRule {
  readonly id: string;
  readonly level: Level;
  /** When it speaks, for docs/review.md. */
  readonly title: string;
  readonly find: (cluster: ClusterChange) => Iterable<Found>;
}

/** A sentence, or one with a level of its own. */
export type Said = Sentence | { readonly sentence: Sentence; readonly level: Level };

/** Looks at the changes of objects of some kinds, given as `group/Kind`. */
export function eachChange(
  kinds: readonly string[],
  look: (change: ObjectChange, cluster: ClusterChange) => Iterable<Said>,
): RiskRule['find'] {
  return (cluster) =>
    cluster.changes
      .filter(({ id }) => kinds.includes(`${id.group}/${id.kind}`))
      .flatMap((change) => found(change, look(change, cluster)));
}

/** Looks at every change of an object. */
export function everyChange(
  look: (change: ObjectChange, cluster: ClusterChange) => Iterable<Said>,
): RiskRule['find'] {
  return (cluster) => cluster.changes.flatMap((change) => found(change, look(change, cluster)));
}

function found({ id }: ObjectChange, said: Iterable<Said>): readonly Found[] {
  return [...said].map((each) =>
    'sentence' in each ? { ...each, object: id } : { sentence: each, object: id },
  );
}

/** `Kind namespace/name`. */
export function named({ id }: Pick<ObjectChange, 'id'>): Sentence {
  return say`${id.kind} ${placed(id)}`;
}

/** `namespace/name`; the name alone where there is no namespace. */
export function placed({ namespace, name }: ObjectId): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** What is in the second list and not in the first, each once. */
export function news(before: readonly string[], after: readonly string[]): readonly string[] {
  const known = new Set(before);
  return [...new Set(after)].filter((each) => !known.has(each));
}
