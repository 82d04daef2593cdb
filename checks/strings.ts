import { pointer } from '../references/fields';

/** Every text inside a value, with its JSON pointer. */
export function* stringsIn(
  value: unknown,
  at: readonly (string | number)[] = [],
): Iterable<{ readonly path: string; readonly text: string }> {
  const open: { readonly value: unknown; readonly at: readonly (string | number)[] }[] = [{ value, at }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const current = next;
    if (typeof current.value === 'string') yield { path: pointer(...current.at), text: current.value };
    else if (Array.isArray(current.value)) {
      for (const [i, item] of current.value.entries()) open.push({ value: item, at: [...current.at, i] });
    } else if (typeof current.value === 'object' && current.value !== null) {
      for (const [key, item] of Object.entries(current.value))
        open.push({ value: item, at: [...current.at, key] });
    }
  }
}
