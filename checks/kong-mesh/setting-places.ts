import { getOrMake } from '../../references/by-identity';
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
export function places(object: Manifest, pattern: string): readonly Place[] {
  const found: Place[] = [];
  for (const steps of waysOf(pattern)) walk(object, [], steps, 0, found);
  return found;
}

/** One part of a pattern. */
interface Step {
  readonly key: string;
  /** Whether the control plane writes an empty text where there is none. */
  readonly empty: boolean;
  /** Whether it stands for each item of a list, and of which: those whose field has this value. */
  readonly list: { readonly field?: string | undefined; readonly wanted?: string | undefined } | undefined;
}

/** Every object of a kind is asked for the same patterns. */
const known = new Map<string, readonly (readonly Step[])[]>();

/** The ways that a pattern leads, in their order. */
function waysOf(pattern: string): readonly (readonly Step[])[] {
  return getOrMake(known, pattern, () => {
    const [first = '', ...rest] = pattern.split('.');
    return first === 'items'
      ? ['to[]', 'rules[]', 'from[]'].map((list) => ['spec', list, ...rest].map(stepOf))
      : [[first, ...rest].map(stepOf)];
  });
}

function stepOf(text: string): Step {
  const [, key = '', empty, list, field, wanted] = /^(\w+)(!)?(\[(?:(\w+)=(\w+))?\])?$/.exec(text) ?? [];
  return { key, empty: empty !== undefined, list: list === undefined ? undefined : { field, wanted } };
}

/** @param from the first of the steps that are left */
function walk(
  value: unknown,
  at: readonly (string | number)[],
  steps: readonly Step[],
  from: number,
  found: Place[],
): void {
  const step = steps[from];
  if (step === undefined) {
    found.push({ at, value });
    return;
  }
  const { key, empty, list } = step;
  const under = dig(fields(value), key) ?? (empty ? '' : undefined);
  if (under === undefined) return;
  if (list === undefined) {
    walk(under, [...at, key], steps, from + 1, found);
    return;
  }
  for (const [i, item] of items(under).entries()) {
    if (list.field !== undefined && dig(item, list.field) !== list.wanted) continue;
    walk(item, [...at, key, i], steps, from + 1, found);
  }
}
