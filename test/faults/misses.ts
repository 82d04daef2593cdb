import type { Verdict } from './judge';

/** Faults that no rule reports where it should, and why that is so. */
interface Miss {
  /** Kind of the fault. */
  readonly kind: string;
  /** What is done, as the fault describes it; any where it is absent. */
  readonly description?: RegExp;
  readonly reason: string;
}

/** Every fault of the corpus that is missed has its line here, and every line stands for one that is. */
export const misses: readonly Miss[] = [];

/** Why a fault is missed; undefined for one that is not known to be. */
export function reasonFor({ fault }: Verdict): string | undefined {
  return misses.find(
    ({ description, kind }) => kind === fault.kind && (description?.test(fault.description) ?? true),
  )?.reason;
}
