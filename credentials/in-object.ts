import { passwordsInArguments } from './command-lines';
import type { Credential } from './credential';
import { fieldSense } from './field-name';
import { credentialsIn } from './in-text';

/** Where a credential stands in an object, or any other tree of values. */
export interface PlacedCredential extends Credential {
  /** Keys and indices that lead to the text. */
  readonly at: readonly (string | number)[];
  readonly text: string;
}

/** A place whose own key is the name of the field that the text below it is the value of. */
type Step = string | number;

/** Fields that are called `key` or `name`, beside a `value`, and say what the value is: variables, headers, parameters. */
const namesOfValue = ['name', 'key', 'Name', 'Key'] as const;
const values = new Set(['value', 'Value', 'values']);

/**
 * Every credential in the texts of a tree. A text is judged with the name of its field: the closest key above it, or what stands beside
 * it as `name`, or the flag before it among arguments.
 *
 * @param skip tells which parts are left out, by the keys that lead there
 */
export function credentialsInObject(
  value: unknown,
  skip: (at: readonly Step[]) => boolean = () => false,
): readonly PlacedCredential[] {
  const found: PlacedCredential[] = [];
  walk(value, '', [], found, skip);
  return found;
}

/** Deeper values are no object's. */
const deepest = 1000;

/** The keys above are one list that grows and shrinks, for there are many values. */
function walk(
  value: unknown,
  field: string,
  above: Step[],
  found: PlacedCredential[],
  skip: (at: readonly Step[]) => boolean,
): void {
  if (typeof value === 'string') {
    if (value.length < 12 && fieldSense(field) === 'plain') return;
    for (const credential of credentialsIn(value, field))
      found.push({ ...credential, at: [...above], text: value });
  } else if (typeof value === 'object' && value !== null && above.length < deepest) {
    if (Array.isArray(value)) {
      const placed = new Map(passwordsInArguments(value));
      for (let index = 0; index < value.length; index++) {
        above.push(index);
        const start = placed.get(index);
        if (start !== undefined) {
          const text = String(value[index]);
          found.push({
            what: 'the password of a command line',
            start,
            end: text.length,
            at: [...above],
            text,
          });
        } else walk(value[index], flagBefore(value, index) ?? field, above, found, skip);
        above.pop();
      }
    } else {
      for (const key of Object.keys(value)) {
        above.push(key);
        if (!skip(above))
          walk(Reflect.get(value, key), values.has(key) ? nameBeside(value, field) : key, above, found, skip);
        above.pop();
      }
    }
  }
}

/** The name of a variable, or the end of a JSON patch's path, beside its value; else the field that holds the value. */
function nameBeside(value: object, field: string): string {
  const path: unknown = Reflect.get(value, 'path');
  if (typeof path === 'string' && typeof Reflect.get(value, 'op') === 'string')
    return path.split('/').findLast((part) => !/^(?:\d+|-)$/.test(part)) ?? field;
  for (const key of namesOfValue) {
    const name: unknown = Reflect.get(value, key);
    if (typeof name === 'string') return name;
  }
  return field;
}

/** The flag of a command line whose value comes next: `--password`, `swordfish`. */
function flagBefore(list: readonly unknown[], index: number): string | undefined {
  const before = list[index - 1];
  return typeof before === 'string' && /^--?[A-Za-z][\w.-]{1,60}$/.test(before) ? before : undefined;
}
