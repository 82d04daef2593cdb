import { draw } from './draw';
import type { Fault } from './fault';
import { mutators } from './mutators/all';
import type { ObjectSet } from './object-set';

/** The seed of the corpus: the same faults on every machine, until objects or mutators change. */
export const seed = 2026;

/** Faults of one kind in the corpus. */
export const mostOfAKind = 3;

/** The corpus: faults of every kind, over all sets, drawn with {@link seed}. */
export function corpus(sets: readonly ObjectSet[], most: number = mostOfAKind): readonly Fault[] {
  return draw(sets, mutators, { seed, most });
}
