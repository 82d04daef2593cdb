import { dig } from '../../references/fields';
import type { StructuralSchema } from '../../references/schemas';
import { emptyIsTaken } from './maps';
import { sizeViolation } from './scalars';
import { show } from './show';
import { nameOf, type Place, type Violation, violation } from './violation';
import type { Check, Compiler } from './walk';

/** The check of a list: its length, every item, and that a list of type `set` or `map` has nothing twice. */
export function listCheck(schema: StructuralSchema, compiler: Compiler): Check<readonly unknown[]> {
  const item = schema.items === undefined ? undefined : compiler.node(schema.items);
  const { minItems, maxItems } = schema;
  const sized = typeof minItems === 'number' || typeof maxItems === 'number';
  const bounds = sized ? sizeViolation('items', minItems, maxItems) : undefined;
  const unique = uniqueCheck(schema, compiler);
  // What writes an object anew writes an empty item, which the schema may not take.
  const emptied = compiler.rewritten && emptyIsTaken(schema.items);
  return (list, place, out) => {
    bounds?.(list.length, place, out);
    if (item !== undefined) {
      for (let index = 0; index < list.length; index++) {
        const value = list[index];
        if (value === undefined) continue;
        const at = { above: place, key: index };
        if (value === null && !item.nullable) out.push(nullItem(at, emptied));
        else item.check(value, at, out);
      }
    }
    if (list.length > 1) unique?.(list, place, out);
  };
}

function nullItem(place: Place, emptied: boolean): Violation {
  return violation('schema/null', place, {
    ...(emptied ? { severity: 'warning' } : {}),
    message: `${nameOf(place)} is null`,
    found: 'null',
    expected: 'an item with a value',
    mend: 'remove the item: a "- " with nothing after it is one',
  });
}

/**
 * Lists of type `set` hold no item twice, and lists of type `map` no two items with the same keys
 * (apiextensions-apiserver v0.35 pkg/apiserver/schema/listtype/validation.go; server-side apply for Kubernetes' own kinds).
 */
function uniqueCheck(schema: StructuralSchema, compiler: Compiler): Check<readonly unknown[]> | undefined {
  const type = schema['x-kubernetes-list-type'];
  const names = schema['x-kubernetes-list-map-keys'];
  if (type !== 'set' && type !== 'map') return undefined;
  const keys = Array.isArray(names) ? names.map(String) : [];
  const { properties } = compiler.resolve(schema.items ?? {});
  const defaults = keys.map((key) => properties?.[key]?.default);
  const identify =
    type === 'set'
      ? identityOf
      : (item: unknown) => keys.map((key, at) => identityOf(dig(item, key) ?? defaults[at])).join();
  return (list, place, out) => {
    const seen = new Map<string, number>();
    for (const [index, item] of list.entries()) {
      const identity = identify(item);
      const first = seen.get(identity);
      if (first === undefined) seen.set(identity, index);
      else out.push(duplicate(item, keys, { above: place, key: index }, first));
    }
  };
}

function identityOf(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined';
}

function duplicate(item: unknown, keys: readonly string[], place: Place, first: number): Violation {
  const named = keys.map((key) => `${key} ${show(dig(item, key))}`).join(' and ');
  const list = nameOf(place.above);
  return violation('schema/duplicate-item', place, {
    message:
      keys.length === 0
        ? `${list} has an item twice`
        : `${list} has two items with the same ${keys.join(' and ')}`,
    found: `${keys.length === 0 ? show(item) : named}, as in ${list}[${first}]`,
    expected: keys.length === 0 ? 'every item once' : `items that differ in ${keys.join(' or ')}`,
    mend: 'remove one of the two, or change it',
  });
}
