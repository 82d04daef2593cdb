import type { Manifest } from '../references/manifest';
import type { Reference } from '../references/reference';
import type { ReferenceIndex } from '../references/reference-index';

/** `from` may not come earlier than `to`; with a gap of 1 it has to come later. */
export interface Constraint {
  readonly from: number;
  readonly to: number;
  readonly gap: 0 | 1;
  readonly reference: Reference;
}

/**
 * The order that references ask for, over positions in `index.objects`. Of equal pairs the stricter one is kept.
 *
 * @param yielding whether references of the object at a position give way, as far as they may
 */
export function constraintsOf(
  index: ReferenceIndex,
  yielding: (position: number) => boolean = () => false,
): readonly (readonly Constraint[])[] {
  const positions = new Map<Manifest, number>(index.objects.map((object, i) => [object, i]));
  return index.objects.map((object, from) => {
    const strictest: Constraint[] = [];
    for (const reference of index.references(object)) {
      if (reference.order === 'none') continue;
      const gap = reference.order === 'before' && !(reference.yields && yielding(from)) ? 1 : 0;
      for (const target of reference.resolution.by) {
        const to = positions.get(target);
        if (to === undefined || to === from) continue;
        const known = strictest.findIndex((constraint) => constraint.to === to);
        if (known < 0) strictest.push({ from, to, gap, reference });
        else if ((strictest[known]?.gap ?? 0) < gap) strictest[known] = { from, to, gap, reference };
      }
    }
    return strictest;
  });
}

/**
 * Groups of positions that lead to each other, each after the ones that it leads to (Tarjan's algorithm, without
 * recursion so that long chains do not exhaust the stack).
 */
export function components(edges: readonly (readonly Constraint[])[]): readonly (readonly number[])[] {
  const order = new Map<number, number>();
  const low = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  const found: number[][] = [];
  for (let root = 0; root < edges.length; root++) {
    if (order.has(root)) continue;
    const path: { readonly node: number; next: number }[] = [{ node: root, next: 0 }];
    while (path.length > 0) {
      const frame = path[path.length - 1];
      if (frame === undefined) break;
      const { node } = frame;
      if (!order.has(node)) {
        low.set(node, order.size);
        order.set(node, order.size);
        open.push(node);
        isOpen.add(node);
      }
      const edge = edges[node]?.[frame.next];
      if (edge !== undefined) {
        frame.next++;
        if (!order.has(edge.to)) path.push({ node: edge.to, next: 0 });
        else if (isOpen.has(edge.to)) lower(low, node, order.get(edge.to));
        continue;
      }
      path.pop();
      const parent = path[path.length - 1];
      if (parent !== undefined) lower(low, parent.node, low.get(node));
      if (low.get(node) === order.get(node)) found.push(close(open, isOpen, node));
    }
  }
  return found;
}

function lower(low: Map<number, number>, node: number, value: number | undefined): void {
  const known = low.get(node);
  if (value !== undefined && (known === undefined || value < known)) low.set(node, value);
}

function close(open: number[], isOpen: Set<number>, node: number): number[] {
  const members: number[] = [];
  for (;;) {
    const member = open.pop();
    if (member === undefined) return members;
    isOpen.delete(member);
    members.push(member);
    if (member === node) return members;
  }
}
