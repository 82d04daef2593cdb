import { pointer } from '../references/fields';
import type { StructuralSchema } from '../references/schemas';
import type { FieldChange, PatchOperation } from './change';
import { canonical, listKeys, schemaBelow } from './list-keys';

/** How two values differ, for people and for programs. */
export interface ValueChanges {
  readonly fields: readonly FieldChange[];
  /** Makes the first value into the second, the order of its lists too. */
  readonly patch: readonly PatchOperation[];
}

/** Compares two values field by field; items of lists by what names them, not by where they stand. */
export function compareValues(before: unknown, after: unknown, schema?: StructuralSchema): ValueChanges {
  const comparison = new Comparison();
  comparison.values(before, after, schema, [], []);
  return comparison;
}

type Map = Readonly<Record<string, unknown>>;

class Comparison {
  readonly fields: FieldChange[] = [];
  readonly patch: PatchOperation[] = [];

  values(
    before: unknown,
    after: unknown,
    schema: StructuralSchema | undefined,
    path: readonly string[],
    at: readonly (string | number)[],
  ): void {
    if (Array.isArray(before) && Array.isArray(after)) this.lists(before, after, schema, path, at);
    else if (isMap(before) && isMap(after)) this.maps(before, after, schema, path, at);
    else if (!Object.is(before, after) && canonical(before) !== canonical(after)) {
      this.fields.push({ path, kind: 'changed', before, after });
      this.patch.push({ op: 'replace', path: pointer(...at), value: after });
    }
  }

  private maps(
    before: Map,
    after: Map,
    schema: StructuralSchema | undefined,
    path: readonly string[],
    at: readonly (string | number)[],
  ): void {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
    for (const key of keys) {
      const below = [...path, key];
      const there = [...at, key];
      if (!Object.hasOwn(after, key)) {
        this.fields.push({ path: below, kind: 'removed', before: before[key] });
        this.patch.push({ op: 'remove', path: pointer(...there) });
      } else if (!Object.hasOwn(before, key)) {
        this.fields.push({ path: below, kind: 'added', after: after[key] });
        this.patch.push({ op: 'add', path: pointer(...there), value: after[key] });
      } else this.values(before[key], after[key], schemaBelow(schema, key), below, there);
    }
  }

  private lists(
    before: readonly unknown[],
    after: readonly unknown[],
    schema: StructuralSchema | undefined,
    path: readonly string[],
    at: readonly (string | number)[],
  ): void {
    const keys = listKeys(before, after, schema);
    const places = new Map(keys.after.map((key, index) => [key, index]));
    const below = (key: string) => [...path, `[${key}]`];
    for (const [index, key] of keys.before.entries()) {
      const place = places.get(key);
      if (place === undefined) this.fields.push({ path: below(key), kind: 'removed', before: before[index] });
      else
        this.values(before[index], after[place], schemaBelow(schema, undefined), below(key), [...at, index]);
    }
    const known = new Set(keys.before);
    for (const [index, key] of keys.after.entries()) {
      if (!known.has(key)) this.fields.push({ path: below(key), kind: 'added', after: after[index] });
    }
    const kept = keys.before.filter((key) => places.has(key));
    const now = keys.after.filter((key) => known.has(key));
    if (kept.some((key, index) => key !== now[index])) {
      this.fields.push({ path, kind: 'reordered', before: keys.before, after: keys.after });
    }
    this.arrange(keys.before, keys.after, after, at);
  }

  /** The items that go, from the last to the first; then each place of the new list in turn, by a move or a new item. */
  private arrange(
    before: readonly string[],
    after: readonly string[],
    items: readonly unknown[],
    at: readonly (string | number)[],
  ): void {
    const staying = new Set(after);
    const present = [...before];
    for (let index = present.length - 1; index >= 0; index--) {
      if (staying.has(present[index] ?? '')) continue;
      present.splice(index, 1);
      this.patch.push({ op: 'remove', path: pointer(...at, index) });
    }
    const known = new Set(present);
    for (const [index, key] of after.entries()) {
      if (present[index] === key) continue;
      if (known.has(key)) {
        const from = present.indexOf(key, index);
        present.splice(from, 1);
        this.patch.push({ op: 'move', from: pointer(...at, from), path: pointer(...at, index) });
      } else this.patch.push({ op: 'add', path: pointer(...at, index), value: items[index] });
      present.splice(index, 0, key);
    }
  }
}

function isMap(value: unknown): value is Map {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
