import { dig, pointer } from '../references/fields';
import type { Manifest } from '../references/manifest';
import type { Draft } from './finding';
import { either } from './words';

/** Those of the fields that a value has; null counts as absent, as it does for the API server. */
export function present(value: unknown, names: readonly string[]): readonly string[] {
  return names.filter((name) => (dig(value, name) ?? null) !== null);
}

/**
 * A finding when not exactly one of the fields is set at a place.
 *
 * @param at where the fields are, as the parts of a JSON pointer
 * @param what the place in words: `the target`, `route all`
 */
export function* exactlyOne(
  object: Manifest,
  at: readonly (string | number)[],
  names: readonly string[],
  what: string,
): Generator<Draft> {
  const set = present(dig(object, ...at), names);
  const [first, second] = set;
  if (first === undefined) {
    yield {
      object,
      path: pointer(...at),
      message: `${what} has none of ${names.join(', ')}`,
      found: `neither ${names.join(' nor ')}`,
      expected: `exactly one of ${names.join(', ')}`,
      mend: `add ${either(names)}`,
    };
  } else if (second !== undefined) {
    yield {
      object,
      path: pointer(...at, second),
      message: `${what} has ${set.join(' and ')}`,
      found: set.join(' and '),
      expected: `exactly one of ${names.join(', ')}`,
      mend: `keep one of ${set.join(' and ')}`,
    };
  }
}
