import { pointer } from '../../references/fields';
import type { Draft, Severity } from '../finding';

/** Ids of the rules that the walk over a schema feeds. */
export type SchemaRuleId =
  | 'schema/alternative'
  | 'schema/cel'
  | 'schema/duplicate-item'
  | 'schema/enum'
  | 'schema/format'
  | 'schema/missing-field'
  | 'schema/null'
  | 'schema/pattern'
  | 'schema/range'
  | 'schema/size'
  | 'schema/type'
  | 'schema/unknown-field';

/** One way in which an object breaks its kind's schema. */
export interface Violation extends Omit<Draft, 'object' | 'source'> {
  readonly rule: SchemaRuleId;
  readonly severity?: Severity;
}

/** A place in an object, as a list from the last key to the first: made for each value, read only for a violation. */
export interface Place {
  readonly above: Place | undefined;
  readonly key: string | number;
}

/** The keys of a place, first to last. */
export function keysOf(place: Place | undefined): readonly (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = place; at !== undefined; at = at.above) keys.push(at.key);
  return keys.reverse();
}

/** The name of a place as Kubernetes writes it: `spec.ports[0].port`. */
export function nameOf(place: Place | undefined): string {
  let name = '';
  for (const key of keysOf(place)) {
    if (typeof key === 'number') name += `[${key}]`;
    else if (/^[\w-]+$/.test(key)) name += name === '' ? key : `.${key}`;
    else name += `[${JSON.stringify(key)}]`;
  }
  return name === '' ? 'the object' : name;
}

/** A violation at a place. */
export function violation(
  rule: SchemaRuleId,
  place: Place | undefined,
  words: Omit<Violation, 'rule' | 'path'>,
): Violation {
  return { rule, path: pointer(...keysOf(place)), ...words };
}
