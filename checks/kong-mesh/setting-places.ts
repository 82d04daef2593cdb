import { dig, fields, items } from '../../references/fields';
import type { Manifest } from '../../references/manifest';

/** A value somewhere in an object. */
export interface Place {
  /** Where it is, as the parts of a JSON pointer. */
  readonly at: readonly (string | number)[];
  readonly value: unknown;
}

/**
 * The values of an object that a pattern leads to. Null counts as absent, as it does for the API server.
 *
 * @param pattern keys with dots between them; `[]` after one stands for each item of its list, and `items` at the start
 *   for each of the lists `spec.to`, `spec.rules` and `spec.from` of a policy
 */
export function* places(object: Manifest, pattern: string): Generator<Place> {
  const [first = '', ...rest] = pattern.split('.');
  if (first !== 'items') {
    yield* walk(object, [], [first, ...rest]);
    return;
  }
  for (const list of ['to[]', 'rules[]', 'from[]']) yield* walk(object, [], ['spec', list, ...rest]);
}

function* walk(value: unknown, at: readonly (string | number)[], steps: readonly string[]): Generator<Place> {
  const [step, ...rest] = steps;
  if (step === undefined) {
    yield { at, value };
    return;
  }
  const each = step.endsWith('[]');
  const key = each ? step.slice(0, -2) : step;
  const under = dig(fields(value), key) ?? undefined;
  if (under === undefined) return;
  if (!each) {
    yield* walk(under, [...at, key], rest);
    return;
  }
  for (const [i, item] of items(under).entries()) yield* walk(item, [...at, key, i], rest);
}
