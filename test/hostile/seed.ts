import { isLong } from '../long';

/**
 * Where random inputs start: the same in `npm test`, new in the long form, and that of a failure to be repeated where
 * MESHWRIGHT_SEED names it.
 */
export function seedOf(): number {
  const given = process.env.MESHWRIGHT_SEED;
  if (given !== undefined) return Number(given);
  return isLong ? Math.floor(Math.random() * 2 ** 30) : 20260930;
}

/** Runs a judgement on numbered inputs; what it throws is told with what repeats it. */
export function forEachInput(count: number, judge: (number: number) => void): void {
  const seed = seedOf();
  for (let number = seed; number < seed + count; number++) {
    try {
      judge(number);
    } catch (error) {
      const what = error instanceof Error ? error.stack : String(error);
      throw new Error(`MESHWRIGHT_SEED=${number} repeats this as the first input: ${what}`);
    }
  }
}
