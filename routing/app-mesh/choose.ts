import { dig } from '../../references/fields';
import type { PathMatch } from './match';

/** A route that takes a request, with what decides between several such. */
export interface Candidate<Taken> {
  readonly name: string;
  /** 0 to 1000, the lowest first; without one it comes after all that have one. */
  readonly priority: number;
  readonly path: PathMatch | undefined;
  /** What it does, as a text: two routes that do the same leave nothing open. */
  readonly does: string;
  readonly taken: Taken;
}

/** The route that is taken, and why it could be another. */
export interface Choice<Taken> {
  readonly taken: Candidate<Taken>;
  readonly unsure?: string;
}

/** The priority of a route or gateway route. */
export function priorityOf(route: unknown): number {
  const priority = dig(route, 'priority');
  return typeof priority === 'number' ? priority : 1001;
}

/**
 * Of the routes that take a request, that of the lowest priority, and of several such the one with the longest prefix, as
 * the user guide says. More it does not say: where routes of one priority are equally long, or one is no prefix, the first
 * of the list is taken and the answer is unsure.
 */
export function choose<Taken>(candidates: readonly Candidate<Taken>[]): Choice<Taken> | undefined {
  const lowest = Math.min(...candidates.map(({ priority }) => priority));
  const first = candidates.filter(({ priority }) => priority === lowest);
  const prefixes = first.every(({ path }) => path?.kind === 'prefix');
  const longest = Math.max(...first.map(({ path }) => path?.value.length ?? 0));
  const left = prefixes ? first.filter(({ path }) => path?.value.length === longest) : first;
  const [taken] = left;
  if (taken === undefined) return undefined;
  const other = left.find(({ does }) => does !== taken.does);
  if (other === undefined) return { taken };
  const unsure = `routes ${taken.name} and ${other.name} have the same priority and neither has the longer prefix`;
  return { taken, unsure };
}
