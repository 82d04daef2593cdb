/**
 * Whether the long form of the tests is wanted. `npm run test:long` runs whatever imports this file, or fast-check, which
 * then draws anew at each run: many more values, kills and mutants than `npm test` has the time for.
 */
export const isLong = process.env.MESHWRIGHT_LONG_TESTS !== undefined;

/** How many times something is tried: few in `npm test`, many in the long form. */
export function times(few: number, many: number): number {
  return isLong ? many : few;
}
