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
 * @param pattern keys with dots between them; `[]` after one stands for each item of its list, `[type=Tcp]` for each item
 *   whose type is that, and `items` at the start for each of the lists `spec.to`, `spec.rules` and `spec.from` of a policy; a `!`
 *   at the end says that the control plane writes an empty text where there is none
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
  const [, key = '', empty, list, field, wanted] = /^(\w+)(!)?(\[(?:(\w+)=(\w+))?\])?$/.exec(step) ?? [];
  const under = dig(fields(value), key) ?? (empty === undefined ? undefined : '');
  if (under === undefined) return;
  if (list === undefined) {
    yield* walk(under, [...at, key], rest);
    return;
  }
  for (const [i, item] of items(under).entries()) {
    if (field !== undefined && dig(item, field) !== wanted) continue;
    yield* walk(item, [...at, key, i], rest);
  }
}
