import { describeId } from '../../references/identity';
import type { FieldChange, ObjectChange } from '../change';
import { pathText } from '../change';
import type { SharedChange } from '../diff';
import { shown } from '../sentence';

/** How often each kind of change is there, in words: `1 object changed, 2 added`. */
export function countChanges(changes: readonly SharedChange[]): string {
  const parts = (['changed', 'added', 'removed'] as const).flatMap((kind) => {
    const count = changes.filter(({ change }) => change.kind === kind).length;
    return count === 0 ? [] : [{ kind, count }];
  });
  return parts
    .map(({ kind, count }, index) =>
      index === 0 ? `${count} object${count === 1 ? '' : 's'} ${kind}` : `${count} ${kind}`,
    )
    .join(', ');
}

/** `in 2 of 40 clusters`. */
export function reach(clusters: readonly string[], all: readonly string[]): string {
  return `in ${clusters.length} of ${all.length} cluster${all.length === 1 ? '' : 's'}`;
}

/** The object of a change, as one line: `kuma.io/MeshHTTPRoute prod/jazz`. */
export function objectText({ id }: ObjectChange): string {
  return shown(describeId(id));
}

/** A field of an object: its path, and what stood and stands there. */
export interface ShownField {
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

/** A field as three short texts; the order of a list as the keys of its items. */
export function shownField({ path, kind, before, after }: FieldChange): ShownField {
  const text = (value: unknown) =>
    shown(kind === 'reordered' && Array.isArray(value) ? value.join(', ') : value);
  return {
    path: shown(`${pathText(path)}${kind === 'reordered' ? ' (order)' : ''}`),
    ...(kind === 'added' ? {} : { before: text(before) }),
    ...(kind === 'removed' ? {} : { after: text(after) }),
  };
}
