import type { ObjectId } from '../references/identity';
import type { Manifest } from '../references/manifest';

/** One field that differs. */
export interface FieldChange {
  /** Keys of maps, and of list items in brackets: `spec`, `routes`, `[jazz]`, `weight`. */
  readonly path: readonly string[];
  readonly kind: 'added' | 'removed' | 'changed' | 'reordered';
  /** What stood there; for a reordered list the keys of its items. Absent where the field is new. */
  readonly before?: unknown;
  /** What stands there now. Absent where the field is gone. */
  readonly after?: unknown;
}

/** An operation of a JSON Patch (RFC 6902). */
export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move'; readonly from: string; readonly path: string };

/** One object that differs. */
export interface ObjectChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly id: ObjectId;
  readonly before?: Manifest;
  readonly after?: Manifest;
  /** The fields of a changed object; empty for an object that came or went. */
  readonly fields: readonly FieldChange[];
}

/** A path as people write it: `spec.routes[jazz].weight`. */
export function pathText(path: readonly string[]): string {
  return path
    .map((part, index) => {
      if (part.startsWith('[')) return part;
      const key = /^[\w-]+$/.test(part) ? part : JSON.stringify(part);
      return index === 0 ? key : `.${key}`;
    })
    .join('');
}
