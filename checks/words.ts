import { oneLine } from '../references/printable';

/** `a`, `a or b`, `a, b or c`. */
export function either(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

/** A value in one short line, as it would be written in YAML's flow style. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return oneLine(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}

/** So many names are listed; the rest are counted. A list of all would make the findings of many objects quadratic. */
const mostNames = 12;

/** `one of a, b, c`, or `one of a, b, c and 30 more`. */
export function oneOfNames(names: readonly string[]): string {
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return `one of ${names.slice(0, mostNames).join(', ')}${more}`;
}
