import type { Fault, Mutator } from './fault';
import type { ObjectSet } from './object-set';

/** Numbers from 0 up to 1 that follow from a seed (mulberry32): the same on every machine. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffled<T>(list: readonly T[], next: () => number): readonly T[] {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    const [a, b] = [copy[i], copy[j]];
    if (a !== undefined && b !== undefined) [copy[i], copy[j]] = [b, a];
  }
  return copy;
}

/**
 * Faults of every kind, drawn with a seed: of each kind at most `most`, from each set in turn, so that no set is left out.
 */
export function draw(
  sets: readonly ObjectSet[],
  mutators: readonly Mutator[],
  { seed, most }: { readonly seed: number; readonly most: number },
): readonly Fault[] {
  return mutators.flatMap((mutator, position) => {
    const next = numbers(seed + position);
    const piles = sets.map((set) => shuffled(mutator.faults(set), next)).filter((pile) => pile.length > 0);
    const longest = Math.max(0, ...piles.map((pile) => pile.length));
    const dealt: Fault[] = [];
    for (let round = 0; round < longest && dealt.length < most; round++) {
      for (const pile of piles) {
        const fault = pile[round];
        if (fault !== undefined && dealt.length < most) dealt.push(fault);
      }
    }
    return dealt;
  });
}
