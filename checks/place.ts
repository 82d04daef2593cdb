import { dig, pointer } from '../references/fields';

/** JSON pointer of a place, or of the closest one around it that is there. */
export function deepest(object: unknown, ...path: readonly (string | number)[]): string {
  let there = path.length;
  while (there > 0 && dig(object, ...path.slice(0, there)) === undefined) there--;
  return pointer(...path.slice(0, there));
}
